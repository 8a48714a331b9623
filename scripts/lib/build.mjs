import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { npmCommand, tailOf } from './npm.mjs';
import { run } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

const buildLimitMs = 5 * 60_000;

/** What the built program depends on. */
const sources = [
  'electron',
  'renderer',
  'shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * @param {string} root
 * @param {string} name
 * @returns {Promise<string[]>} files below it, relative to the root, sorted
 */
async function filesOf(root, name) {
  const file = path.join(root, name);
  if (!existsSync(file)) return [];
  if (path.extname(name) !== '') return [name];
  const entries = await readdir(file, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

/**
 * @param {string} root
 * @returns {Promise<string>} changes whenever a source changes, is added, removed or renamed
 */
export async function hashSources(root) {
  const hash = createHash('sha256');
  for (const name of sources) {
    for (const file of await filesOf(root, name)) {
      hash.update(`${file}\0`);
      hash.update(await readFile(path.join(root, file)));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * Builds the app into out/ unless what lies there was built from exactly these sources.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv, lifetime: import('./lifetime.mjs').Lifetime }} context
 * @returns {Promise<string>} what was done
 */
export async function ensureBuild({ root, env, lifetime }) {
  const stamp = path.join(root, 'out', 'sources.sha256');
  const hash = await hashSources(root);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')).trim() === hash) return 'up to date';

  await rm(stamp, { force: true });
  const { command, args, shell } = npmCommand(['run', 'build'], env);
  const result = await run(lifetime, command, args, { cwd: root, env, shell, timeoutMs: buildLimitMs });
  if (result.code !== 0) throw new SetupError(`The build failed (exit code ${result.code}):\n${tailOf(result)}`);
  await mkdir(path.dirname(stamp), { recursive: true });
  await writeFile(stamp, `${hash}\n`);
  return 'built';
}
