import { open, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { errnoOf, readRegular } from './storage.ts';

/** Milliseconds: between two tries, for all tries, and after which nobody can still be writing one line. */
const limits = { pause: 20, wait: 5_000, stale: 30_000 } as const;

const own = `${process.pid} ${hostname()}`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

/** Whether the holder of a lock has died: its process on this computer is gone, or the lock is old. */
async function isStale(path: string, now: number): Promise<boolean> {
  try {
    const [pid = '', host = ''] = (await readRegular(path)).split(' ');
    const { mtimeMs } = await stat(path);
    if (Math.abs(now - mtimeMs) > limits.stale) return true;
    return /^\d+$/.test(pid) && host === hostname() && !isAlive(Number(pid));
  } catch {
    return false;
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(own);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a lock that was left behind. Only who holds a lock for that may, and looks once more first: what another has
 * taken meanwhile, in the place of the one that was left, stays.
 */
async function clear(path: string, now: number): Promise<void> {
  const claim = `${path}.clear`;
  if (await take(claim)) {
    try {
      if (await isStale(path, now)) await rm(path, { force: true });
    } finally {
      await rm(claim, { force: true });
    }
  } else if (await isStale(claim, now)) await clear(claim, now);
}

/**
 * Runs something while no other process of ours, the app or the command line, does it on the same folder.
 *
 * @throws AppError `audit.busy` when the other one does not end; the system's own error when the lock cannot be made
 */
export async function locked<T>(path: string, clock: Clock, run: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const end = clock.now() + limits.wait;
  while (!(await take(path))) {
    if (clock.now() > end) throw new AppError('audit.busy', { path });
    if (await isStale(path, clock.now())) await clear(path, clock.now());
    await clock.sleep(limits.pause, signal);
  }
  try {
    return await run();
  } finally {
    await rm(path, { force: true });
  }
}
