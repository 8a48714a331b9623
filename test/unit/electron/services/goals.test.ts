import { describe, expect, it } from 'vitest';
import { goalOf } from '../../../../electron/services/goals/index.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { PowerState } from '../../../../shared/model/power.ts';
import type { UsbDevice } from '../../../../shared/model/usb.ts';
import type { ActionRequest } from '../../../../shared/model/verbs/index.ts';
import type { Snapshot, Vm } from '../../../../shared/model/vm.ts';
import { aNic, aVm } from '../../../support/vms.ts';

const inState = (state: PowerState, change: Partial<Vm> = {}): Vm =>
  aVm({ name: 'a', cloudId: 'vm-1', power: { state, raw: state, since: 0, progress: null }, ...change });

const aSnapshot = (change: Partial<Snapshot>): Snapshot => ({
  ...{ id: 's1', name: 'one', remark: '', state: 'ready', raw: 'ReadyVMSnapshot', createdAt: null },
  ...{ sizeBytes: null, withMemory: false, withDisk: true, current: false, ...change },
});

const { signal } = new AbortController();
const long = 60_000;

/** What the reading of the VM, or of the devices, answers in turn. */
interface Reading {
  readonly vm?: Vm | AppError;
  readonly devices?: readonly UsbDevice[];
  /** Milliseconds since the cloud has accepted, where not those of all looks. */
  readonly at?: number;
}

/** How each look in turn is judged, `held` milliseconds after the cloud has accepted. */
async function looksOf(
  request: ActionRequest,
  readings: readonly Reading[],
  held = long,
  before = inState('running', { snapshots: [aSnapshot({})] }),
) {
  const goal = goalOf(before, request);
  await goal.begin({ act: () => Promise.resolve({ snapshotId: 's2' }) } as never, {}, signal);
  const looks = [];
  for (const { vm = inState('running'), devices = [], at = held } of readings) {
    const provider = {
      readVm: () => (vm instanceof AppError ? Promise.reject(vm) : Promise.resolve(vm)),
      ask: () => Promise.resolve(devices),
    } as never;
    looks.push(await goal.look({ provider, held: at, onLook: () => undefined }, signal));
  }
  return looks;
}

const judged = async (request: ActionRequest, vms: readonly (Vm | AppError)[], held = long): Promise<string[]> =>
  (
    await looksOf(
      request,
      vms.map((vm) => ({ vm })),
      held,
    )
  ).map(({ state }) => state);

