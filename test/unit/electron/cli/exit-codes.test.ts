import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../../electron/cli/exit-codes.ts';
import { errorCodes, isErrorCode } from '../../../../shared/errors/codes.ts';

describe('exitCodeOf', () => {
  it('calls only what is no outcome of a command a bug', () => {
    const bugs = Object.keys(errorCodes).filter((code) => isErrorCode(code) && exitCodeOf({ code, params: {} }) === 1);
    expect(bugs).toEqual([
      'internal',
      'ipc.invalid-input',
      'ipc.forbidden',
      'task.interrupted',
      'clipboard.refused',
      'clipboard.not-cleared',
      'settings.set-aside',
      'settings.newer',
      'settings.stuck',
      'tasks.set-aside',
      'tasks.newer',
      'tasks.stuck',
    ]);
  });

  it('tells a parameter that we refused from one that the cloud refused', () => {
    const code = 'cloud.invalid-parameter';
    expect(exitCodeOf({ code, params: { field: 'VMID', reason: 'missing' } })).toBe(3);
    expect(exitCodeOf({ code, params: { field: 'VMID' } })).toBe(4);
    expect(exitCodeOf({ code, params: {} })).toBe(4);
  });

  it.each([
    ['action.unavailable', 3],
    ['question.unavailable', 3],
    ['connection.duplicate', 3],
    ['vm.gone', 4],
    ['task.failed', 4],
    ['outcome.unknown', 5],
    ['tls.self-signed', 5],
    ['answer.truncated', 5],
    ['vault.busy', 6],
    ['storage.full', 6],
    ['net.timeout', 7],
    ['task.timed-out', 7],
  ] as const)('%s is %i', (code, exitCode) => {
    expect(exitCodeOf({ code, params: {} })).toBe(exitCode);
  });
});
