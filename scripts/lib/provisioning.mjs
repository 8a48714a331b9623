import { ensureBuild } from './build.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { ensureNodePackages, requireNode } from './node-packages.mjs';
import { projectRoot } from './paths.mjs';
import { sayOnStderr, step } from './report.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { linuxRequirements } from './system-requirements.mjs';

/** @typedef {import('./lifetime.mjs').Lifetime} Lifetime */

/**
 * Only Node's own modules are loaded up to here: it runs before anything is installed.
 *
 * @param {Lifetime} lifetime
 * @param {import('./report.mjs').Say} [say]
 */
export async function provisionNode(lifetime, say = sayOnStderr) {
  requireNode(process.versions.node);
  await step(say, 'Node packages', async () => ({
    outcome: await ensureNodePackages({ root: projectRoot, env: process.env, lifetime }),
    value: undefined,
  }));
}

/**
 * Brings a fresh clone to where the app can be started; does nothing, quickly, where everything is there.
 *
 * @param {Lifetime} lifetime
 * @param {{ build?: boolean, tests?: boolean, say?: import('./report.mjs').Say }} [options]
 * @returns {Promise<import('./electron-path.mjs').FoundElectron>}
 */
export async function provision(lifetime, { build = true, tests = false, say = sayOnStderr } = {}) {
  const env = process.env;
  requireNode(process.versions.node);
  // First, because it is what an ordinary user may have to settle before anything else makes sense.
  await step(say, 'System packages', async () => ({
    outcome: await ensureSystemPackages({
      ...{ platform: process.platform, uid: process.getuid?.() ?? -1, env, lifetime },
      requirements: linuxRequirements.filter(({ testsOnly }) => tests || testsOnly !== true),
    }),
    value: undefined,
  }));
  await provisionNode(lifetime, say);
  const electron = await step(say, 'Electron', () => ensureElectron({ env, lifetime }));
  if (build) {
    await step(say, 'Build', async () => ({
      outcome: await ensureBuild({ root: projectRoot, env, lifetime }),
      value: undefined,
    }));
  }
  return electron;
}
