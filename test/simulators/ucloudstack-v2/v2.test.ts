import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, callVm, describeVm, reaches, vmIn, type Values } from '../ucloud/test-caller.ts';
import { ORDER_V2 } from '../ucloud/test-order.ts';
import type { Simulator } from '../ucloudstack/index.ts';
import { startUCloudStackV2Simulator } from './index.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startUCloudStackV2Simulator({ transitionMs: 60_000, console: 'builtin', vms: 80 });
});
afterAll(() => simulator.stop());

const list = (values: Values = {}) => call(simulator, 'DescribeVMInstance', { Region: 'region-a', ...values });
const containing = (text: string): unknown => expect.stringContaining(text);

/** Every state of 001:150. */
const STATES = [
  'Starting',
  'Restarting',
  'Running',
  'Stopping',
  'Stopped',
  'Deleted',
  'Terminating',
  'Terminated',
  'Migrating',
  'Reinstalling',
  'Poweroffing',
  'Failed',
];

describe('DescribeVMInstance', () => {
  it('gives twenty by default, in the words of its own document', async () => {
    const { Infos = [], TotalCount } = await list();
    expect(Infos).toHaveLength(20);
    expect(TotalCount).toBeGreaterThan(20);
    for (const info of Infos) {
      expect(STATES).toContain(info['State']);
      expect(info).not.toHaveProperty('VMSPInfos');
      expect(info).toMatchObject({ DiskInfos: [{ Type: 'Boot' }, ...(info['DiskInfos'] as unknown[]).slice(1)] });
      expect((info['IPInfos'] as readonly Record<string, unknown>[])[0]).toMatchObject({
        Type: 'Private',
        NicType: 'LAN',
      });
    }
  });

  it('filters by what it knows, and refuses the filters of the other generation', async () => {
    const found = await list({ Keyword: 'gitlab' });
    expect(found.TotalCount).toBeGreaterThan(0);
    for (const info of found.Infos ?? []) expect(info['Name']).toContain('gitlab');
    for (const name of ['States.0', 'SortBy', 'HostIP', 'SetID'])
      expect(await list({ [name]: 'Running' })).toMatchObject({ RetCode: 229, Message: containing(name) });
    expect(await list({ Limit: '101' })).toMatchObject({ RetCode: 229 });
  });
});

