import { afterEach, describe, expect, it } from 'vitest';
import type { Secrets } from '../../../../../electron/providers/provider.ts';
import { Secret } from '../../../../../shared/util/secret.ts';
import type { VmQuery } from '../../../../../shared/model/vm-query.ts';
import type { ActionRequest, RegionRequestOf } from '../../../../../shared/model/verbs/index.ts';
import { anyAnswer, gib, ref, sentBy, vm, type Asked } from '../ucloud/asked.ts';
import { ScriptedClouds } from '../ucloud/scripted-clouds.ts';

const clouds = new ScriptedClouds();
afterEach(() => clouds.close());
const cloud = () => clouds.answering(() => anyAnswer, { kind: 'ucloudstack-v2' });
const never = new AbortController().signal;

const act = (name: string, request: ActionRequest, sent: Asked[2], secrets: Secrets = {}): Asked => [
  name,
  (provider, signal) => provider.act(ref, request, secrets, signal),
  sent,
];

const password = { password: new Secret('planted*password') };
const size = { cpuCount: 4, memoryBytes: 8 * gib };
const sent = { CPU: '4', Memory: '8192' };

const order: RegionRequestOf<'create'> = {
  ...{ action: 'create', name: 'web', remark: 'r', ...size, computeSetId: 'set', imageId: 'image-1', projectId: 'p' },
  ...{ requestTitle: 't', requestReason: 'why', tenantId: '7', billing: 'month', periods: 2, gpuCount: 1 },
  ...{ bootDiskId: 'b', bootDiskSetId: 'bs', bootDiskBytes: 50 * gib },
  ...{ dataDiskId: 'd', dataDiskSetId: 'ds', dataDiskBytes: 100 * gib, vpcId: 'vpc-1', subnetId: 'subnet-1' },
  ...{ address: '10.0.0.9', securityGroupId: 'sg-1', externalLineId: 'line', externalVersion: '4' },
  ...{ externalBandwidth: 3, externalAddress: '203.0.113.9', externalSecurityGroupId: 'sg-2' },
};

const asked: readonly Asked[] = [
  act('start', { action: 'start' }, { Action: 'StartVMInstance', ...vm }),
  act('shut down', { action: 'shutdown' }, { Action: 'StopVMInstance', ...vm }),
  act('power off', { action: 'power-off' }, { Action: 'PoweroffVMInstance', ...vm }),
  act('restart', { action: 'restart' }, { Action: 'RestartVMInstance', ...vm }),
  act(
    'reset the password',
    { action: 'password-reset' },
    { Action: 'ResetVMInstancePassword', ...vm, Password: 'planted*password' },
    password,
  ),
  act(
    'reinstall',
    { action: 'reinstall', imageId: 'image-1' },
    { Action: 'ReinstallVMInstance', ...vm, ImageID: 'image-1', Password: 'planted*password' },
    password,
  ),
  act(
    'resize',
    { action: 'resize', ...size, requestTitle: 't' },
    { Action: 'ResizeVMConfig', ...vm, ...sent, ApplicationName: 't' },
  ),
  act(
    'set the way out',
    { action: 'gateway-set', externalAddressId: 'eip-1' },
    { Action: 'UpdateVMDefaultGW', ...vm, EIPID: 'eip-1' },
  ),
  act(
    'delete with what is bound to it',
    { action: 'delete', withResources: true },
    { Action: 'DeleteVMInstance', ...vm, DelBindResource: '1' },
  ),
  [
    'create with everything in the table',
    (provider, signal) => provider.actIn('r', order, password, signal),
    {
      ...{ Action: 'CreateVMInstance', Region: 'r', Name: 'web', Remark: 'r', ...sent, VMType: 'set' },
      ...{ ImageID: 'image-1', ProjectID: 'p', ApplicationName: 't', ApplicationReason: 'why', CompanyID: '7' },
      ...{ ChargeType: 'Month', Quantity: '2', GPU: '1', BootDiskID: 'b', BootDiskSetType: 'bs', BootDiskSpace: '50' },
      ...{ DataDiskID: 'd', DataDiskSetType: 'ds', DataDiskSpace: '100', VPCID: 'vpc-1', SubnetID: 'subnet-1' },
      ...{ InternalIP: '10.0.0.9', LANSGID: 'sg-1', OperatorName: 'line', IPVersion: 'IPv4', Bandwidth: '3' },
      ...{ InternetIP: '203.0.113.9', WANSGID: 'sg-2', Password: 'planted*password' },
    },
  ],
  [
    'ask for VMs by every filter',
    (provider, signal) =>
      provider.listVms(
        'r',
        { text: 'web', tenantId: '7', projectIds: ['p'], vpcId: 'v', subnetId: 's' },
        () => undefined,
        signal,
      ),
    {
      ...{ Action: 'DescribeVMInstance', Region: 'r', Keyword: 'web', 'ProjectIDs.0': 'p', VPCID: 'v', SubnetID: 's' },
      ...{ CompanyID: '7', Limit: '100', Offset: '0' },
    },
  ],
  [
    'ask for a price: the disk is named that a VM gets without asking',
    (provider, signal) => {
      const place = { computeSetId: 'set', imageId: 'image-1', bootDiskSetId: 'bs' };
      const about = {
        region: 'r',
        ...size,
        ...place,
        billing: 'hour',
        periods: 5,
        quantity: 3,
        tenantId: '7',
      } as const;
      return provider.ask('price', about, signal);
    },
    {
      ...{ Action: 'GetVMInstancePrice', Region: 'r', ...sent, VMType: 'set', ImageID: 'image-1' },
      ...{ BootDiskSetType: 'bs', BootDiskSpace: '40', CompanyID: '7', ChargeType: 'Dynamic', Quantity: '1' },
    },
  ],
  [
    'ask for images',
    (provider, signal) => provider.ask('choices', { region: 'r', kind: 'image' }, signal),
    { Action: 'DescribeImage', Region: 'r', Limit: '100', Offset: '0' },
  ],
  [
    'ask for a VNC ticket',
    (provider, signal) => provider.consoleTicket(ref, 'vnc', signal),
    { Action: 'GetVMVNCInfo', ...vm },
  ],
];

