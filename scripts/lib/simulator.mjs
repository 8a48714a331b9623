import { createInterface } from 'node:readline';
import { inProject, projectRoot } from './paths.mjs';
import { start } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

const startLimitMs = 30_000;

/**
 * The line with which a simulator says that it is ready; see test/simulators/README.md.
 *
 * @typedef {object} SimulatedCloud
 * @property {string} system
 * @property {string} url
 * @property {string} publicKey
 * @property {string} privateKey
 */

/**
 * @param {readonly string[]} args of test/simulators/cli.ts
 * @returns {string[]} arguments of node
 */
export const simulatorCommand = (args) => ['--import', 'tsx', inProject('test', 'simulators', 'cli.ts'), ...args];

/**
 * Starts a simulated cloud that lives as long as the lifetime, its consoles included.
 *
 * @param {import('./lifetime.mjs').Lifetime} lifetime
 * @param {readonly string[]} args
 * @returns {Promise<SimulatedCloud>}
 */
export async function startSimulator(lifetime, args) {
  // Its standard input stays open as long as we live: it ends by itself should we be killed outright.
  const { child, exited } = start(lifetime, process.execPath, simulatorCommand([...args, '--exit-with-parent']), {
    cwd: projectRoot,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: /** @type {import('node:stream').Readable} */ (child.stdout) });
  /** @type {string | undefined} */
  const line = await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), startLimitMs);
    lines.once('line', resolve);
    void exited.then(() => resolve(undefined));
    void Promise.race([exited, new Promise((seen) => lines.once('line', seen))]).then(() => clearTimeout(timer));
  });
  if (line === undefined) throw new SetupError('The simulated cloud did not start; its own words are above.');
  const ready = /** @type {Partial<SimulatedCloud>} */ (JSON.parse(line));
  const { system, url, publicKey, privateKey } = ready;
  if (system === undefined || url === undefined || publicKey === undefined || privateKey === undefined) {
    throw new SetupError('The simulated cloud announced itself in a form that is not understood.');
  }
  return { system, url, publicKey, privateKey };
}
