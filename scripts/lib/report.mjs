import { performance } from 'node:perf_hooks';

/** @typedef {(line: string) => void} Say receives one line for a person; never on stdout, which belongs to results */

/** @type {Say} */
export const sayOnStderr = (line) => void process.stderr.write(`${line}\n`);

/**
 * @param {number} milliseconds
 * @returns {string}
 */
export const formatDuration = (milliseconds) =>
  milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(2)} s` : `${Math.round(milliseconds / 1000)} s`;

/**
 * Runs one step and says in one line what it did and how long it took.
 *
 * @template T
 * @param {Say} say
 * @param {string} title
 * @param {() => Promise<{ outcome: string, value: T }>} body
 * @returns {Promise<T>}
 */
export async function step(say, title, body) {
  const start = performance.now();
  const elapsed = () => formatDuration(performance.now() - start);
  try {
    const { outcome, value } = await body();
    say(`${title}: ${outcome} (${elapsed()})`);
    return value;
  } catch (error) {
    say(`${title}: failed (${elapsed()})`);
    throw error;
  }
}
