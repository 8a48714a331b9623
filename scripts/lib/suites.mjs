import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { ensureBuild } from './build.mjs';
import { inProject, projectRoot } from './paths.mjs';
import { runVisibly } from './processes.mjs';
import { formatDuration, sayOnStderr } from './report.mjs';
import { messageOf } from './setup-error.mjs';
import { tallyOf } from './tally.mjs';

/** @typedef {import('./lifetime.mjs').Lifetime} Lifetime */
/** @typedef {import('./tally.mjs').Tally} Tally */

/**
 * One line of the final report.
 *
 * @typedef {Tally & { name: string, milliseconds: number }} SuiteResult
 */

const bin = (/** @type {string[]} */ ...segments) => inProject('node_modules', ...segments);

/** The checks that are no tests: each counts as one. Programs are started directly, without npm or a shell. */
export const staticChecks = [
  { name: 'types', args: [bin('typescript', 'bin', 'tsc'), '-b'] },
  { name: 'lint', args: [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'] },
  {
    name: 'layers',
    args: [
      bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...['--config', 'scripts/layers.config.cjs', 'electron', 'renderer', 'shared', 'test'],
    ],
  },
  { name: 'format', args: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
];

/**
 * @param {string} name
 * @param {() => Promise<Tally>} body
 * @returns {Promise<SuiteResult>}
 */
async function timed(name, body) {
  sayOnStderr(`\n── ${name}`);
  const start = performance.now();
  return { name, ...(await body()), milliseconds: performance.now() - start };
}

/**
 * @param {Lifetime} lifetime
 * @returns {Promise<SuiteResult[]>}
 */
export async function runStaticChecks(lifetime) {
  const results = [];
  for (const { name, args } of staticChecks) {
    results.push(
      await timed(name, async () => {
        const code = await runVisibly(lifetime, process.execPath, args, { cwd: projectRoot });
        return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
      }),
    );
  }
  return results;
}

/**
 * The build as a part of the report: whatever else can be tried is tried although it fails.
 *
 * @param {Lifetime} lifetime
 * @returns {Promise<SuiteResult>}
 */
export const runBuild = (lifetime) =>
  timed('build', async () => {
    try {
      sayOnStderr(await ensureBuild({ root: projectRoot, env: process.env, lifetime }));
      return { passed: 1, failed: 0 };
    } catch (error) {
      sayOnStderr(messageOf(error));
      return { passed: 0, failed: 1 };
    }
  });

/**
 * @param {Lifetime} lifetime
 * @param {string} project of vitest.config.ts
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<SuiteResult>}
 */
export const runVitest = (lifetime, project, env = process.env) =>
  timed(project, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'vmdeck-report-'));
    try {
      const file = path.join(folder, `${project}.json`);
      const code = await runVisibly(
        lifetime,
        process.execPath,
        [
          ...[bin('vitest', 'vitest.mjs'), 'run', '--project', project],
          ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
        ],
        { cwd: projectRoot, env },
      );
      return tallyOf(await readReport(file), code);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

/**
 * @param {string} file
 * @returns {Promise<import('./tally.mjs').VitestReport | undefined>}
 */
async function readReport(file) {
  try {
    return /** @type {import('./tally.mjs').VitestReport} */ (JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // A run that died wrote no report, or half of one; the caller counts that as a failure.
    return undefined;
  }
}

/** @param {readonly SuiteResult[]} results */
export function sayResults(results) {
  sayOnStderr('');
  for (const { name, passed, failed, milliseconds } of results) {
    const verdict = failed === 0 ? 'ok    ' : 'FAILED';
    sayOnStderr(`${verdict} ${name.padEnd(10)} ${passed} passed, ${failed} failed  ${formatDuration(milliseconds)}`);
  }
}
