import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { inProject } from './paths.mjs';
import { findNpmHostedRuntime } from './npm-hosted-runtime.mjs';
import { runtimePin } from './runtime-pin.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * - `override`: the one that `ELECTRON_OVERRIDE_DIST_PATH` names
 * - `official`: the one that Electron's own installer put into node_modules
 * - `npm-hosted`: the development and test runtime assembled from npm; never packaged
 *
 * @typedef {'override' | 'official' | 'npm-hosted'} ElectronKind
 */

/**
 * @typedef {object} FoundElectron
 * @property {string} executable absolute path
 * @property {string} folder the distribution's folder
 * @property {string} version such as `33.2.1`; `unknown` where the folder does not say
 * @property {ElectronKind} kind
 */

/** @param {NodeJS.Platform} platform */
export function executableName(platform) {
  if (platform === 'win32') return 'electron.exe';
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return 'electron';
}

/** @param {string} folder */
async function versionIn(folder) {
  const file = path.join(folder, 'version');
  return existsSync(file) ? (await readFile(file, 'utf8')).trim().replace(/^v/, '') : 'unknown';
}

/**
 * The Electron to run, or undefined when provisioning has yet to get one. Costs a few milliseconds.
 *
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform, official?: string, runtimes?: string }} [where]
 * @returns {Promise<FoundElectron | undefined>}
 */
export async function findElectron(where = {}) {
  const { env = process.env, platform = process.platform } = where;
  const { official = inProject('node_modules', 'electron', 'dist'), runtimes = inProject('.runtime') } = where;
  const name = executableName(platform);

  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    const folder = path.resolve(override);
    const executable = path.join(folder, name);
    if (!existsSync(executable)) {
      throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH is set to ${override}, but there is no ${name} in it.`);
    }
    return { executable, folder, version: await versionIn(folder), kind: 'override' };
  }

  // The installer writes `version` with the archive's other files; path.txt, beside the folder, comes last.
  const installed = path.join(official, name);
  if (existsSync(installed) && existsSync(path.join(official, '..', 'path.txt'))) {
    return { executable: installed, folder: official, version: await versionIn(official), kind: 'official' };
  }

  const folder = await findNpmHostedRuntime(runtimes);
  if (folder === undefined) return undefined;
  return {
    executable: path.join(folder, 'electron'),
    folder,
    version: runtimePin.electronVersion,
    kind: 'npm-hosted',
  };
}
