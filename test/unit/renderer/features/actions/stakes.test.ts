import { describe, expect, it } from 'vitest';
import { stakesOf } from '../../../../../renderer/features/actions/stakes.ts';
import { translator } from '../../../../../shared/i18n/translate.ts';
import { aNic, aVm } from '../../../../support/vms.ts';

const t = translator('en');
const disk = (id: string, boot: boolean) => ({ id, name: id, device: 'vda', sizeBytes: 40 * 2 ** 30, boot });
const vm = aVm({
  name: 'web',
  nics: [aNic('10.0.0.1'), aNic('')],
  disks: [disk('system', true), disk('data', false)],
});

describe('what a person would miss', () => {
  it('is all that a deleted VM has', () => {
    expect(stakesOf(t, 'delete', vm).map(({ name }) => name)).toEqual(['system', 'data', '10.0.0.1']);
    expect(stakesOf(t, 'delete', vm)[0]?.note).toBe('disk · vda · 40 GiB');
  });

  it('is the boot disk of a VM that is installed again', () => {
    expect(stakesOf(t, 'reinstall', vm).map(({ name }) => name)).toEqual(['system']);
  });

  it('is nothing where nothing is lost', () => {
    expect(stakesOf(t, 'power-off', vm)).toEqual([]);
    expect(stakesOf(t, 'snapshot-clear', vm)).toEqual([]);
  });
});
