import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../machinery/simulator.ts';
import { startUCloudStackSimulator } from '../ucloudstack/index.ts';
import { startUCloudStackV2Simulator } from '../ucloudstack-v2/index.ts';
import { call, callVm, type Values } from './test-caller.ts';

describe.each([
  ['current', startUCloudStackSimulator],
  ['older', startUCloudStackV2Simulator],
] as const)('pickers of the %s generation', (generation, start) => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await start({ transitionMs: 60_000, console: 'builtin' });
  });
  afterAll(() => simulator.stop());

  it.each<[string, string, string | undefined]>([
    ['DescribeVMSet', 'SetID', 'SetIDs'],
    ['DescribeStorageSet', 'StorageSetType', 'StorageSetTypes'],
    ['DescribeImage', 'ImageID', 'ImageIDs'],
    ['DescribeDisk', 'DiskID', 'DiskIDs'],
    ['DescribeVPC', 'VPCID', 'VPCIDs'],
    ['DescribeSubnet', 'SubnetID', 'SubnetIDs'],
    ['DescribeSecurityGroup', 'SGID', 'SGIDs'],
    ['ListProjects', 'ProjectID', undefined],
    ['DescribeUser', 'CompanyID', undefined],
  ])('%s lists, pages and picks', async (action, field, filter) => {
    const all = await call(simulator, action, { Region: 'region-a', Limit: '100' });
    expect(all.TotalCount).toBeGreaterThan(0);
    expect(all.Infos).toHaveLength(all.TotalCount ?? 0);
    const ids = all.Infos?.map((info) => info[field]) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    const page = await call(simulator, action, { Region: 'region-a', Limit: '1' });
    expect(page.Infos?.map((info) => info[field])).toEqual(ids.slice(0, 1));
    if (filter === undefined) return;
    const picked = await call(simulator, action, { Region: 'region-a', [`${filter}.0`]: String(ids.at(-1)) });
    expect(picked.Infos).toEqual(all.Infos?.slice(-1));
  });

  it.each(['DescribeVMSet', 'DescribeImage', 'DescribeSnapshot'])('%s is strict', async (action) => {
    expect(await call(simulator, action)).toMatchObject({ RetCode: 102 });
    const asked = { Region: 'region-a' };
    expect(await call(simulator, action, { ...asked, Limit: '101' })).toMatchObject({ RetCode: 229 });
    expect(await call(simulator, action, { ...asked, Colour: 'red' })).toMatchObject({ RetCode: 229 });
    expect(await call(simulator, action, { ...asked, CompanyID: '5' })).toMatchObject({ RetCode: 200 });
    expect(await call(simulator, action, { Region: 'nowhere' })).toMatchObject({ RetCode: 200 });
  });

  it('list the snapshots of a region, and those and the disks of a VM', async () => {
    const vms = simulator.vms().filter(({ region }) => region === 'region-a');
    const vm = vms.find(({ spIds }) => spIds.length > 0) ?? vms[0];
    const spIds = async (values: Values): Promise<readonly unknown[]> => {
      const { Infos } = await call(simulator, 'DescribeSnapshot', { Region: 'region-a', Limit: '100', ...values });
      return Infos?.map((info) => info['SPID']) ?? [];
    };
    expect(await spIds({ VMID: vm?.vmId ?? '' })).toEqual(vm?.spIds);
    const all = vms.flatMap((one) => one.spIds);
    expect([...(await spIds({}))].sort()).toEqual([...all].sort());
    expect(all.length === 0).toBe(generation === 'older');
    const disks = await callVm(simulator, 'DescribeDisk', vm?.vmId ?? '');
    expect(disks.Infos?.[0]).toMatchObject({ DiskID: `${vm?.vmId ?? ''}-boot`, AttachResourceID: vm?.vmId });
  });
});
