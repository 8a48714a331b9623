import { createHash, randomBytes } from 'node:crypto';
import { link, open, readFile, readlink, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { AppError } from '../../shared/errors/app-error.ts';
import { errnoOf, longestMaking } from './files.ts';
import { readRegular } from './regular-file.ts';

/** Who holds a claim, told from every other process of this computer, also after its number was given anew. */
interface Holder {
  readonly host: string;
  readonly pid: number;
  /** The kernel's id of this run of the machine (Linux), else empty. */
  readonly boot: string;
  /** When the process began: clock ticks since the machine's start (proc(5), field 22 of `stat`), else empty. */
  readonly started: string;
  /** The namespace that the number is of (pid_namespaces(7)), as in a container; empty where there are none. */
  readonly space: string;
  readonly token: string;
}

const mostTries = 8;
const mostBytes = 2000;

/** Of a file of proc(5), which tells no size; empty where there is none. */
const readFacts = (path: string): Promise<string> => readFile(path, 'latin1').catch(() => '');

/** `null` where nothing is any more. */
const readText = (path: string): Promise<string | null> =>
  readRegular(path, mostBytes).then(
    (bytes) => Buffer.from(bytes).toString('latin1'),
    (error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    },
  );

/** The fields behind the name of the program, which may hold spaces and brackets itself: `started` is the 22nd. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFacts(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

const bootId = async (): Promise<string> => (await readFacts('/proc/sys/kernel/random/boot_id')).trim();

const ownSpace = (): Promise<string> => readlink('/proc/self/ns/pid').catch(() => '');

function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { host, pid, boot, started, space = '', token } = value as Partial<Record<keyof Holder, unknown>>;
    const isText = (field: unknown): field is string => typeof field === 'string';
    if (!isText(host) || !isText(boot) || !isText(started) || !isText(space) || !isText(token)) return null;
    return Number.isSafeInteger(pid) && Number(pid) > 0
      ? { host, pid: Number(pid), boot, started, space, token }
      : null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

/** Whether a holder is gone for certain. Of processes of another computer or container nobody here can tell, so
 * those hold on. */
async function isGone({ host, pid, boot, started, space }: Holder): Promise<boolean> {
  if (host !== hostname()) return false;
  if (boot !== '' && boot !== (await bootId())) return true;
  if (space !== '' && space !== (await ownSpace())) return false;
  if (!isRunning(pid)) return true;
  return started !== '' && started !== (await startOf(pid));
}

/**
 * Whether what is at the path of a claim is to be respected.
 *
 * @param now by the clock of the file system, which no other agrees with for certain: milliseconds since the epoch
 */
async function isHeld(path: string, text: string, now: number): Promise<boolean> {
  const holder = parseHolder(text);
  if (holder !== null) return !(await isGone(holder));
  const madeAt = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => -Infinity,
  );
  // One that is dated in the future is from before the clock was set back.
  return Math.abs(now - madeAt) < longestMaking;
}

async function removeOwn(path: string, token: string): Promise<void> {
  if (parseHolder((await readText(path)) ?? '')?.token === token) await rm(path, { force: true });
}

/** Makes a file at a free path, and gives the time by the clock of the file system, whatever becomes of the file. */
async function make(path: string, text: string): Promise<number> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    return (await handle.stat()).mtimeMs;
  } finally {
    await handle.close();
  }
}

/** Puts a whole file at a free path. When the path is taken, gives the time by the clock of the file system. */
async function place(path: string, text: string, token: string): Promise<'placed' | number> {
  const temporary = `${path}.${token}`;
  try {
    const now = await make(temporary, text);
    try {
      await link(temporary, path).catch(async (error: unknown) => {
        if (errnoOf(error) === 'EEXIST') throw error;
        // No hard links here: made in place, which for a moment shows an empty file; isHeld knows of it.
        await make(path, text);
      });
      return 'placed';
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') return now;
      throw error;
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Removes a claim of a process that is gone. Of many who find it, one at a time has the right to, and looks again: a
 * claim that was made meanwhile is another one and stays.
 */
async function clear(lock: string, stale: string, holder: Holder, now: number): Promise<void> {
  const right = `${lock}.${createHash('sha256').update(stale).digest('hex').slice(0, 16)}`;
  if ((await place(right, JSON.stringify(holder), holder.token)) !== 'placed') {
    const other = await readText(right);
    if (other !== null && !(await isHeld(right, other, now))) await rm(right, { force: true });
    return;
  }
  try {
    if ((await readText(lock)) === stale && !(await isHeld(lock, stale, now))) await rm(lock, { force: true });
  } finally {
    await removeOwn(right, holder.token);
  }
}

/**
 * Claims a file for this process with a lock file `<path>.lock` beside it. Gives what returns the claim, or `null` while
 * another process, or another part of this one, holds it. What a crash left behind holds nothing; for some seconds, when
 * it was cut short. Rejects with `storage.not-a-file` for a folder in its place, or with the system's own error.
 */
export async function claim(path: string): Promise<(() => Promise<void>) | null> {
  const lock = `${path}.lock`;
  const token = randomBytes(8).toString('hex');
  const [boot, started, space] = await Promise.all([bootId(), startOf(process.pid), ownSpace()]);
  const holder: Holder = { ...{ host: hostname(), pid: process.pid, boot }, started, space, token };
  for (let tries = 0; tries < mostTries; tries += 1) {
    const now = await place(lock, JSON.stringify(holder), token);
    if (now === 'placed') return () => removeOwn(lock, token);
    try {
      const text = await readText(lock);
      if (text === null) continue;
      if (await isHeld(lock, text, now)) return null;
      await clear(lock, text, holder, now);
    } catch (error) {
      if (error instanceof AppError) throw error;
      // What may not be read or removed holds: nobody here can tell whose it is.
      return null;
    }
  }
  return null;
}
