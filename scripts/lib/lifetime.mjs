import { constants } from 'node:os';
import { messageOf, SetupError } from './setup-error.mjs';
import { sayOnStderr } from './report.mjs';

/**
 * What has to be undone when a program ends, however it ends.
 *
 * @typedef {object} Lifetime
 * @property {(stop: () => Promise<void> | void) => () => void} onEnd registers an undo step; the result takes it back
 * @property {AbortSignal} signal aborted as soon as the program is told to end
 */

const endingSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs `body`; when it returns, throws, or a signal asks the process to end, every registered undo step runs once,
 * newest first.
 *
 * @template T
 * @param {(lifetime: Lifetime) => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withLifetime(body) {
  /** @type {(() => Promise<void> | void)[]} */
  const stops = [];
  const aborter = new AbortController();
  /** @type {Promise<void> | undefined} */
  let ending;

  const end = () => {
    ending ??= (async () => {
      aborter.abort();
      for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
        try {
          await stop();
        } catch (error) {
          sayOnStderr(`While ending: ${messageOf(error)}`);
        }
      }
    })();
    return ending;
  };

  const listeners = endingSignals.map((signal) => {
    const listener = () => void end().finally(() => process.exit(128 + constants.signals[signal]));
    process.on(signal, listener);
    return { signal, listener };
  });

  try {
    return await body({
      signal: aborter.signal,
      onEnd: (stop) => {
        if (aborter.signal.aborted) {
          void stop();
          return () => undefined;
        }
        stops.push(stop);
        return () => {
          const index = stops.indexOf(stop);
          if (index >= 0) stops.splice(index, 1);
        };
      },
    });
  } finally {
    await end();
    for (const { signal, listener } of listeners) process.off(signal, listener);
  }
}

/**
 * The frame of every command: runs `body` under a lifetime and turns its outcome into the process's exit code. A
 * failure that its reader can act on is one line; anything else keeps its stack.
 *
 * @param {(lifetime: Lifetime) => Promise<number>} body resolves with the exit code
 * @returns {Promise<void>}
 */
export async function runCommand(body) {
  try {
    process.exitCode = await withLifetime(body);
  } catch (error) {
    sayOnStderr(
      error instanceof SetupError ? `\n${error.message}` : String(error instanceof Error ? error.stack : error),
    );
    process.exitCode = 1;
  }
}
