/** @typedef {{ passed: number, failed: number }} Tally */

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export const addUp = (tallies) => ({
  passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
  failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
});

/**
 * The part of vitest's JSON report that is read.
 *
 * @typedef {object} VitestReport
 * @property {boolean} [success]
 * @property {{ status?: string, assertionResults?: { status?: string }[] }[]} [testResults] one per file
 */

/**
 * Counts what a vitest run did. A file that could not even be loaded has no tests to fail and counts as one failure;
 * so does a run that failed for any other reason, such as an unhandled rejection. What was skipped has not passed.
 *
 * @param {VitestReport | undefined} report undefined when the run wrote none
 * @param {number} exitCode
 * @returns {Tally}
 */
export function tallyOf(report, exitCode) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults ?? []);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const unloaded = files.filter(
    (file) => file.status === 'failed' && (file.assertionResults ?? []).length === 0,
  ).length;
  const failed = tests.length - passed + unloaded;
  const failedOtherwise = failed === 0 && (exitCode !== 0 || report?.success !== true);
  return { passed, failed: failedOtherwise ? 1 : failed };
}
