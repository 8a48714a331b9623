import { describe, expect, it } from 'vitest';
import { toCloudError } from '../../../../../electron/providers/ucloud/retcodes.ts';

const refusal = (retCode: number) => ({ retCode, message: 'as the cloud says', requestId: 'req-1' });

const none = { vm: '', isAlone: true };

describe('a RetCode', () => {
  it.each([
    [109, 'cloud.bad-credentials'],
    [171, 'cloud.bad-credentials'],
    [20006, 'cloud.bad-credentials'],
    [172, 'cloud.login-expired'],
    [20011, 'cloud.login-expired'],
    [114, 'cloud.denied'],
    [240, 'cloud.denied'],
    [199, 'cloud.rate-limited'],
    [165, 'cloud.rate-limited'],
    [1004, 'cloud.not-found'],
    [200, 'cloud.not-found'],
    [1005, 'cloud.bad-state'],
    [201, 'cloud.bad-state'],
    [229, 'cloud.invalid-parameter'],
    [8039, 'cloud.refused'],
  ])('%d is %s, with the words of the cloud', (retCode, code) => {
    const error = toCloudError(refusal(retCode), none);
    expect(error.code).toBe(code);
    expect(error.detail).toEqual({ code: String(retCode), message: 'as the cloud says', requestId: 'req-1' });
  });

  it('that is in no table shows itself', () => {
    expect(toCloudError(refusal(8039), none).params).toEqual({ code: 8039, message: 'as the cloud says' });
  });

  it('200 means the VM where nothing else was named', () => {
    const error = toCloudError(refusal(200), { vm: 'vm-1', isAlone: true });
    expect([error.code, error.params]).toEqual(['vm.gone', { vm: 'vm-1' }]);
    expect(toCloudError(refusal(200), { vm: 'vm-1', isAlone: false }).code).toBe('cloud.not-found');
  });

  it('1004 means the VM, whatever else was named', () => {
    expect(toCloudError(refusal(1004), { vm: 'vm-1', isAlone: false }).params).toEqual({ vm: 'vm-1' });
  });
});
