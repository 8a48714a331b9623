import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { locked } from '../../../../electron/audit/lock.ts';

/** Tries again at once, so that those who wait meet as often as they can. */
const clock = { now: () => Date.now(), sleep: () => setImmediate() };
const { signal } = new AbortController();
/** What a program leaves that was killed while it held a lock. */
const left = `999999999 ${hostname()}`;

let path: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vmdeck-lock-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  path = join(folder, 'lock');
});

it('of many who find a lock that was left behind, one at a time holds it', async () => {
  let inside = 0;
  const together: number[] = [];
  const hold = async (): Promise<void> => {
    inside += 1;
    together.push(inside);
    await setImmediate();
    inside -= 1;
  };
  const work = async (): Promise<void> => {
    for (let round = 0; round < 40; round += 1) {
      await locked(path, clock, hold, signal);
      await writeFile(path, left, { flag: 'wx' }).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: 9 }, work));
  expect(together).toEqual(together.map(() => 1));
}, 30_000);

it('a program that was killed while it cleared one away hinders nobody', async () => {
  for (const name of [path, `${path}.clear`, `${path}.clear.clear`]) await writeFile(name, left);
  await expect(locked(path, clock, () => Promise.resolve('done'), signal)).resolves.toBe('done');
});
