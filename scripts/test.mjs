import { parseArgs } from 'node:util';
import { electronArguments, openDisplay } from './lib/display.mjs';
import { runCommand } from './lib/lifetime.mjs';
import { provision, provisionNode } from './lib/provisioning.mjs';
import { runBuild, runStaticChecks, runVitest, sayResults } from './lib/suites.mjs';
import { sayOnStderr } from './lib/report.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { addUp } from './lib/tally.mjs';

/** @typedef {import('./lib/lifetime.mjs').Lifetime} Lifetime */

const parts = ['check', 'unit', 'contract', 'e2e'];

/** @returns {string[]} the parts to run, in order */
function readParts() {
  const only = (() => {
    try {
      return parseArgs({ options: { only: { type: 'string' } } }).values.only;
    } catch {
      return '';
    }
  })();
  if (only === undefined) return parts;
  if (!parts.includes(only)) throw new SetupError(`npm test -- [--only ${parts.join('|')}]`);
  return [only];
}

/**
 * @param {Lifetime} lifetime
 * @param {import('./lib/electron-path.mjs').FoundElectron} electron
 */
async function runEndToEnd(lifetime, electron) {
  const display = await openDisplay(lifetime);
  return runVitest(lifetime, 'e2e', {
    ...display.env,
    VMDECK_ELECTRON_PATH: electron.executable,
    VMDECK_ELECTRON_ARGS: JSON.stringify(electronArguments(display)),
  });
}

/**
 * @param {Lifetime} lifetime
 * @param {readonly string[]} chosen
 */
async function runParts(lifetime, chosen) {
  const results = [];
  // The static checks and the unit tests need nothing but Node packages.
  const needsSystem = chosen.includes('contract') || chosen.includes('e2e');
  const electron = needsSystem ? await provision(lifetime, { build: false, tests: true }) : undefined;
  if (electron === undefined) await provisionNode(lifetime);

  for (const part of chosen) {
    if (part === 'check') {
      results.push(...(await runStaticChecks(lifetime)));
    } else if (part === 'e2e' && electron !== undefined) {
      const built = await runBuild(lifetime);
      results.push(built);
      if (built.failed === 0) results.push(await runEndToEnd(lifetime, electron));
    } else {
      results.push(await runVitest(lifetime, part));
    }
  }
  return results;
}

await runCommand(async (lifetime) => {
  /** @type {import('./lib/suites.mjs').SuiteResult[]} */
  let results = [];
  let setUp = { passed: 0, failed: 0 };
  try {
    results = await runParts(lifetime, readParts());
    sayResults(results);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    sayOnStderr(`\n${error.message}\n`);
    setUp = { passed: 0, failed: 1 };
  }
  const { passed, failed } = addUp([...results, setUp]);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
});
