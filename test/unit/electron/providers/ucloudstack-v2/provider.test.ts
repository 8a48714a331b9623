import { afterEach, describe, expect, it } from 'vitest';
import { ScriptedClouds } from '../ucloud/scripted-clouds.ts';

const clouds = new ScriptedClouds();
afterEach(() => clouds.close());

const cloudAnswering = (answer: (request: URLSearchParams) => unknown) =>
  clouds.answering(answer, { kind: 'ucloudstack-v2' });
const ref = { region: 'r', cloudId: 'vm-1', tenantId: '' };
const never = new AbortController().signal;

describe('UCloudStack v2', () => {
  it('can do what document 001 has, list what its parameters are chosen from, and nothing else', async () => {
    const { provider } = await cloudAnswering(() => ({ RetCode: 0 }));
    const verbs = ['start', 'shutdown', 'power-off', 'restart', 'password-reset', 'reinstall', 'delete', 'resize'];
    const capabilities = [...verbs, 'gateway-set', 'create', 'price', 'choices', 'console-vnc'];
    expect([...provider.capabilities].sort()).toEqual(capabilities.sort());
    const siblings = provider.endpoints().filter(({ documented }) => !documented);
    expect(siblings.map(({ id }) => id).sort()).toEqual([
      ...['DescribeDisk', 'DescribeImage', 'DescribeRegion', 'DescribeSecurityGroup', 'DescribeSnapshot'],
      ...['DescribeStorageSet', 'DescribeSubnet', 'DescribeUser', 'DescribeVMSet', 'DescribeVPC', 'ListProjects'],
    ]);
    expect(provider.endpoints()).toHaveLength(13 + siblings.length);
  });

  it('is asked for pages without an order, which it does not take', async () => {
    const { provider, requests } = await cloudAnswering(() => ({ RetCode: 0, TotalCount: 0, Infos: [] }));
    await provider.listVms('r', {}, () => undefined, never);
    const names = [...(requests[0]?.keys() ?? [])].sort();
    expect(names).toEqual(['Action', 'Limit', 'Offset', 'PublicKey', 'Region', 'Signature'].sort());
  });

  it('shows no VM that is gone, though it may still be listed', async () => {
    const Infos = [
      { VMID: 'vm-1', State: 'Terminated' },
      { VMID: 'vm-2', State: 'Running' },
      { VMID: 'vm-3', State: 'Deleted' },
    ];
    const { provider, log } = await cloudAnswering(() => ({ RetCode: 0, TotalCount: 3, Infos }));
    const ids: string[] = [];
    await provider.listVms('r', {}, (vms) => ids.push(...vms.map(({ cloudId }) => cloudId)), never);
    expect(ids).toEqual(['vm-2']);
    await expect(provider.readVm(ref, never)).rejects.toMatchObject({ code: 'vm.gone', params: { vm: 'vm-1' } });
    expect(log.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  it.each<['start' | 'shutdown' | 'power-off' | 'restart', string]>([
    ['start', 'StartVMInstance'],
    ['shutdown', 'StopVMInstance'],
    ['power-off', 'PoweroffVMInstance'],
    ['restart', 'RestartVMInstance'],
  ])('is asked to %s by %s', async (action, call) => {
    const { provider, requests } = await cloudAnswering(() => ({ RetCode: 0 }));
    await provider.act(ref, { action }, {}, never);
    expect(Object.fromEntries(requests[0] ?? [])).toMatchObject({ Action: call, Region: 'r', VMID: 'vm-1' });
  });

  it('gives a VNC ticket', async () => {
    const Info = { VNCIP: '10.0.0.5', VNCPort: 5901, VNCPassword: 'planted-password', VMID: 'vm-1' };
    const { provider } = await cloudAnswering(() => ({ RetCode: 0, Info }));
    const ticket = await provider.consoleTicket(ref, 'vnc', never);
    expect([ticket.host, ticket.port, ticket.password.reveal()]).toEqual(['10.0.0.5', 5901, 'planted-password']);
  });

  it('refuses what it does not have, with the reason and without a call', async () => {
    const { provider, requests } = await cloudAnswering(() => ({ RetCode: 0 }));
    const refused = { code: 'action.unavailable', params: { reason: 'unsupported' } };
    const target = { snapshotId: 's', snapshotName: 's' };
    const hibernating = provider.act(ref, { action: 'hibernate' }, {}, never);
    await expect(hibernating).rejects.toMatchObject(refused);
    const reverting = provider.act(ref, { action: 'snapshot-revert', ...target }, {}, never);
    await expect(reverting).rejects.toMatchObject(refused);
    const asking = provider.ask('usb-devices', { region: 'r' }, never);
    await expect(asking).rejects.toMatchObject({ code: 'question.unavailable', params: { question: 'usb-devices' } });
    await expect(provider.consoleTicket(ref, 'spice', never)).rejects.toMatchObject(refused);
    const save = provider.call('SaveVMInstance', { Region: 'r', VMID: 'v' }, never);
    await expect(save).rejects.toMatchObject({ params: { field: 'Action', reason: 'unknown' } });
    expect(requests).toEqual([]);
  });

  it.each([
    ['Abc*12', null],
    ['abcdef', 'pattern'],
    ['a*1', 'length'],
  ])('takes the password %s for a new VM unless it is refused for its %s', async (Password, reason) => {
    const { provider, requests } = await cloudAnswering(() => ({ RetCode: 0 }));
    const params = {
      ...{ Region: 'r', Name: 'web-01', Password, ChargeType: 'Month', VMType: 'Normal', ImageID: 'i', CPU: 1 },
      ...{ Memory: 2048, BootDiskSetType: 'Normal', VPCID: 'v', SubnetID: 's' },
    };
    const call = provider.call('CreateVMInstance', params, never);
    if (reason === null) await call;
    else await expect(call).rejects.toMatchObject({ params: { field: 'Password', reason } });
    expect(requests).toHaveLength(reason === null ? 1 : 0);
  });
});
