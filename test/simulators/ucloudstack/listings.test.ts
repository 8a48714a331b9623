import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, callVm, vmIn, type Values } from '../ucloud/test-caller.ts';
import { startUCloudStackSimulator, type Simulator } from './index.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 60_000, console: 'builtin' });
});
afterAll(() => simulator.stop());

describe('DescribeCIStatus', () => {
  it('tells the states of many VMs, without what does not exist', async () => {
    const vms = simulator.vms().filter((vm) => vm.region === 'region-a');
    const ids = [...vms.map((vm) => vm.vmId), 'vm-none'];
    const ask = (more: Values = {}) =>
      call(simulator, 'DescribeCIStatus', {
        Region: 'region-a',
        ResourceType: 'VM',
        ...Object.fromEntries(ids.map((id, index) => [`ResourceIDs.${index}`, id])),
        ...more,
      });
    const { Infos, TotalCount } = await ask();
    expect(TotalCount).toBe(vms.length);
    expect(Infos).toEqual(vms.map(({ vmId, state }) => ({ ResourceID: vmId, CIID: vmId, CIStatus: state })));
    const stopped = await ask({ 'States.0': 'Stopped' });
    expect(stopped.TotalCount).toBe(vms.filter(({ state }) => state === 'Stopped').length);
    expect(await ask({ ResourceType: 'Disk' })).toMatchObject({ RetCode: 229 });
    const shares = await Promise.all(['200000236', '200000311'].map((CompanyID) => ask({ CompanyID })));
    const [own = 0, sister = 0] = shares.map((share) => share.TotalCount ?? 0);
    expect([own > 0, sister > 0, own + sister]).toEqual([true, true, vms.length]);
    expect(await ask({ CompanyID: '5' })).toMatchObject({ RetCode: 200 });
  });
});

describe('VMware', () => {
  const home = { ConfigName: 'vmware-config-1', Datacenter: 'Datacenter-1' };

  it('lists foreign VMs, and gives a ticket for one that runs', async () => {
    const { Infos, TotalCount } = await call(simulator, 'DescribeVMWareVMs', home);
    expect(TotalCount).toBe(Infos?.length);
    const ticket = (powerState: string) => {
      const vm = Infos?.find((info) => info['PowerState'] === powerState);
      const values = { ...home, VMID: String(vm?.['VMID']), VMName: String(vm?.['Name']) };
      return call(simulator, 'GenerateVMWareConsoleTicket', values);
    };
    expect((await ticket('poweredOn')).Link).toMatch(/^https:\/\/.*ticket=[0-9a-f]+$/);
    expect((await ticket('poweredOff')).RetCode).toBe(1005);
    expect(await call(simulator, 'DescribeVMWareVMs', { ...home, Datacenter: 'x' })).toMatchObject({ RetCode: 200 });
    expect(await call(simulator, 'DescribeVMWareVMs', { ...home, Region: 'region-a' })).toMatchObject({ RetCode: 229 });
  });

  it('lists the datastores of a cluster', async () => {
    const cluster = { ClusterName: 'cluster-1', ClusterID: 'cluster-eqwgr1rt54345r3' };
    const { Infos } = await call(simulator, 'GetVMWareClusterDatastore', { ...home, ...cluster });
    expect(Infos?.[0]).toEqual({ Name: 'datastore1', DatastoreID: 'datastore-123' });
  });
});

describe('AllocateVMVNCSession', () => {
  it('gives a session of a VM that runs', async () => {
    const running = await callVm(simulator, 'AllocateVMVNCSession', vmIn(simulator, 'Running'));
    expect(running.SessionID).toMatch(/^tssid-/);
    const stopped = await callVm(simulator, 'AllocateVMVNCSession', vmIn(simulator, 'Stopped'));
    expect(stopped.RetCode).toBe(1005);
  });
});
