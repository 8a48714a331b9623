import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from './index.ts';
import { call, describeVm, vmIn, type Values } from '../ucloud/test-caller.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ vms: 90, seed: 7, transitionMs: 60_000, console: 'builtin' });
});
afterAll(() => simulator.stop());

const list = (values: Values = {}) => call(simulator, 'DescribeVMInstance', { Region: 'region-a', ...values });

describe('the fleet', () => {
  it('is the same for the same seed, and another for another', async () => {
    const options = { vms: 90, transitionMs: 60_000, console: 'builtin' } as const;
    const same = await startUCloudStackSimulator({ ...options, seed: 7 });
    const other = await startUCloudStackSimulator({ ...options, seed: 8 });
    expect(same.vms()).toEqual(simulator.vms());
    expect(same.privateKey).toBe(simulator.privateKey);
    expect(other.vms()).not.toEqual(simulator.vms());
    expect(other.privateKey).not.toBe(simulator.privateKey);
    await Promise.all([same.stop(), other.stop()]);
  });

  it('has distinct ids and names', () => {
    const vms = simulator.vms();
    expect(new Set(vms.map((vm) => vm.vmId)).size).toBe(90);
    expect(new Set(vms.map((vm) => vm.name)).size).toBe(90);
  });
});

describe('DescribeVMInstance', () => {
  it('pages without gaps or repeats', async () => {
    const first = await list({ Limit: '100' });
    const pages: string[] = [];
    for (let offset = 0; offset < (first.TotalCount ?? 0); offset += 7) {
      const page = await list({ Limit: '7', Offset: String(offset) });
      expect(page.TotalCount).toBe(first.TotalCount);
      pages.push(...(page.Infos ?? []).map((info) => String(info['VMID'])));
    }
    expect(pages).toEqual(first.Infos?.map((info) => info['VMID']));
    expect((await list()).Infos).toHaveLength(10);
    expect((await list({ Offset: '1000' })).Infos).toEqual([]);
  });

  it('sorts by creation time both ways', async () => {
    const times = async (sort: string): Promise<unknown[]> => {
      const { Infos } = await list({ SortBy: 'CreateTime', Sort: sort, Limit: '100' });
      return (Infos ?? []).map((info) => info['CreateTime']);
    };
    const ascending = await times('Ascending');
    expect(ascending).toEqual([...ascending].sort((a, b) => Number(a) - Number(b)));
    expect(await times('Descending')).toEqual([...ascending].reverse());
  });

  it.each<[string, string, string]>([
    ['ProjectIDs.0', 'ProjectID', ''],
    ['States.0', 'State', 'Stopped'],
    ['VPCID', 'VPCID', ''],
    ['SubnetID', 'SubnetID', ''],
    ['SetID', 'SetID', ''],
    ['HostIP', 'HostIP', ''],
    ['VMIDs.0', 'VMID', ''],
    ['Keyword', 'Name', ''],
  ])('filters by %s', async (parameter, field, wanted) => {
    const all = await list({ Limit: '100' });
    const value = wanted === '' ? String(all.Infos?.[3]?.[field]) : wanted;
    const { Infos } = await list({ [parameter]: value, Limit: '100' });
    expect(Infos?.length).toBeGreaterThan(0);
    expect(new Set(Infos?.map((info) => info[field]))).toEqual(new Set([value]));
    expect(Infos).toHaveLength((all.Infos ?? []).filter((info) => info[field] === value).length);
  });

  it('filters by isolation group', async () => {
    const { Infos } = await list({ IGID: 'isolationgroup-a0000000001' });
    expect(Infos?.length).toBeGreaterThan(0);
    for (const info of Infos ?? []) expect(info['IGIDs']).toContain('isolationgroup-a0000000001');
  });

  it('tells utilisation in percent, and only of what runs', async () => {
    const running = await describeVm(simulator, vmIn(simulator, 'Running'));
    for (const field of ['CPUUtilization', 'MemUsage', 'SpaceUsage']) {
      expect(running[field]).toBeGreaterThanOrEqual(0);
      expect(running[field]).toBeLessThanOrEqual(100);
    }
    expect(await describeVm(simulator, vmIn(simulator, 'Stopped'))).not.toHaveProperty('CPUUtilization');
  });

  it('tells why a VM failed and how far a migration is', async () => {
    expect((await describeVm(simulator, vmIn(simulator, 'Failed')))['Reason']).not.toBe('');
    expect((await describeVm(simulator, vmIn(simulator, 'Migrating')))['StatusProcessProgress']).toBeGreaterThan(0);
  });
});
