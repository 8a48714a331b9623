import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSimulator } from './simulator.mjs';

/**
 * What the app reads from the file that VMDECK_DEMO names.
 *
 * @typedef {object} DemoDescription
 * @property {{ name: string, kind: string, url: string, publicKey: string, privateKey: string }[]} connections
 * @property {string} masterPassword
 */

/** The clouds of the demo: what the app calls them, and how their simulators are started. */
const demoClouds = [
  { name: 'UCS prod', args: ['--system', 'ucloudstack'] },
  { name: 'UCS legacy', args: ['--system', 'ucloudstack-v2', '--vms', '24', '--seed', '7'] },
];

/**
 * Starts the demo clouds and describes them to the app, in a temporary folder that only this user can read and that
 * goes when the lifetime ends.
 *
 * @param {import('./lifetime.mjs').Lifetime} lifetime
 * @returns {Promise<{ env: { VMDECK_DEMO: string }, userData: string, masterPassword: string }>}
 */
export async function startDemoSession(lifetime) {
  const folder = await mkdtemp(path.join(tmpdir(), 'vmdeck-demo-'));
  lifetime.onEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const clouds = await Promise.all(
    demoClouds.map(async ({ name, args }) => ({ name, ...(await startSimulator(lifetime, [...args, '--quiet'])) })),
  );
  const masterPassword = `demo-${randomBytes(6).toString('hex')}`;
  /** @type {DemoDescription} */
  const description = {
    connections: clouds.map(({ name, system, url, publicKey, privateKey }) => ({
      name,
      kind: system,
      url,
      publicKey,
      privateKey,
    })),
    masterPassword,
  };
  const file = path.join(folder, 'demo.json');
  await writeFile(file, JSON.stringify(description), { mode: 0o600 });
  return { env: { VMDECK_DEMO: file }, userData: path.join(folder, 'user-data'), masterPassword };
}
