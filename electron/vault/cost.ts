import { AppError, Bug } from '../../shared/errors/app-error.ts';
import type { VaultCost } from '../../shared/model/vault.ts';
import { saltLength, wipe, type DeriveKey, type KdfCost, type Random } from './crypto.ts';

/** What reading accepts: less makes a stolen file cheap to guess, more exhausts this machine before a password is wrong. */
const costBounds = {
  memoryKiB: [19 * 1024, 1024 * 1024],
  passes: [2, 16],
  parallelism: [1, 8],
} as const satisfies Record<keyof KdfCost, readonly [number, number]>;

const within = (value: number, [least, most]: readonly [number, number]): boolean => value >= least && value <= most;

/** Refuses a cost outside the bounds, before anything is computed. */
export function checkCost(cost: KdfCost): void {
  const fits =
    within(cost.memoryKiB, costBounds.memoryKiB) &&
    within(cost.passes, costBounds.passes) &&
    within(cost.parallelism, costBounds.parallelism);
  if (!fits) throw new AppError('vault.kdf-out-of-bounds');
}

/** For computers with little memory, by explicit choice only (OWASP Password Storage Cheat Sheet, Argon2id). */
export const thinClientCost: KdfCost = { memoryKiB: 19 * 1024, passes: 2, parallelism: 1 };

/** What a person's choice of a cost means here. */
export const costOf = (wanted: VaultCost): KdfCost | 'measured' => (wanted === 'measured' ? wanted : thinClientCost);

/** The least cost of new vaults: 64 MiB, three passes, up to four lanes (at most the machine's cores). */
export const standardCost = (cores: number): KdfCost => ({
  memoryKiB: 64 * 1024,
  passes: 3,
  parallelism: Math.max(1, Math.min(4, cores)),
});

const { memoryKiB: thinMemory, passes: thinPasses, parallelism: thinLanes } = thinClientCost;

/** A vault is made with at least the standard cost, or with exactly that of a thin client. */
export function checkNewCost(cost: KdfCost): void {
  checkCost(cost);
  const isThin = cost.memoryKiB === thinMemory && cost.passes === thinPasses && cost.parallelism === thinLanes;
  const floor = standardCost(1);
  if (!isThin && (cost.memoryKiB < floor.memoryKiB || cost.passes < floor.passes)) {
    throw new Bug('A new vault would be cheaper to guess than the floor');
  }
}

/** Milliseconds that an unlock should take. */
export const goal = { least: 500, aim: 750, most: 1000 } as const;
/** Where the memory is not asked for: what an unlock may take for its moment. */
const mostMemoryKiB = 256 * 1024;
const mostRounds = 4;

interface Machine {
  readonly cores: number;
  /** All of it, in KiB. */
  readonly memoryKiB: number;
  readonly deriveKey: DeriveKey;
  readonly random: Random;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number;
}

/** The cost that comes nearest to `factor` times the work: memory first, which hurts guessing hardware most. */
function scaled(cost: KdfCost, factor: number, memoryLimitKiB: number, floor: KdfCost): KdfCost {
  const work = cost.memoryKiB * cost.passes * factor;
  const memory = Math.floor(work / floor.passes / 1024) * 1024;
  const memoryKiB = Math.max(floor.memoryKiB, Math.min(memory, memoryLimitKiB));
  const passes = Math.max(floor.passes, Math.min(costBounds.passes[1], Math.round(work / memoryKiB)));
  return { memoryKiB, passes, parallelism: cost.parallelism };
}

/** Milliseconds of the faster of two derivations: memory that is touched for the first time slows the first one down. */
async function timed({ deriveKey, random, monotonic }: Machine, cost: KdfCost, signal: AbortSignal): Promise<number> {
  const sample = new Uint8Array(16);
  let fastest = Infinity;
  for (let run = 0; run < 2; run += 1) {
    const began = monotonic();
    wipe(await deriveKey(sample, random(saltLength), cost, signal));
    fastest = Math.min(fastest, monotonic() - began);
  }
  return Math.max(1, fastest);
}

/**
 * Measures what this machine computes in 0.5 to 1 s. Never below {@link standardCost}, which a slow machine takes longer
 * for, and never more than an eighth of its memory. Rejects with `cancelled`.
 */
export async function calibrate(machine: Machine, signal: AbortSignal): Promise<KdfCost> {
  const floor = standardCost(machine.cores);
  const memoryLimit = Math.max(floor.memoryKiB, Math.min(mostMemoryKiB, Math.floor(machine.memoryKiB / 8)));
  let cost = floor;
  for (let round = 0; round < mostRounds; round += 1) {
    const took = await timed(machine, cost, signal);
    if (took >= goal.least && took <= goal.most) break;
    const next = scaled(cost, goal.aim / took, memoryLimit, floor);
    if (next.memoryKiB === cost.memoryKiB && next.passes === cost.passes) break;
    cost = next;
  }
  return cost;
}
