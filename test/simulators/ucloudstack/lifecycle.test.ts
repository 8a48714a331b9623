import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from './index.ts';
import { call, callVm, describeVm, vmIn, type Values } from '../ucloud/test-caller.ts';
import { eventually } from '../../support/eventually.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 60_000, console: 'builtin' });
});
afterAll(() => simulator.stop());

const stateOf = (vmId: string): string | undefined => simulator.vms().find((vm) => vm.vmId === vmId)?.state;

/** Does it, sees the transitional state at once and the final one later. */
const passes = async (action: string, vmId: string, via: string, to: string, values: Values = {}) => {
  const answer = await callVm(simulator, action, vmId, values);
  expect(answer).toMatchObject({ RetCode: 0 });
  expect(stateOf(vmId)).toBe(via);
  simulator.finish();
  expect(stateOf(vmId)).toBe(to);
  return answer;
};

const snapshotsOf = async (vmId: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  (await describeVm(simulator, vmId))['VMSPInfos'] as readonly Readonly<Record<string, unknown>>[];

describe('power', () => {
  it('takes its time, and comes to an end by itself', async () => {
    const quick = await startUCloudStackSimulator({ transitionMs: 200, console: 'builtin', vms: 5 });
    const vmId = vmIn(quick, 'Stopped');
    const before = performance.now();
    await callVm(quick, 'StartVMInstance', vmId);
    const state = () => quick.vms().find((vm) => vm.vmId === vmId)?.state;
    await eventually(() => expect(state()).toBe('Running'));
    expect(performance.now() - before).toBeGreaterThanOrEqual(99);
    await quick.stop();
  });

  it('goes through the documented states', async () => {
    const vmId = vmIn(simulator, 'Stopped');
    const before = (await describeVm(simulator, vmId))['UpdateTime'];
    await passes('StartVMInstance', vmId, 'Starting', 'Running');
    expect((await describeVm(simulator, vmId))['UpdateTime']).toBeGreaterThan(Number(before));
    await passes('RestartVMInstance', vmId, 'Restarting', 'Running');
    await passes('StopVMInstance', vmId, 'Stopping', 'Stopped');
    await passes('StartVMInstance', vmId, 'Starting', 'Running');
    await passes('PoweroffVMInstance', vmId, 'Poweroffing', 'Stopped');
  });

  it('powers off a VM that is slow to stop, and does nothing else to a busy one', async () => {
    const vmId = vmIn(simulator, 'Running');
    await callVm(simulator, 'StopVMInstance', vmId);
    expect(await callVm(simulator, 'StartVMInstance', vmId)).toMatchObject({ RetCode: 1006 });
    await passes('PoweroffVMInstance', vmId, 'Poweroffing', 'Stopped');
  });

  it('suspends and wakes', async () => {
    const vmId = vmIn(simulator, 'Running');
    const before = await snapshotsOf(vmId);
    await passes('SaveVMInstance', vmId, 'Saving', 'Saved', { WithoutDisk: 'true', WithoutMemory: 'false' });
    expect(await snapshotsOf(vmId)).toEqual(before);
    await passes('RestoreVMInstance', vmId, 'Starting', 'Running');
  });
});

describe('snapshots', () => {
  it('are taken with and without memory, listed when ready, and the newest is current', async () => {
    const vmId = vmIn(simulator, 'Running');
    const before = (await snapshotsOf(vmId)).length;
    const small = await passes('SaveVMInstance', vmId, 'Saving', 'Running', {
      SPName: '升级前',
      WithoutMemory: 'true',
    });
    const large = await passes('SaveVMInstance', vmId, 'Saving', 'Running', { Remark: 'with memory' });
    const list = await snapshotsOf(vmId);
    expect(list).toHaveLength(before + 2);
    const [first, second] = list.slice(-2);
    expect(first).toMatchObject({ SPID: small.SPID, SPName: '升级前', WithMemory: false, IsCurrent: false });
    expect(second).toMatchObject({ SPID: large.SPID, WithMemory: true, IsCurrent: true, SPStatus: 'ReadyVMSnapshot' });
    expect(second?.['SPSize']).toBeGreaterThan(Number(first?.['SPSize']));
  });

  it('of a stopped VM have no memory and leave it stopped', async () => {
    const vmId = vmIn(simulator, 'Stopped');
    await passes('SaveVMInstance', vmId, 'Saving', 'Stopped');
    expect((await snapshotsOf(vmId)).at(-1)).toMatchObject({ WithMemory: false });
  });

  it('revert to the state they hold', async () => {
    const vmId = vmIn(simulator, 'Running');
    const cold = await passes('SaveVMInstance', vmId, 'Saving', 'Running', { WithoutMemory: 'true' });
    const warm = await passes('SaveVMInstance', vmId, 'Saving', 'Running');
    await passes('RestoreVMInstance', vmId, 'Reverted', 'Stopped', { SPID: cold.SPID ?? '' });
    expect((await snapshotsOf(vmId)).find((snapshot) => snapshot['IsCurrent'])?.['SPID']).toBe(cold.SPID);
    await passes('RestoreVMInstance', vmId, 'Reverted', 'Running', { SPID: warm.SPID ?? '', AllowOtherHost: 'true' });
  });

  it('are deleted one by one and all at once', async () => {
    const vmId = vmIn(simulator, 'Stopped');
    const first = await passes('SaveVMInstance', vmId, 'Saving', 'Stopped');
    const second = await passes('SaveVMInstance', vmId, 'Saving', 'Stopped');
    const one = await callVm(simulator, 'DeleteVMSnapshot', vmId, { SPID: second.SPID ?? '' });
    expect(one.SPIDs).toEqual([second.SPID]);
    expect((await snapshotsOf(vmId)).at(-1)).toMatchObject({ SPID: first.SPID, IsCurrent: true });
    const rest = (await snapshotsOf(vmId)).map((snapshot) => snapshot['SPID']);
    expect((await callVm(simulator, 'DeleteVMSnapshot', vmId, { IsClear: 'true' })).SPIDs).toEqual(rest);
    expect(await snapshotsOf(vmId)).toEqual([]);
  });
});

describe('USB', () => {
  const devices = async (values: Values = {}) =>
    (await call(simulator, 'ListUSBs', { Region: 'region-a', ...values })).Infos ?? [];

  it('is attached once, seen from both sides, and detached', async () => {
    const vmId = simulator.vms().find((vm) => vm.region === 'region-a' && vm.state === 'Running')?.vmId ?? '';
    const device = (await devices()).find((candidate) => candidate['Status'] === 'Detached');
    const USBDeviceID = String(device?.['USBDeviceID']);
    const attach = () => callVm(simulator, 'AttachUSB', vmId, { USBDeviceID, AttachType: 'redir' });
    expect(await attach()).toMatchObject({ RetCode: 0 });
    expect(await attach()).toMatchObject({ RetCode: 201 });
    expect((await describeVm(simulator, vmId))['AttachedUSBIDs']).toContain(USBDeviceID);
    expect(await devices({ VMID: vmId, 'USBDeviceIDs.0': USBDeviceID, FilterAttached: 'true' })).toMatchObject([
      { USBDeviceID, Status: 'Attached', AttachedVMID: vmId, AttachedType: 'redir' },
    ]);
    const detach = () => call(simulator, 'DetachUSB', { Region: 'region-a', USBDeviceID });
    expect(await detach()).toMatchObject({ RetCode: 0 });
    expect(await detach()).toMatchObject({ RetCode: 201 });
    expect((await describeVm(simulator, vmId))['AttachedUSBIDs']).not.toContain(USBDeviceID);
  });

  it('refuses what is lost, unknown or attached in no known way', async () => {
    const vmId = simulator.vms().find((vm) => vm.region === 'region-a' && vm.state === 'Running')?.vmId ?? '';
    const lost = (await devices()).find((candidate) => candidate['Status'] === 'Lost');
    const attach = (values: Values) => callVm(simulator, 'AttachUSB', vmId, values);
    const id = String(lost?.['USBDeviceID']);
    expect(await attach({ USBDeviceID: id, AttachType: 'pass-through' })).toMatchObject({ RetCode: 201 });
    expect(await attach({ USBDeviceID: 'usb-none', AttachType: 'redir' })).toMatchObject({ RetCode: 200 });
    expect(await attach({ USBDeviceID: id, AttachType: 'glue' })).toMatchObject({ RetCode: 229 });
  });
});