describe('the end of an action', () => {
  it('of a start, a shutdown and a power off is the state itself', async () => {
    const starting = [inState('stopped'), inState('starting'), inState('running')];
    expect(await judged({ action: 'start' }, starting)).toEqual(['waiting', 'waiting', 'reached']);
    const stopping = [inState('stopping'), inState('stopped')];
    expect(await judged({ action: 'shutdown' }, stopping)).toEqual(['waiting', 'reached']);
    expect(await judged({ action: 'power-off' }, [inState('stopped')], 0)).toEqual(['reached']);
  });

  it('of hibernation is that the VM sleeps, and of waking that it runs', async () => {
    const saving = [inState('running'), inState('saving'), inState('suspended')];
    expect(await judged({ action: 'hibernate' }, saving)).toEqual(['waiting', 'waiting', 'reached']);
    const waking = [inState('suspended'), inState('restoring'), inState('running')];
    expect(await judged({ action: 'wake' }, waking)).toEqual(['waiting', 'waiting', 'reached']);
    expect(await judged({ action: 'wake' }, [inState('restoring'), inState('suspended')])).toEqual([
      'waiting',
      'failed',
    ]);
  });

  it('of a restart is running again: seen to have left it, or long enough after it was accepted', async () => {
    const looks = [inState('running'), inState('restarting'), inState('running')];
    expect(await judged({ action: 'restart' }, looks, 0)).toEqual(['waiting', 'waiting', 'reached']);
    expect(await judged({ action: 'restart' }, [inState('running')], 10_000)).toEqual(['reached']);
    expect(await judged({ action: 'restart' }, [inState('running')], 0)).toEqual(['waiting']);
  });

  it('is a failure when the VM fails or falls back, with the words of the cloud', async () => {
    expect(await judged({ action: 'start' }, [inState('starting'), inState('stopped')])).toEqual(['waiting', 'failed']);
    const [look] = await looksOf({ action: 'start' }, [{ vm: inState('error', { problem: 'no host has room' }) }]);
    expect(look).toMatchObject({
      state: 'failed',
      error: { code: 'task.failed', detail: { message: 'no host has room' } },
    });
  });

  it('of a snapshot is that it is there, ready, and the VM at rest', async () => {
    const made = (state: Snapshot['state']): Snapshot[] => [aSnapshot({}), aSnapshot({ id: 's2', name: 'two', state })];
    const looks = [
      inState('saving', { snapshots: [aSnapshot({})] }),
      inState('saving', { snapshots: made('ready') }),
      inState('running', { snapshots: made('busy') }),
      inState('running', { snapshots: made('ready') }),
    ];
    const request = { action: 'snapshot-create', name: 'two', remark: '', memory: false } as const;
    expect(await judged(request, looks)).toEqual(['waiting', 'waiting', 'waiting', 'reached']);
  });

  it('of a revert is the current mark, seen to come or long enough there', async () => {
    const revert = { action: 'snapshot-revert', snapshotId: 's1', snapshotName: 'one' } as const;
    const current = inState('stopped', { snapshots: [aSnapshot({ current: true })] });
    expect(await judged(revert, [current], 0)).toEqual(['waiting']);
    expect(await judged(revert, [current], 10_000)).toEqual(['reached']);
    expect(await judged(revert, [inState('restoring'), current], 0)).toEqual(['waiting', 'reached']);
    const unmarked = inState('stopped', { snapshots: [aSnapshot({})] });
    expect(await judged(revert, [unmarked], 10_000)).toEqual(['waiting']);
  });

  it('of a deletion is that what was deleted is gone', async () => {
    const looks = [inState('running', { snapshots: [aSnapshot({})] }), inState('running')];
    const one = { action: 'snapshot-delete', snapshotId: 's1', snapshotName: 'one' } as const;
    expect(await judged(one, looks)).toEqual(['waiting', 'reached']);
    expect(await judged({ action: 'snapshot-clear' }, looks)).toEqual(['waiting', 'reached']);
    const gone = new AppError('vm.gone', { vm: 'vm-1' });
    expect(await judged({ action: 'delete', withResources: false }, [inState('deleting'), gone])).toEqual([
      'waiting',
      'reached',
    ]);
  });

  it('of a deletion and of a snapshot is a failure when the VM fails or rests again without it', async () => {
    const requests: readonly ActionRequest[] = [
      { action: 'delete', withResources: false },
      { action: 'recycle-purge' },
      { action: 'snapshot-create', name: 'two', remark: '', memory: false },
      { action: 'snapshot-delete', snapshotId: 's1', snapshotName: 'one' },
      { action: 'snapshot-clear' },
    ];
    const snapshots = [aSnapshot({})];
    for (const request of requests) {
      const passing = inState(request.action.startsWith('snapshot') ? 'saving' : 'deleting', { snapshots });
      expect(await judged(request, [passing, inState('error', { snapshots })])).toEqual(['waiting', 'failed']);
      const back = inState('stopped', { snapshots });
      const readings = [
        { vm: back, at: 1_000 },
        { vm: passing, at: 2_000 },
        { vm: back, at: 10_000 },
        { vm: back, at: 17_000 },
      ];
      const looks = await looksOf(request, readings);
      expect(looks.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting', 'failed']);
      const before = inState('error', { snapshots });
      const [asBefore] = await looksOf(request, [{ vm: before }], long, before);
      expect(asBefore?.state).toBe('waiting');
    }
  });

  it('of a power action is a failure when the VM ends elsewhere', async () => {
    const ends = async (request: ActionRequest, states: readonly PowerState[], before: PowerState) => {
      const readings = states.map((state, index) => ({ vm: inState(state), at: 1_000 + index * 4_000 }));
      return (await looksOf(request, readings, long, inState(before))).map(({ state }) => state);
    };
    const late = ['waiting', 'waiting', 'waiting', 'failed'];
    expect(await ends({ action: 'wake' }, ['restoring', 'stopped', 'stopped', 'stopped'], 'suspended')).toEqual(late);
    expect(await ends({ action: 'wake' }, ['suspended', 'stopped', 'stopped', 'stopped'], 'suspended')).toEqual(late);
    const started = ['starting', 'suspended', 'suspended', 'suspended'] as const;
    expect(await ends({ action: 'start' }, started, 'stopped')).toEqual(late);
    // On its way through another rest.
    const passing = ['stopping', 'stopped', 'starting', 'running'] as const;
    expect(await ends({ action: 'restart' }, passing, 'running')).toEqual(['waiting', 'waiting', 'waiting', 'reached']);
    // A state that no document names may pass.
    const unnamed = ['stopping', 'unknown', 'unknown', 'stopped'] as const;
    expect(await ends({ action: 'power-off' }, unnamed, 'running')).toEqual([
      'waiting',
      'waiting',
      'waiting',
      'reached',
    ]);
  });

  it('of a revert and of a change of settings is a failure when the VM rests again without it', async () => {
    const requests: readonly ActionRequest[] = [
      { action: 'snapshot-revert', snapshotId: 's1', snapshotName: 'one' },
      { action: 'resize', cpuCount: 8, memoryBytes: 2 ** 34 },
      { action: 'rename', name: 'other' },
      { action: 'mac-set', network: 'LAN', mac: '52-54-00-AA-BB-CC' },
    ];
    const back = inState('stopped', { snapshots: [aSnapshot({})] });
    for (const request of requests) {
      const readings = [
        { vm: back, at: 1_000 },
        { vm: inState('restoring'), at: 2_000 },
        ...[5_000, 8_000, 11_000].map((at) => ({ vm: back, at })),
      ];
      const looks = await looksOf(request, readings);
      expect(looks.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'failed']);
      expect(await judged(request, [inState('restoring'), inState('error')])).toEqual(['waiting', 'failed']);
    }
  });

  it('of a restart that rests at stopped is waited for, and given up before the time is over', async () => {
    const restart = { action: 'restart' } as const;
    const at = (state: PowerState, held: number): Reading => ({ vm: inState(state), at: held });
    const stopped = [at('restarting', 1_000), at('stopped', 3_000), at('stopped', 30_000)];
    const slow = await looksOf(restart, [...stopped, at('starting', 31_000), at('running', 40_000)]);
    expect(slow.map(({ state }) => state)).toEqual([...Array<string>(4).fill('waiting'), 'reached']);
    const left = await looksOf(restart, [...stopped, at('stopped', 296_000)]);
    expect(left.at(-1)).toMatchObject({
      state: 'failed',
      error: { code: 'task.failed', params: { state: 'stopped' } },
    });
    expect(left.slice(0, -1).every(({ state }) => state === 'waiting')).toBe(true);
  });

  it('of a change that takes effect at the next start is that it waits there', async () => {
    const waits = (field: string, needsRestart = true): Vm =>
      inState('running', { pendingChanges: [{ field, needsRestart }] });
    const resize = { action: 'resize', cpuCount: 8, memoryBytes: 2 ** 34 } as const;
    expect(await judged(resize, [waits('BootloaderType'), waits('CPU', false), waits('CPU')])).toEqual([
      ...['waiting', 'waiting', 'reached'],
    ]);
    // It may have waited there already.
    expect(await judged(resize, [waits('Memory')], 1_000)).toEqual(['waiting']);
    const mac = { action: 'mac-set', network: 'LAN', mac: '52-54-00-AA-BB-CC' } as const;
    expect(await judged(mac, [waits('Memory'), waits('MACAddress')])).toEqual(['waiting', 'reached']);
    expect(await judged({ action: 'rename', name: 'other' }, [waits('Memory')])).toEqual(['waiting']);
  });

  it('of a snapshot is not a state of it that no document names, but for one that others rest in', async () => {
    const named = (raw: string, id = 's2'): Snapshot => aSnapshot({ id, name: 'two', state: 'other', raw });
    const request = { action: 'snapshot-create', name: 'two', remark: '', memory: false } as const;
    const passing = inState('running', { snapshots: [named('Flushing')] });
    const ready = inState('running', { snapshots: [aSnapshot({ id: 's2', name: 'two' })] });
    expect(await judged(request, [passing, passing, ready])).toEqual(['waiting', 'waiting', 'reached']);
    const kept = await looksOf(
      request,
      [
        { vm: passing, at: 60_000 },
        { vm: passing, at: 300_000 },
      ],
      long,
    );
    expect(kept.map(({ state }) => state)).toEqual(['waiting', 'reached']);
    const before = inState('running', { snapshots: [named('Usable', 's1')] });
    for (const raw of ['Usable', '']) {
      const looks = await looksOf(request, [{ vm: inState('running', { snapshots: [named(raw)] }) }], long, before);
      expect(looks).toEqual([{ state: 'reached' }]);
    }
  });

  it('of clearing all snapshots is waited for while they go one by one', async () => {
    const left = (...ids: string[]): Vm => inState('running', { snapshots: ids.map((id) => aSnapshot({ id })) });
    const saving = inState('saving', { snapshots: [aSnapshot({}), aSnapshot({ id: 's2' }), aSnapshot({ id: 's3' })] });
    const clearing = async (...readings: readonly Reading[]) =>
      looksOf({ action: 'snapshot-clear' }, readings, long, left('s1', 's2', 's3'));
    const slow = [8_000, 15_000, 300_000].map((at) => ({ vm: left('s1', 's2'), at }));
    const end = { vm: left(), at: 400_000 };
    const quiet = await clearing({ vm: left('s1', 's2'), at: 5_000 }, ...slow, end);
    expect(quiet.map(({ state }) => state)).toEqual([...Array<string>(4).fill('waiting'), 'reached']);
    expect(quiet.map((look) => 'began' in look)).toEqual([true, false, false, false, false]);
    const moving = await clearing({ vm: saving, at: 5_000 }, ...slow, end);
    expect(moving.map(({ state }) => state)).toEqual([...Array<string>(4).fill('waiting'), 'reached']);
  });

  it('of a device is who holds it, not what the VM says', async () => {
    const device = (change: Partial<UsbDevice>): UsbDevice => ({
      ...{ id: 'u1', name: 'key', vendor: '', product: '', serial: '', host: '', state: 'free', raw: '' },
      ...{ attachedTo: null, attachMode: null, problem: '', ...change },
    });
    const seen = async (request: ActionRequest, lists: readonly (readonly UsbDevice[])[]) =>
      (
        await looksOf(
          request,
          lists.map((devices) => ({ devices })),
        )
      ).map(({ state }) => state);
    const mine = device({ state: 'attached', attachedTo: 'vm-1' });
    const others = device({ state: 'attached', attachedTo: 'vm-2' });
    const attach = { action: 'usb-attach', usbId: 'u1', usbName: 'key', mode: 'redirected' } as const;
    expect(await seen(attach, [[device({})], [others], [mine]])).toEqual(['waiting', 'waiting', 'reached']);
    const detach = { action: 'usb-detach', usbId: 'u1', usbName: 'key' } as const;
    expect(await seen(detach, [[mine], [device({})], []])).toEqual(['waiting', 'reached', 'reached']);
  });

  it('of a change of settings is that the VM shows them', async () => {
    const resize = { action: 'resize', cpuCount: 8, memoryBytes: 2 ** 34 } as const;
    const grown = inState('running', { cpuCount: 8, memoryBytes: 2 ** 34 });
    expect(await judged(resize, [inState('running'), grown])).toEqual(['waiting', 'reached']);
    const mac = { action: 'mac-set', network: 'LAN', mac: '52-54-00-AA-BB-CC' } as const;
    const changed = inState('running', { nics: [{ ...aNic('10.0.0.1'), mac: '52:54:00:aa:bb:cc' }] });
    expect(await judged(mac, [inState('running'), changed])).toEqual(['waiting', 'reached']);
  });

  it('of a reinstall is rest with the image that was asked for, where the cloud tells it', async () => {
    type Seen = readonly [state: PowerState, imageId: string, at: number];
    const request = { action: 'reinstall', imageId: 'new' } as const;
    const seen = async (before: string, ...readings: readonly Seen[]) => {
      const looks = readings.map(([state, imageId, at]) => ({ vm: inState(state, { imageId }), at }));
      const all = await looksOf(request, looks, long, inState('stopped', { imageId: before }));
      return all.map(({ state }) => state);
    };
    const begun: Seen = ['reinstalling', 'old', 500];
    expect(await seen('old', begun, ['stopped', 'new', 900])).toEqual(['waiting', 'reached']);
    const back = await seen('old', begun, ['stopped', 'old', 900], ['stopped', 'old', 20_900]);
    expect(back).toEqual(['waiting', 'waiting', 'failed']);
    // The image is told later than the rest.
    const late = await seen(
      'old',
      begun,
      ['stopped', 'old', 900],
      ['stopped', 'old', 9_000],
      ['stopped', 'new', 9_900],
    );
    expect(late).toEqual(['waiting', 'waiting', 'waiting', 'reached']);
    // What is the same before and after, or is not told, shows nothing.
    for (const same of ['new', '']) {
      const passage = await seen(same, ['stopped', same, 400], ['reinstalling', same, 500], ['stopped', same, 900]);
      expect(passage).toEqual(['waiting', 'waiting', 'reached']);
    }
    // A passage that no look has seen.
    expect(await seen('old', ['stopped', 'old', 7_000], ['stopped', 'new', 9_000])).toEqual(['waiting', 'reached']);
    const never = await seen('old', ['stopped', 'old', 299_000], ['stopped', 'old', 300_000]);
    expect(never).toEqual(['waiting', 'failed']);
  });

  it('of what nothing shows is that the cloud is known to have accepted it', async () => {
    const reset = { action: 'network-reset' } as const;
    expect(await judged(reset, [inState('running')], 0)).toEqual(['waiting']);
    expect(await judged(reset, [inState('restarting'), inState('running')])).toEqual(['waiting', 'reached']);
  });

  it('is not a state that no document names: it may pass', async () => {
    const grown = (state: PowerState): Vm => inState(state, { cpuCount: 8, memoryBytes: 2 ** 34 });
    const resize = { action: 'resize', cpuCount: 8, memoryBytes: 2 ** 34 } as const;
    expect(await judged(resize, [grown('unknown'), grown('running')])).toEqual(['waiting', 'reached']);
    const passing = [inState('unknown'), inState('running')];
    expect(await judged({ action: 'network-reset' }, passing)).toEqual(['waiting', 'reached']);
    expect(await judged({ action: 'migrate', mode: 'live', hostId: 'h' }, passing, 0)).toEqual(['waiting', 'reached']);
    const two = [aSnapshot({ id: 's2', name: 'two', current: true })];
    const shown = [inState('unknown', { snapshots: two }), inState('running', { snapshots: two })];
    const create = { action: 'snapshot-create', name: 'two', remark: '', memory: false } as const;
    expect(await judged(create, shown)).toEqual(['waiting', 'reached']);
    const revert = { action: 'snapshot-revert', snapshotId: 's2', snapshotName: 'two' } as const;
    expect(await judged(revert, shown, 0)).toEqual(['waiting', 'reached']);
  });

  it('can be the state that no document names in which the VM was before', async () => {
    const inOwn = (raw: string): Vm =>
      inState('unknown', { power: { state: 'unknown', raw, since: 0, progress: null } });
    const readings = [{ vm: inOwn('Passing') }, { vm: inOwn('Own') }];
    const looks = await looksOf({ action: 'network-reset' }, readings, long, inOwn('Own'));
    expect(looks.map(({ state }) => state)).toEqual(['waiting', 'reached']);
  });

  it('of a clone is its failure when it was there and stays away', async () => {
    const clone = { action: 'clone', name: 'twin' } as const;
    const goal = goalOf(inState('stopped'), clone);
    const twin = inState('cloning', { name: 'twin', cloudId: 'vm-2' });
    const looks = [];
    const source = { act: () => Promise.resolve({ vmId: 'vm-2' }), listVms: () => Promise.resolve() };
    await goal.begin(source as never, {}, signal);
    for (const [held, seen] of [
      ...[[1, []] as const, [9_000, []] as const, [10_000, [twin]] as const],
      ...[[11_000, []] as const, [12_000, [twin]] as const, [13_000, []] as const, [19_000, []] as const],
    ]) {
      const provider = { readVms: () => Promise.resolve(seen) } as never;
      looks.push(await goal.look({ provider, held, onLook: () => undefined }, signal));
    }
    const [waits, failed] = [looks.slice(0, -1), looks.at(-1)];
    expect(waits.map(({ state }) => state)).toEqual(Array(6).fill('waiting'));
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'task.made-gone' } });
  });
});
