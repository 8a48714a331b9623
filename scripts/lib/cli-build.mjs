import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** What the bundle is made of. */
const sources = [
  ...['cli', 'services', 'providers', 'consoles', 'vault', 'audit', 'net'].map((name) => path.join('electron', name)),
  ...['shared', path.join('scripts', 'lib', 'cli-build.mjs'), 'package.json', 'package-lock.json'],
];

/** Parts of ssh2 that have to be compiled, which it does without. */
const absent = ['cpu-features', /sshcrypto\.node$/];

/** Electron 33, the oldest runtime that the code runs on, has this Node. */
const target = 'node20.18';

/**
 * @param {string} root
 * @param {string} name
 * @returns {string[]} files below it, relative to the root, sorted
 */
function filesOf(root, name) {
  if (path.extname(name) !== '') return [name];
  return readdirSync(path.join(root, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** @param {string} root */
function hashSources(root) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((name) => filesOf(root, name))) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * The command line as one file, which starts faster than its hundred modules; bundled again when a source has changed.
 * Several processes may ask at once: each makes its own and puts it in place whole.
 *
 * @param {string} root
 * @returns {Promise<string>} absolute path of the bundle
 */
export async function ensureCli(root) {
  const bundle = path.join(root, 'out', 'cli', `vmdeck-${hashSources(root).slice(0, 16)}.cjs`);
  if (existsSync(bundle)) return bundle;
  const { build } = await import('vite');
  const { version } = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  );
  await mkdir(path.dirname(bundle), { recursive: true });
  const scratch = await mkdtemp(path.join(root, 'out', 'cli-'));
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      define: { vmdeckVersion: JSON.stringify(version) },
      ssr: { noExternal: true, external: ['@node-rs/argon2'] },
      build: {
        ...{ ssr: 'electron/cli/main.ts', outDir: scratch, target, emptyOutDir: false, minify: false },
        rolldownOptions: {
          external: absent,
          output: { format: 'cjs', entryFileNames: 'vmdeck.cjs', codeSplitting: false },
        },
      },
    });
    await rename(path.join(scratch, 'vmdeck.cjs'), bundle);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return bundle;
}
