import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createProvider } from '../../../electron/providers/registry.ts';
import type { Provider } from '../../../electron/providers/provider.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import {
  connectionDefaults,
  connectionSettingsSchema,
  type ConnectionSettings,
} from '../../../shared/model/connection.ts';
import { Secret } from '../../../shared/util/secret.ts';

/** A simulated cloud in a process of its own, as far away from the client as a benchmark can have it. */
export interface BenchCloud {
  readonly url: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly regions: readonly string[];
  stop(): Promise<void>;
}

/** Starts one from the project's root, which is the current folder of a benchmark. */
export async function startCloud(vms: number, ...more: readonly string[]): Promise<BenchCloud> {
  const options = ['--vms', String(vms), '--console', 'builtin', '--quiet', '--exit-with-parent', ...more];
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/simulators/cli.ts', ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line', {
    signal: AbortSignal.timeout(60_000),
  })) as [string];
  const ready = JSON.parse(line) as Omit<BenchCloud, 'stop'>;
  return {
    ...ready,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

export const settingsOf = ({ url, publicKey }: BenchCloud): ConnectionSettings =>
  connectionSettingsSchema.parse({
    ...{ name: 'bench', kind: 'ucloudstack', url, publicKey },
    ...connectionDefaults,
  });

/** The real provider in front of it; `heard` is told the bytes of every answer. */
export const connect = (cloud: BenchCloud, heard: (bytes: number) => void = () => undefined): Provider =>
  createProvider({
    ...{ connectionId: 'bench', clock: systemClock, random: Math.random, settings: settingsOf(cloud) },
    secret: () => Promise.resolve(new Secret(cloud.privateKey)),
    log: ({ fields }) => heard(Number(fields['bytes'] ?? 0)),
  });