describe('the thirteen actions', () => {
  it('do not include those of the other generation', async () => {
    for (const action of ['SaveVMInstance', 'GetVMSpiceInfo', 'ListUSBs', 'CloneVMInstance', 'AttachUSB'])
      expect(await call(simulator, action, { Region: 'region-a' }), action).toMatchObject({ RetCode: 110 });
    expect(await call(simulator, 'DescribeRegion')).toMatchObject({ RetCode: 0, TotalCount: 2 });
  });

  it('go through the documented states', async () => {
    const vmId = vmIn(simulator, 'Stopped');
    const passes = async (action: string, via: string, to: string): Promise<void> => {
      expect(await callVm(simulator, action, vmId)).toMatchObject({ RetCode: 0 });
      expect((await describeVm(simulator, vmId))['State']).toBe(via);
      await reaches(simulator, vmId, to);
    };
    await passes('StartVMInstance', 'Starting', 'Running');
    await passes('RestartVMInstance', 'Restarting', 'Running');
    await passes('StopVMInstance', 'Stopping', 'Stopped');
    await passes('StartVMInstance', 'Starting', 'Running');
    expect((await callVm(simulator, 'ResetVMInstancePassword', vmId, { Password: 'abc123' })).RetCode).toBe(0);
    expect((await callVm(simulator, 'ReinstallVMInstance', vmId, { ImageID: 'image-debian-12' })).RetCode).toBe(1014);
    const info = (await callVm(simulator, 'GetVMVNCInfo', vmId)).Info;
    expect(info).toMatchObject({ VMID: vmId, VNCIP: '127.0.0.1', VNCPort: expect.any(Number) as unknown });
    await passes('PoweroffVMInstance', 'Poweroffing', 'Stopped');
    expect((await callVm(simulator, 'GetVMVNCInfo', vmId)).RetCode).toBe(1005);
    expect((await callVm(simulator, 'ReinstallVMInstance', vmId, { ImageID: 'image-debian-12' })).RetCode).toBe(0);
    expect((await describeVm(simulator, vmId))['State']).toBe('Reinstalling');
    await reaches(simulator, vmId, 'Stopped');
    expect((await callVm(simulator, 'ResizeVMConfig', vmId, { CPU: '3', Memory: '3000' })).RetCode).toBe(0);
    expect(await describeVm(simulator, vmId)).toMatchObject({ OSName: 'Debian 12 x86_64', CPU: 3, Memory: 3000 });
    expect((await callVm(simulator, 'DeleteVMInstance', vmId, { DelBindResource: '1' })).RetCode).toBe(0);
    expect((await describeVm(simulator, vmId))['State']).toBe('Terminating');
    simulator.finish();
    expect(await describeVm(simulator, vmId)).toEqual({});
  });

  it('create a VM with disks and an address outside', async () => {
    const answer = await call(simulator, 'CreateVMInstance', {
      ...ORDER_V2,
      DataDiskSetType: 'StorageSetceph',
      DataDiskSpace: '5',
      OperatorName: 'segment-ainternet00001',
      Bandwidth: '2',
    });
    expect(answer).toMatchObject({ RetCode: 0, DiskID: containing('disk-'), EIPID: containing('eip-') });
    await reaches(simulator, answer.VMID ?? '', 'Running');
    expect(await describeVm(simulator, answer.VMID ?? '')).toMatchObject({
      DiskInfos: [
        { Type: 'Boot', Size: 40 },
        { Type: 'Data', Size: 5, DiskID: answer.DiskID },
      ],
      IPInfos: [{ Type: 'Private' }, { Type: 'Public', NicType: 'WAN', ISDefaultGW: 1 }],
    });
    const gateway = await callVm(simulator, 'UpdateVMDefaultGW', answer.VMID ?? '', { EIPID: answer.EIPID ?? '' });
    expect(gateway.RetCode).toBe(0);
    expect((await callVm(simulator, 'UpdateVMDefaultGW', answer.VMID ?? '')).RetCode).toBe(229);
  });

  it.each<[string, Values]>([
    ['Password', { Password: 'lowercase' }],
    ['Password', { Password: '' }],
    ['Name', { Name: 'x'.repeat(31) }],
    ['Quantity', { Quantity: '12' }],
    ['Quantity', { ChargeType: 'Year', Quantity: '6' }],
    ['BootDiskSpace', { BootDiskSpace: '39' }],
    ['DataDiskSpace', { DataDiskSpace: '8001' }],
    ['DataDiskSetType', { DataDiskSpace: '10' }],
    ['GPU', { GPU: '3' }],
    ['CPU', { GPU: '1' }],
    ['TagKeyValuePairs', { 'TagKeyValuePairs.0': 'a:b' }],
  ])('refuse an order that the table does not allow: %s', async (name, values) => {
    const answer = await call(simulator, 'CreateVMInstance', { ...ORDER_V2, ...values });
    expect(answer).toMatchObject({ RetCode: 229, Message: containing(name) });
  });

  it('tell a price', async () => {
    const { Region, VMType, ImageID, CPU, Memory, BootDiskSetType, ChargeType } = ORDER_V2;
    const values = { Region, VMType, ImageID, CPU, Memory, BootDiskSetType, ChargeType } as Values;
    const priced = await call(simulator, 'GetVMInstancePrice', { ...values, BootDiskSpace: '40' });
    expect(priced.Infos).toEqual([{ ChargeType: 'Month', Price: expect.any(Number) as unknown }]);
    expect(await call(simulator, 'GetVMInstancePrice', values)).toMatchObject({ RetCode: 229 });
  });
});
