import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { setPriority } from 'node:os';
import { findCommand } from './find.ts';

const STDERR_KEPT = 4000;
const KILL_AFTER_MS = 2000;
/** Emulated guests spin while idle; they must not starve what is being tested. */
const NICENESS = 10;

export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<void>;
  /** The last of what it wrote to stderr. */
  stderr(): string;
  /** SIGTERM, then SIGKILL; resolves when the process is gone. */
  stop(): Promise<void>;
}

const onlyNice = (pid: number): void => {
  try {
    setPriority(pid, NICENESS);
  } catch (error) {
    // It has ended already, which `ended` tells; nothing to slow down then.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error;
  }
};

/**
 * Starts a process that does not outlive this one: where `setpriv` exists the kernel kills it even when this process is
 * killed.
 *
 * @throws {Error} when it cannot be started.
 */
export const startChild = async (command: string, args: readonly string[], stdio: StdioOptions): Promise<Child> => {
  const setpriv = process.platform === 'linux' ? await findCommand(['setpriv']) : undefined;
  const child =
    setpriv === undefined
      ? spawn(command, args, { stdio })
      : spawn(setpriv, ['--pdeathsig', 'KILL', '--', command, ...args], { stdio });
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-STDERR_KEPT);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} has no process id`);
  onlyNice(pid);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    await ended;
    clearTimeout(timer);
  };
  return { process: child, pid, ended, stderr: () => text, stop };
};

/** Waits for `work`, but no longer than the child lives and `limitMs` lasts. */
export const whileAlive = async <T>(child: Child, work: Promise<T>, limitMs: number, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${limitMs} ms`)), limitMs);
  });
  const dead = child.ended.then((): never => {
    throw new Error(`${what} failed, the process ended: ${child.stderr().trim()}`);
  });
  try {
    return await Promise.race([work, late, dead]);
  } finally {
    clearTimeout(timer);
  }
};