describe('UCloudStack v2', () => {
  it.each(asked)('is sent what it needs to %s', async (_, ask, expected) => {
    const { provider, requests, log } = await cloud();
    await ask(provider, never);
    expect(requests.map(sentBy)).toEqual([expected]);
    expect(JSON.stringify(log)).not.toContain('planted');
  });

  it('has a method of its own for each of the 13 documented calls', async () => {
    const { provider } = await cloud();
    const reached = new Set(asked.map(([, , expected]) => expected['Action']));
    const documented = provider.endpoints().filter((endpoint) => endpoint.documented);
    expect(documented).toHaveLength(13);
    expect(documented.filter(({ action }) => !reached.has(action))).toEqual([]);
  });

  it('names no tenant for a new VM unless somebody does', async () => {
    const { provider, requests } = await cloud();
    await provider.actIn('r', { ...order, tenantId: undefined }, password, never);
    expect(requests.map((request) => request.has('CompanyID'))).toEqual([false]);
  });

  it.each([
    ['hostname', { hostname: 'web' }],
    ['tags', { tags: [{ key: 'a', value: 'b' }] }],
    ['gpuKind', { gpuKind: 'gpu' }],
  ] as const)('is not sent an order with %s, which it has no word for', async (field, change) => {
    const { provider, requests } = await cloud();
    const failure = provider.actIn('r', { ...order, ...change }, password, never);
    await expect(failure).rejects.toMatchObject({
      code: 'cloud.invalid-parameter',
      params: { field, reason: 'unknown' },
    });
    expect(requests).toEqual([]);
  });

  it.each<[string, Partial<RegionRequestOf<'create'>>]>([
    ['periods', { billing: 'year', periods: 6 }],
    ['cpuCount', { gpuCount: 2 }],
  ])('is not sent an order whose %s does not go with the rest: %j', async (field, change) => {
    const { provider, requests } = await cloud();
    const failure = provider.actIn('r', { ...order, ...change }, password, never);
    await expect(failure).rejects.toMatchObject({
      code: 'cloud.invalid-parameter',
      params: { field, reason: 'combination' },
    });
    expect(requests).toEqual([]);
  });

  it('is not sent an order without the password that it demands', async () => {
    const { provider } = await cloud();
    const expected = { params: { field: 'password', reason: 'missing' } };
    await expect(provider.actIn('r', order, {}, never)).rejects.toMatchObject(expected);
  });

  it.each<[string, VmQuery]>([
    ['states', { states: ['Running'] }],
    ['groupId', { groupId: 'g' }],
    ['clusterId', { clusterId: 'c' }],
    ['host', { host: '10.0.0.1' }],
    ['sort', { sort: { by: 'created', descending: true } }],
  ])('cannot be asked for VMs by %s', async (field, query) => {
    const { provider, requests } = await cloud();
    const failure = provider.listVms('r', query, () => undefined, never);
    await expect(failure).rejects.toMatchObject({
      code: 'cloud.invalid-parameter',
      params: { field, reason: 'unknown' },
    });
    expect(requests).toEqual([]);
  });
});
