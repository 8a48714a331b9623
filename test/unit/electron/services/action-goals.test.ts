import { describe, expect, it } from 'vitest';
import { goalOf } from '../../../../electron/services/action-goals.ts';
import type { PowerState } from '../../../../shared/model/power.ts';
import type { UsbDevice } from '../../../../shared/model/usb.ts';
import type { Snapshot, Vm } from '../../../../shared/model/vm.ts';
import { aVm } from '../../../support/vms.ts';

const inState = (state: PowerState, change: Partial<Vm> = {}): Vm =>
  aVm({ name: 'a', power: { state, raw: state, since: 0, progress: null }, ...change });

const aSnapshot = (change: Partial<Snapshot>): Snapshot => ({
  ...{ id: 's1', name: 'one', remark: '', state: 'ready', raw: 'ReadyVMSnapshot', createdAt: null },
  ...{ sizeBytes: null, withMemory: false, withDisk: true, current: false, ...change },
});

/** What each look in turn is judged as, `held` being long after the cloud has accepted unless given. */
function judged(goal: ReturnType<typeof goalOf>, looks: readonly Vm[], held = 60_000): string[] {
  return looks.map((vm) => goal.judge(vm, held).state);
}

describe('the end of an action', () => {
  it('of a start, a shutdown and a power off is the state itself', () => {
    expect(judged(goalOf({ action: 'start' }), [inState('stopped'), inState('starting'), inState('running')])).toEqual([
      'waiting',
      'waiting',
      'reached',
    ]);
    expect(judged(goalOf({ action: 'shutdown' }), [inState('stopping'), inState('stopped')])).toEqual([
      'waiting',
      'reached',
    ]);
    expect(judged(goalOf({ action: 'power-off' }), [inState('stopped')], 0)).toEqual(['reached']);
  });

  it('of a restart is running again: seen to have left it, or long enough after it was accepted', () => {
    expect(
      judged(goalOf({ action: 'restart' }), [inState('running'), inState('restarting'), inState('running')], 0),
    ).toEqual(['waiting', 'waiting', 'reached']);
    expect(judged(goalOf({ action: 'restart' }), [inState('running')], 10_000)).toEqual(['reached']);
    expect(judged(goalOf({ action: 'restart' }), [inState('running'), inState('running')], 0)).toEqual([
      'waiting',
      'waiting',
    ]);
  });

  it('is a failure when the VM fails or falls back, with the words of the cloud', () => {
    expect(judged(goalOf({ action: 'start' }), [inState('starting'), inState('stopped')])).toEqual([
      'waiting',
      'failed',
    ]);
    const look = goalOf({ action: 'start' }).judge(inState('error', { problem: 'no host has room' }), 0);
    expect(look).toMatchObject({
      state: 'failed',
      error: { code: 'task.failed', detail: { message: 'no host has room' } },
    });
  });

  it('of a snapshot is that it is there, ready, and the VM at rest', async () => {
    const goal = goalOf({ action: 'snapshot-create', name: 'two', remark: '', memory: false });
    const made = (state: Snapshot['state']): Snapshot[] => [aSnapshot({}), aSnapshot({ id: 's2', name: 'two', state })];
    await goal.begin(
      { act: () => Promise.resolve({ snapshotId: 's2' }) } as never,
      inState('running'),
      {},
      new AbortController().signal,
    );
    const looks = [
      inState('saving', { snapshots: [aSnapshot({})] }),
      inState('saving', { snapshots: made('ready') }),
      inState('running', { snapshots: made('busy') }),
      inState('running', { snapshots: made('ready') }),
    ];
    expect(judged(goal, looks)).toEqual(['waiting', 'waiting', 'waiting', 'reached']);
  });

  it('of a revert is the current mark, seen to come or long enough there', () => {
    const revert = () => goalOf({ action: 'snapshot-revert', snapshotId: 's1', snapshotName: 'one' });
    const current = inState('stopped', { snapshots: [aSnapshot({ current: true })] });
    expect(judged(revert(), [current], 0)).toEqual(['waiting']);
    expect(judged(revert(), [current], 10_000)).toEqual(['reached']);
    expect(judged(revert(), [inState('restoring'), current], 0)).toEqual(['waiting', 'reached']);
    expect(judged(revert(), [inState('stopped', { snapshots: [aSnapshot({})] })], 10_000)).toEqual(['waiting']);
  });

  it('of a deletion is that the snapshot is gone', () => {
    const goal = goalOf({ action: 'snapshot-delete', snapshotId: 's1', snapshotName: 'one' });
    expect(judged(goal, [inState('running', { snapshots: [aSnapshot({})] }), inState('running')])).toEqual([
      'waiting',
      'reached',
    ]);
  });

  it('of a device is who holds it, not what the VM says', () => {
    const device = (change: Partial<UsbDevice>): UsbDevice => ({
      ...{ id: 'u1', name: 'key', vendor: '', product: '', serial: '', host: '', state: 'free', raw: '' },
      ...{ attachedTo: null, attachMode: null, problem: '', ...change },
    });
    const attach = goalOf({ action: 'usb-attach', usbId: 'u1', usbName: 'key', mode: 'redirected' });
    const detach = goalOf({ action: 'usb-detach', usbId: 'u1', usbName: 'key' });
    const vm = inState('running', { cloudId: 'vm-1' });
    const mine = device({ state: 'attached', attachedTo: 'vm-1' });
    const others = device({ state: 'attached', attachedTo: 'vm-2' });
    expect([device({}), others, mine].map((one) => attach.judgeUsb?.([one], vm).state)).toEqual([
      'waiting',
      'waiting',
      'reached',
    ]);
    expect([mine, device({})].map((one) => detach.judgeUsb?.([one], vm).state)).toEqual(['waiting', 'reached']);
    expect(detach.judgeUsb?.([], vm).state).toBe('reached');
  });
});
