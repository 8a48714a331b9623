import { afterEach, describe, expect, it } from 'vitest';
import type { Secrets } from '../../../../../electron/providers/provider.ts';
import { Secret } from '../../../../../shared/util/secret.ts';
import type { RegionRequestOf, RequestOf } from '../../../../../shared/model/verbs/index.ts';
import { anyAnswer, gib, ref, sentBy } from '../ucloud/asked.ts';
import { ScriptedClouds } from '../ucloud/scripted-clouds.ts';
import { asked, fullOrder } from './asked.ts';

const clouds = new ScriptedClouds();
afterEach(() => clouds.close());
const never = new AbortController().signal;
const clone: RequestOf<'clone'> = {
  ...{ action: 'clone', name: 'copy', snapshotId: 's', cpuCount: 1, memoryBytes: gib, vpcId: 'v', subnetId: 's' },
};

describe('UCloudStack', () => {
  it.each(asked)('is sent what it needs to %s', async (_, ask, sent) => {
    const { provider, requests, log } = await clouds.answering(() => anyAnswer);
    await ask(provider, never);
    expect(requests.map(sentBy)).toEqual([sent]);
    expect(JSON.stringify(log)).not.toContain('planted');
  });

  it('has a method of its own for each of the 34 documented calls', async () => {
    const { provider } = await clouds.answering(() => anyAnswer);
    const reached = new Set(asked.map(([, , sent]) => sent['Action']));
    const documented = provider.endpoints().filter((endpoint) => endpoint.documented);
    expect(documented).toHaveLength(34);
    expect(documented.filter(({ action }) => !reached.has(action))).toEqual([]);
  });

  it('names what it began: the clone, and the work by which it is cancelled', async () => {
    const { provider } = await clouds.answering(() => anyAnswer);
    await expect(provider.act(ref, { ...clone, tenantId: '7' }, {}, never)).resolves.toEqual({
      ...{ vmId: 'vm-new', jobId: 'vmc-1' },
    });
    await expect(provider.actIn('r', fullOrder, {}, never)).resolves.toEqual({ vmId: 'vm-new' });
  });

  it('may have nothing to name yet, where new VMs have to be approved', async () => {
    const { provider } = await clouds.answering(() => ({ RetCode: 0, VMID: '', VMCID: null }));
    await expect(provider.actIn('r', fullOrder, {}, never)).resolves.toEqual({});
  });

  it.each(['options-set', 'cpu-bind'] as const)('is not asked to change nothing by %s', async (action) => {
    const { provider, requests } = await clouds.answering(() => anyAnswer);
    const failure = provider.act(ref, { action }, {}, never);
    await expect(failure).rejects.toMatchObject({ code: 'cloud.invalid-parameter', params: { reason: 'missing' } });
    expect(requests).toEqual([]);
  });

  it.each<[string, string, Partial<RequestOf<'cpu-bind'>>]>([
    ['bindings', 'missing', {}],
    ['bindings', 'missing', { bindings: [], unbind: false }],
    ['unbind', 'combination', { bindings: ['0:1'], unbind: true }],
    ['unbind', 'combination', { host: 'node-1', unbind: true }],
  ])('is not asked for a binding whose %s is refused for its %s', async (field, reason, change) => {
    const { provider, requests } = await clouds.answering(() => anyAnswer);
    const failure = provider.act(ref, { action: 'cpu-bind', ...change }, {}, never);
    await expect(failure).rejects.toMatchObject({ code: 'cloud.invalid-parameter', params: { field, reason } });
    expect(requests).toEqual([]);
  });

  it.each<[string, string, Partial<RegionRequestOf<'create'>>]>([
    ['memoryBytes', 'step', { memoryBytes: gib + 2 ** 20 }],
    ['bootDiskBytes', 'range', { bootDiskBytes: gib }],
    ['name', 'pattern', { name: 'two words' }],
    ['remark', 'pattern', { remark: 'see http://example.com' }],
    ['tenantId', 'type', { tenantId: 'acme' }],
    ['bootSource', 'value', { bootSource: 'template' }],
    ['hostname', 'pattern', { hostname: '-web' }],
    ['externalLineId', 'missing', { externalLineId: undefined }],
    ['gpuModel', 'missing', { gpuKind: 'gpu', gpuModel: undefined }],
    ['gpuCount', 'missing', { gpuKind: 'gpu', gpuCount: undefined }],
    ['cpuBindingHost', 'missing', { cpuBindingHost: undefined }],
    ['dataDiskSetId', 'missing', { dataDiskId: undefined, dataDiskSetId: undefined }],
  ])('is not sent an order whose %s is refused for its %s', async (field, reason, change) => {
    const { provider, requests } = await clouds.answering(() => anyAnswer);
    const failure = provider.actIn('r', { ...fullOrder, ...change }, {}, never);
    await expect(failure).rejects.toMatchObject({ code: 'cloud.invalid-parameter', params: { field, reason } });
    expect(requests).toEqual([]);
  });

  it.each([
    ['Parameter InternalIP is in use: 10.0.0.9', { field: 'address' }],
    ['CPU and Memory do not go together', {}],
    ['NoCPUs is no parameter', {}],
  ])('tells which field the cloud blames where its sentence names one: %s', async (Message, params) => {
    const { provider } = await clouds.answering(() => ({ RetCode: 100, Message, RequestUUID: 'r-1' }));
    await expect(provider.actIn('r', fullOrder, {}, never)).rejects.toMatchObject({
      ...{ code: 'cloud.invalid-parameter', params, detail: { message: Message, requestId: 'r-1' } },
    });
  });

  it('is not asked for half a clone', async () => {
    const { provider, requests } = await clouds.answering(() => anyAnswer);
    await expect(
      provider.act({ ...ref, tenantId: '7' }, { ...clone, snapshotId: undefined }, {}, never),
    ).rejects.toMatchObject({
      params: { field: 'snapshotId', reason: 'missing' },
    });
    expect(requests).toEqual([]);
  });

  it.each<[string, RequestOf<'clone' | 'usb-attach'>, Secrets]>([
    ['linked', { ...clone, linked: true, tenantId: '7' }, {}],
    ['password', { ...clone, tenantId: '7' }, { password: new Secret('planted*password') }],
    ['usbPort', { action: 'usb-attach', usbId: 'u', usbName: 'key', mode: 'redirected', usbPort: 1 }, {}],
  ])('is not asked for a %s, which it has no word for', async (field, request, secrets) => {
    const { provider, requests } = await clouds.answering(() => anyAnswer);
    const failure = provider.act(ref, request, secrets, never);
    await expect(failure).rejects.toMatchObject({ params: { field, reason: 'unknown' } });
    expect(requests).toEqual([]);
  });

  it('takes the tenant of any VM of the region where nothing else names one', async () => {
    const { provider, requests } = await clouds.answering((request) =>
      request.get('Action') === 'DescribeVMInstance'
        ? { RetCode: 0, TotalCount: 1, Infos: [{ VMID: 'vm-2', CompanyID: 200000236 }] }
        : anyAnswer,
    );
    await provider.actIn('r', { ...fullOrder, tenantId: undefined }, {}, never);
    expect(requests.map((request) => [request.get('Action'), request.get('CompanyID')])).toEqual([
      ['DescribeVMInstance', null],
      ['CreateVMInstance', '200000236'],
    ]);
  });

  it('is not sent an order for nobody', async () => {
    const { provider, requests } = await clouds.answering(() => anyAnswer);
    const failure = provider.actIn('r', { ...fullOrder, tenantId: undefined }, {}, never);
    await expect(failure).rejects.toMatchObject({ params: { field: 'tenantId', reason: 'missing' } });
    expect(requests.map((request) => request.get('Action'))).toEqual(['DescribeVMInstance']);
  });
});
