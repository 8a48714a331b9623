import { existsSync, statfsSync } from 'node:fs';
import { findProgram } from './system-probe.mjs';
import { start } from './processes.mjs';
import { sayOnStderr } from './report.mjs';
import { SetupError } from './setup-error.mjs';

const screen = '1600x1000x24';
const startLimitMs = 15_000;

/**
 * @typedef {object} Display
 * @property {NodeJS.ProcessEnv} env the environment for programs that open windows
 * @property {boolean} virtual whether it is an Xvfb of ours
 */

/**
 * The display to run on: the user's own, or an Xvfb that lives as long as the lifetime.
 *
 * @param {import('./lifetime.mjs').Lifetime} lifetime
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, say?: import('./report.mjs').Say }} [options]
 * @returns {Promise<Display>}
 */
export async function openDisplay(lifetime, options = {}) {
  const { env = process.env, platform = process.platform, say = sayOnStderr } = options;
  if (platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY']) return { env: { ...env }, virtual: false };

  const xvfb = findProgram('Xvfb', env['PATH']);
  if (xvfb === undefined) throw new SetupError('There is no display, and Xvfb is not installed.');
  // The X server picks a free display by itself and writes its number to descriptor 3.
  const { child, exited, stop } = start(
    lifetime,
    xvfb,
    // Nobody types there: a screen saver would come after ten minutes, which the app takes for a locked screen.
    ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset', '-s', '0'],
    { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const number = await firstLine(/** @type {import('node:stream').Readable} */ (child.stdio[3]), exited);
  if (number === undefined) {
    await stop();
    throw new SetupError('There is no display, and Xvfb did not start.');
  }
  say(`No display: running under Xvfb on :${number} (${screen}).`);
  return { env: { ...env, DISPLAY: `:${number}` }, virtual: true };
}

/**
 * @param {import('node:stream').Readable} stream
 * @param {Promise<number>} exited
 * @returns {Promise<string | undefined>} undefined when the program ended or took too long
 */
function firstLine(stream, exited) {
  return new Promise((resolve) => {
    let text = '';
    const timer = setTimeout(() => resolve(undefined), startLimitMs);
    const settle = (/** @type {string | undefined} */ line) => {
      clearTimeout(timer);
      resolve(line);
    };
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) settle(text.trim());
    });
    void exited.then(() => settle(undefined));
  });
}

/** Chromium's shared memory outgrows the 64 MiB that container runtimes give by default. */
const smallestSharedMemory = 256 * 1024 * 1024;

function sharedMemoryIsSmall() {
  if (process.platform !== 'linux') return false;
  if (!existsSync('/dev/shm')) return true;
  const { bsize, blocks } = statfsSync('/dev/shm');
  return bsize * blocks < smallestSharedMemory;
}

/**
 * What Electron needs to be told on this machine. Development and tests only: the product itself never switches its
 * sandbox off.
 *
 * @param {{ virtual: boolean }} display
 * @param {number} [uid] 0 for root, for whom Chromium refuses to start with its sandbox
 * @returns {string[]}
 */
export function electronArguments({ virtual }, uid = process.getuid?.() ?? -1) {
  return [
    ...(uid === 0 ? ['--no-sandbox'] : []),
    ...(virtual ? ['--disable-gpu'] : []),
    ...(sharedMemoryIsSmall() ? ['--disable-dev-shm-usage'] : []),
  ];
}
