import { describe, expect, it } from 'vitest';
import { tallyModule } from './scripts.ts';

const file = (...statuses: string[]) => ({
  status: statuses.every((status) => status === 'passed') ? 'passed' : 'failed',
  assertionResults: statuses.map((status) => ({ status })),
});

describe('tallyOf', () => {
  it('counts tests over files', () => {
    const testResults = [file('passed', 'passed'), file('passed', 'failed')];
    expect(tallyModule.tallyOf({ success: false, testResults }, 1)).toEqual({ passed: 3, failed: 1 });
  });

  it('counts a skipped test as failed', () => {
    expect(tallyModule.tallyOf({ success: true, testResults: [file('passed', 'skipped')] }, 0)).toEqual({
      passed: 1,
      failed: 1,
    });
  });

  it('counts a file that could not be loaded', () => {
    const testResults = [file('passed'), { status: 'failed', assertionResults: [] }];
    expect(tallyModule.tallyOf({ success: false, testResults }, 1)).toEqual({ passed: 1, failed: 1 });
  });

  it.each([
    ['wrote no report', undefined, 1],
    ['failed though every test passed', { success: false, testResults: [] }, 1],
    ['ended badly after a good report', { success: true, testResults: [] }, 134],
  ])('counts a run that %s as one failure', (_what, report, exitCode) => {
    expect(tallyModule.tallyOf(report, exitCode)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('addUp', () => {
  it('adds up', () => {
    expect(
      tallyModule.addUp([
        { passed: 2, failed: 0 },
        { passed: 3, failed: 4 },
      ]),
    ).toEqual({ passed: 5, failed: 4 });
  });
});
