import { randomBytes } from 'node:crypto';
import { availableParallelism, totalmem, uptime } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../shared/util/clock.ts';
import { argon2id } from './argon2.ts';
import { calibrate } from './cost.ts';
import type { DeriveKey, KdfCost, Random } from './crypto.ts';
import type { VaultFiles } from './files.ts';
import { nodeFiles } from './node-files.ts';

export interface VaultOptions {
  readonly path: string;
  readonly files: VaultFiles;
  readonly random: Random;
  readonly deriveKey: DeriveKey;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds since the machine was started, which nobody can set. */
  readonly uptime: () => number;
  readonly sleep: Clock['sleep'];
  /** Of new vaults, or how to find it; an existing file keeps its own. */
  readonly cost: KdfCost | ((signal: AbortSignal) => Promise<KdfCost>);
  /** Only reads: does not keep other programs from writing meanwhile. */
  readonly readOnly?: boolean;
}

/** A vault on this machine's files, clock, randomness and Argon2id, whose cost is measured when one is made. */
export function nodeVault(path: string): VaultOptions {
  const random: Random = (length) => new Uint8Array(randomBytes(length));
  const machine = {
    cores: availableParallelism(),
    memoryKiB: totalmem() / 1024,
    monotonic: () => performance.now(),
  };
  return {
    ...{ path, files: nodeFiles, random, deriveKey: argon2id, now: () => Date.now() },
    uptime: () => uptime() * 1000,
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    cost: (signal) => calibrate({ ...machine, deriveKey: argon2id, random }, signal),
  };
}
