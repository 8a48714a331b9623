import { existsSync } from 'node:fs';
import path from 'node:path';
import { markerName } from './lib/npm-hosted-runtime.mjs';
import { SetupError } from './lib/setup-error.mjs';

/**
 * The part of electron-builder's context that is used.
 *
 * @typedef {object} PackContext
 * @property {string} appOutDir
 * @property {string} electronPlatformName
 * @property {{ executableName?: string, appInfo: { productFilename: string } }} packager
 */

/** @param {PackContext} context */
function electronBinary({ appOutDir, electronPlatformName, packager }) {
  const product = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return path.join(appOutDir, `${product}.app`);
  if (electronPlatformName === 'win32') return path.join(appOutDir, `${product}.exe`);
  return path.join(appOutDir, packager.executableName ?? product);
}

/**
 * electron-builder's hook between packing and signing: closes in the released executable every door that only
 * development needs.
 *
 * @param {PackContext} context
 */
export async function afterPack(context) {
  if (existsSync(path.join(context.appOutDir, markerName))) {
    throw new SetupError('The npm-hosted development runtime must not be packaged.');
  }
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(electronBinary(context), {
    version: FuseVersion.V1,
    // Changing the executable voids its ad-hoc signature, without which Apple silicon refuses to run it.
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
}
