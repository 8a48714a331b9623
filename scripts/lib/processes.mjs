import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('./lifetime.mjs').Lifetime} Lifetime */

const posix = process.platform !== 'win32';

/**
 * Starts a program as the leader of its own process group, so that it ends together with everything it started.
 * Ctrl-C therefore does not reach it; the lifetime ends it.
 *
 * @param {Lifetime} lifetime
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {{ child: ChildProcess, exited: Promise<number>, stop: () => Promise<void> }} `exited` resolves with the
 *   exit code, 128 + n after signal n, 127 when the program could not be started
 */
export function start(lifetime, command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: posix });
  const exited = outcomeOf(child);
  const stop = () => stopGroup(child, exited);
  const forget = lifetime.onEnd(stop);
  void exited.then(forget);
  return { child, exited, stop };
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 */
function outcomeOf(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128 + signalNumber(signal))));
  });
}

/** @param {NodeJS.Signals} signal */
const signalNumber = (signal) => ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 })[String(signal)] ?? 0;

/** @param {ChildProcess} child */
function killGroup(child) {
  if (child.pid === undefined) return;
  try {
    if (posix) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch (error) {
    // ESRCH: the whole group is gone already, which is what was wanted.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Asks the leader first: Electron ends cleanly only when its helper processes are still there.
 *
 * @param {ChildProcess} child
 * @param {Promise<number>} exited
 */
async function stopGroup(child, exited) {
  const graceMs = 5_000;
  const grace = new AbortController();
  child.kill('SIGTERM');
  await Promise.race([exited, delay(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
  grace.abort();
  killGroup(child);
  await exited;
}

/**
 * @typedef {object} RunResult
 * @property {number} code as `exited` of {@link start}; 124 when the time limit ended it
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs a program to its end and collects what it printed.
 *
 * @param {Lifetime} lifetime
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ timeoutMs: number, cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} options
 * @returns {Promise<RunResult>}
 */
export async function run(lifetime, command, args, { timeoutMs, ...options }) {
  const { child, exited, stop } = start(lifetime, command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const collected = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => (collected.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (collected.stderr += text));
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void stop();
  }, timeoutMs);
  const code = await exited;
  clearTimeout(timer);
  if (child.pid !== undefined && code !== 127 && !timedOut) await closed(child);
  return { code: timedOut ? 124 : code, ...collected };
}

/** The pipes may still hold text after the exit; a grandchild that keeps them open must not hold us for ever. */
const pipeDrainMs = 2_000;

/** @param {ChildProcess} child */
async function closed(child) {
  const open = [child.stdout, child.stderr].filter((stream) => stream !== null && !stream.readableEnded);
  if (open.length === 0) return;
  const aborter = new AbortController();
  await Promise.race([
    once(child, 'close', { signal: aborter.signal }).catch(() => undefined),
    delay(pipeDrainMs, undefined, { signal: aborter.signal }).catch(() => undefined),
  ]);
  aborter.abort();
}

/**
 * Runs a program with our own output as its output.
 *
 * @param {Lifetime} lifetime
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} as `exited` of {@link start}
 */
export const runVisibly = (lifetime, command, args, options = {}) =>
  start(lifetime, command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] }).exited;
