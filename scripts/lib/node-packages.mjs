import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npmCommand, tailOf } from './npm.mjs';
import { run } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

const oldestNode = /** @type {const} */ ([20, 19]);
const installLimitMs = 20 * 60_000;

/**
 * @param {string} version such as `20.19.0`
 * @throws {SetupError} when this Node is too old
 */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new SetupError(
    `VMDeck needs Node ${oldestNode.join('.')} or newer; this is Node ${version}. Install a newer one from https://nodejs.org and run the command again.`,
  );
}

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockEntry */

/**
 * @param {string} file
 * @returns {Promise<Record<string, LockEntry>>}
 */
async function readLock(file) {
  const lock = /** @type {{ packages?: Record<string, LockEntry> }} */ (JSON.parse(await readFile(file, 'utf8')));
  return lock.packages ?? {};
}

/**
 * Whether node_modules, installed by hand, already holds what the lock file asks for. npm records what it installed
 * in `node_modules/.package-lock.json`.
 *
 * @param {string} root
 */
async function holdsLockedPackages(root) {
  const installedLock = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const [wanted, installed] = await Promise.all([
    readLock(path.join(root, 'package-lock.json')),
    readLock(installedLock),
  ]);
  const same = Object.entries(installed).every(([name, entry]) => wanted[name]?.version === entry.version);
  const complete = Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional === true || installed[name] !== undefined,
  );
  return same && complete;
}

/**
 * Makes node_modules match package-lock.json.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv, lifetime: import('./lifetime.mjs').Lifetime }} context
 * @returns {Promise<string>} what was done
 */
export async function ensureNodePackages({ root, env, lifetime }) {
  const lockText = await readFile(path.join(root, 'package-lock.json'));
  const lockHash = createHash('sha256').update(lockText).digest('hex');
  const stampFolder = path.join(root, 'node_modules', '.cache', 'vmdeck');
  const stamp = path.join(stampFolder, 'package-lock.sha256');
  const stamped = existsSync(stamp) ? (await readFile(stamp, 'utf8')).trim() : undefined;
  if (stamped === lockHash) return 'up to date';

  const adopted = await holdsLockedPackages(root);
  if (!adopted) {
    const { command, args, shell } = npmCommand(['ci', '--include=dev', '--no-audit', '--no-fund'], env);
    const result = await run(lifetime, command, args, { cwd: root, env, shell, timeoutMs: installLimitMs });
    if (result.code !== 0) throw new SetupError(`npm ci failed (exit code ${result.code}):\n${tailOf(result)}`);
  }
  await mkdir(stampFolder, { recursive: true });
  await writeFile(stamp, `${lockHash}\n`);
  return adopted ? 'already installed as locked' : 'installed with npm ci';
}
