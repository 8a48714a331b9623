import { describe, expect, it } from 'vitest';
import { prefill } from '../../../../../../renderer/features/actions/form/prefill.ts';
import { verbOf, type Action } from '../../../../../../shared/model/verbs/index.ts';
import type { Snapshot, Vm } from '../../../../../../shared/model/vm.ts';
import { aNic, aVm } from '../../../../../support/vms.ts';

const aSnapshot = (id: string, change: Partial<Snapshot>): Snapshot => ({
  ...{ id, name: id, remark: '', state: 'ready', raw: 'Ready', createdAt: 0, sizeBytes: null },
  ...{ withMemory: false, withDisk: true, current: false },
  ...change,
});
const filled = (action: Action, vm: Vm | null, preset = {}) => prefill(action, verbOf(action).fields, vm, preset);

describe('what a form begins with', () => {
  it('is the size that the VM has', () => {
    const vm = aVm({ name: 'web', cpuCount: 4, memoryBytes: 6 * 2 ** 30 });
    expect(filled('resize', vm)).toMatchObject({ cpuCount: '4', memoryBytes: '6 GiB' });
  });

  it('says a size that is no whole number of the large unit in the small one', () => {
    expect(filled('resize', aVm({ name: 'web', memoryBytes: 1536 * 2 ** 20 }))).toMatchObject({
      memoryBytes: '1536 MiB',
    });
  });

  it('is nothing where the VM does not tell, or for several VMs', () => {
    expect(filled('resize', aVm({ name: 'web', cpuCount: null, memoryBytes: null }))).toMatchObject({ cpuCount: '' });
    expect(filled('resize', null)).toMatchObject({ cpuCount: '', memoryBytes: '' });
  });

  it('clones where the VM is now, else from its newest snapshot that is finished', () => {
    const old = aSnapshot('old', { createdAt: 1 });
    const late = aSnapshot('late', { createdAt: 3 });
    const unfinished = aSnapshot('unfinished', { createdAt: 9, state: 'busy' });
    const here = aSnapshot('here', { createdAt: 2, current: true });
    const from = (snapshots: Snapshot[]) => filled('clone', aVm({ name: 'web', snapshots }))['snapshotId'];
    expect(from([old, late, unfinished, here])).toBe('here');
    expect(from([old, late, unfinished])).toBe('late');
    expect(from([unfinished])).toBe('');
  });

  it('gives the copy a name that fits, and takes what was chosen already before what is known', () => {
    const vm = aVm({ name: 'x'.repeat(128), snapshots: [aSnapshot('late', {})] });
    const draft = filled('clone', vm, { snapshotId: 'chosen', unknown: 'dropped' });
    expect(draft['name']).toBe(`${'x'.repeat(123)}-copy`);
    expect(draft['snapshotId']).toBe('chosen');
    expect(draft).not.toHaveProperty('unknown');
  });

  it('names the kind of network that the VM is in', () => {
    expect(filled('mac-set', aVm({ name: 'web', nics: [aNic('10.0.0.1')] }))['network']).toBe(aNic('10.0.0.1').network);
  });
});
