import { SetupError } from './setup-error.mjs';

/** @typedef {import('./electron-path.mjs').FoundElectron} FoundElectron */

/**
 * @param {FoundElectron | undefined} electron
 * @returns {FoundElectron} the same, when a release may be made from it
 */
export function requirePackageable(electron) {
  const remedy =
    'Get an official Electron first: node node_modules/electron/install.js (ELECTRON_MIRROR names a mirror), or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked one.';
  if (electron === undefined) throw new SetupError(`There is no Electron to package. ${remedy}`);
  if (electron.kind === 'npm-hosted') {
    throw new SetupError(
      `Electron ${electron.version} here is the npm-hosted runtime: it serves development and tests only, and is never packaged. ${remedy}`,
    );
  }
  if (electron.version === 'unknown') throw new SetupError(`${electron.folder} does not say which Electron it holds.`);
  return electron;
}
