import { afterEach, describe, expect, it } from 'vitest';
import type { Provider } from '../../../../../electron/providers/provider.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import type { VmQuery } from '../../../../../shared/model/vm-query.ts';
import { Secret } from '../../../../../shared/util/secret.ts';
import { ScriptedClouds } from '../ucloud/scripted-clouds.ts';

const clouds = new ScriptedClouds();
afterEach(() => clouds.close());

const cloudAnswering = clouds.answering.bind(clouds);
const vnc = { VNCIP: '10.0.0.5', VNCPort: 5901, VNCPassword: 'planted-password' };
const spice = { SpiceIP: '10.0.0.5', SpicePort: '5902', SpicePassword: 'planted-password' };
const ref = { region: 'r', cloudId: 'vm-1', tenantId: '' };
const never = new AbortController().signal;

describe('a console ticket', () => {
  it.each([
    ['an object', vnc],
    ['a list of one', [vnc]],
  ])('for VNC is read from %s', async (_, Info) => {
    const { provider } = await cloudAnswering(() => ({ RetCode: 0, Info }));
    const ticket = await provider.consoleTicket(ref, 'vnc', never);
    expect(ticket).toMatchObject({ kind: 'vnc', host: '10.0.0.5', port: 5901 });
    expect(ticket.password.reveal()).toBe('planted-password');
  });

  it('for SPICE may have its port as text', async () => {
    const { provider } = await cloudAnswering(() => ({ RetCode: 0, Info: [spice] }));
    expect(await provider.consoleTicket(ref, 'spice', never)).toMatchObject({ host: '10.0.0.5', port: 5902 });
  });

  it.each([
    ['no address', { ...vnc, VNCIP: '' }, 'Info.VNCIP'],
    ['more than an address', { ...vnc, VNCIP: 'a:1 HTTP/1.1\r\nHost: a\r\n\r\nGET http://b/' }, 'Info.VNCIP'],
    ['no port', { ...vnc, VNCPort: 0 }, 'Info.VNCPort'],
    ['no Info', undefined, 'Info'],
  ])('with %s is told by its field', async (_, Info, field) => {
    const { provider } = await cloudAnswering(() => ({ RetCode: 0, Info }));
    const failure = provider.consoleTicket(ref, 'vnc', never);
    await expect(failure).rejects.toMatchObject({ code: 'answer.unexpected', params: { field } });
  });
});

describe('an answer that is not as documented', () => {
  it.each([
    ['a list', [], '$'],
    ['an object without RetCode', {}, 'RetCode'],
    ['a page without TotalCount', { RetCode: 0, Infos: [] }, 'TotalCount'],
    ['a page whose Infos is text', { RetCode: 0, TotalCount: 1, Infos: 'vm' }, 'Infos'],
  ])('%s is told by its field', async (_, answer, field) => {
    const { provider } = await cloudAnswering(() => answer);
    const failure = provider.listVms('r', {}, () => undefined, never);
    await expect(failure).rejects.toMatchObject({ code: 'answer.unexpected', params: { field } });
  });

  it('is a refusal in the words of the query only where it was asked for', async () => {
    const Message = 'Params [SortBy] not available';
    const { provider } = await cloudAnswering(() => ({ RetCode: 229, Message }));
    const refusal = async (query: VmQuery) => {
      const error: unknown = await provider.listVms('r', query, () => undefined, never).catch((one: unknown) => one);
      return error instanceof AppError && [error.code, error.params, error.detail];
    };
    const detail = { code: '229', message: Message };
    expect(await refusal({})).toEqual(['cloud.invalid-parameter', {}, detail]);
    const sort = { by: 'cpu', descending: true } as const;
    expect(await refusal({ sort })).toEqual(['cloud.invalid-parameter', { field: 'sort' }, detail]);
  });

  it('after a change leaves its outcome open', async () => {
    const { provider } = await cloudAnswering(() => ({ RetCode: 0 }));
    const failure = provider.act(ref, { action: 'snapshot-create', name: 'a', remark: '', memory: false }, {}, never);
    await expect(failure).rejects.toMatchObject({ code: 'outcome.unknown' });
  });

  it('may have null for an empty list and text for numbers', async () => {
    const { provider } = await cloudAnswering(() => ({ RetCode: '0', TotalCount: '0', Infos: null }));
    await expect(provider.countVms('r', never)).resolves.toBe(0);
    await expect(provider.ask('usb-devices', { region: 'r' }, never)).resolves.toEqual([]);
  });

  it('costs only the VM that has no id, and is noted', async () => {
    const Infos = [{ VMID: 'vm-1' }, { Name: 'nameless' }, 'vm', { VMID: 'vm-2' }];
    const { provider, log } = await cloudAnswering(() => ({ RetCode: 0, TotalCount: 4, Infos }));
    const ids: string[] = [];
    await provider.listVms('r', {}, (vms) => ids.push(...vms.map((vm) => vm.cloudId)), never);
    expect(ids).toEqual(['vm-1', 'vm-2']);
    expect(log).toContainEqual(expect.objectContaining({ level: 'warn', event: 'cloud.vm-without-id' }));
  });

  it('does not pass another VM off as the one asked for', async () => {
    const { provider } = await cloudAnswering(() => ({ RetCode: 0, TotalCount: 1, Infos: [{ VMID: 'vm-2' }] }));
    await expect(provider.readVm(ref, never)).rejects.toMatchObject({ code: 'vm.gone', params: { vm: 'vm-1' } });
  });
});

describe('a call', () => {
  it('names the tenant where the settings have one and the action takes one', async () => {
    const { provider, requests } = await cloudAnswering(() => ({ RetCode: 0, Infos: [] }), { companyIds: [200000236] });
    await provider.act(ref, { action: 'start' }, {}, never);
    await provider.regions(never);
    expect(requests.map((request) => request.get('CompanyID'))).toEqual(['200000236', null]);
  });

  it('never leaves without the snapshot it is about: that would wake the VM, or clear all snapshots', async () => {
    const { provider, requests } = await cloudAnswering(() => ({ RetCode: 0 }));
    const expected = { code: 'cloud.invalid-parameter', params: { field: 'snapshotId', reason: 'length' } };
    for (const action of ['snapshot-revert', 'snapshot-delete'] as const) {
      const asked = provider.act(ref, { action, snapshotId: '', snapshotName: '' }, {}, never);
      await expect(asked).rejects.toMatchObject(expected);
    }
    expect(requests).toEqual([]);
  });

  it('fails as the secret does', async () => {
    const locked = new AppError('vault.locked');
    const { provider } = await cloudAnswering(
      () => ({ RetCode: 0 }),
      {},
      () => Promise.reject(locked),
    );
    await expect(provider.regions(never)).rejects.toBe(locked);
  });

  it('leaves no secret in the log or in an error, whatever the cloud echoes', async () => {
    const { provider, log, requests } = await cloudAnswering((request) => ({
      RetCode: 8000,
      Message: `bad ${request.toString()} Password: "planted-password" from ${request.get('Signature') ?? ''}`,
    }));
    const error: unknown = await provider.consoleTicket(ref, 'vnc', never).catch((thrown: unknown) => thrown);
    if (!(error instanceof AppError)) throw new Error('expected an AppError');
    const written = JSON.stringify([error.toData(), log]);
    expect(written).toContain('8000');
    const planted = ['planted', requests[0]?.get('Signature') ?? 'planted'];
    for (const secret of planted) expect(written).not.toContain(secret);
  });

  it('that is refused is logged with the words of the cloud, its code and its request id', async () => {
    const { provider, log } = await cloudAnswering(
      () => ({ RetCode: 240, Message: 'not yours', RequestUUID: 'id-1' }),
      {},
    );
    await provider.regions(never).catch(() => undefined);
    expect(log).toMatchObject([
      {
        level: 'warn',
        fields: { endpoint: 'DescribeRegion', status: 200, outcome: 'cloud.denied', reason: '240', requestId: 'id-1' },
      },
    ]);
    expect(log[0]?.fields['message']).toBe('not yours');
  });

  it('that is given up has one entry, and one that never leaves has none', async () => {
    const abort = new AbortController();
    const { provider, log } = await cloudAnswering(() => abort.abort());
    await provider.regions(abort.signal).catch(() => undefined);
    await provider.call('DescribeVMInstance', { Nonsense: 1 }, never).catch(() => undefined);
    expect(log).toMatchObject([{ level: 'info', fields: { outcome: 'cancelled', status: null } }]);
  });

  it('is logged by what it did, not by what it carried', async () => {
    const { provider, log } = await cloudAnswering(() => ({ RetCode: 0, Info: vnc }));
    await provider.consoleTicket(ref, 'vnc', never);
    expect(log).toEqual([
      {
        level: 'info',
        event: 'cloud.call',
        fields: {
          ...{ connection: 'c', method: 'POST', host: expect.stringMatching(/^127/) as string, path: '/api' },
          ...{ endpoint: 'GetVMVNCInfo', ms: expect.any(Number) as number },
          ...{ status: 200, bytes: expect.any(Number) as number, attempts: 1, outcome: 'ok' },
        },
      },
    ]);
  });
});

describe('a verb', () => {
  it.each<[string, (provider: Provider) => Promise<unknown>, Record<string, string>]>([
    [
      'hibernates without disk and with memory',
      (provider) => provider.act(ref, { action: 'hibernate' }, {}, never),
      { Action: 'SaveVMInstance', WithoutDisk: 'true', WithoutMemory: 'false' },
    ],
    [
      'wakes without naming a snapshot',
      (provider) => provider.act(ref, { action: 'wake' }, {}, never),
      { Action: 'RestoreVMInstance' },
    ],
    [
      'clears without naming a snapshot',
      (provider) => provider.act(ref, { action: 'snapshot-clear' }, {}, never),
      { Action: 'DeleteVMSnapshot', IsClear: 'true' },
    ],
    [
      'resets the password',
      (provider) =>
        provider.act(ref, { action: 'password-reset' }, { password: new Secret('planted*password') }, never),
      { Action: 'ResetVMInstancePassword', Password: 'planted*password' },
    ],
  ])('%s', async (_, verb, expected) => {
    const { provider, requests, log } = await cloudAnswering(() => ({ RetCode: 0 }));
    await verb(provider);
    const sent = [...(requests[0] ?? [])].filter(([name]) => name !== 'PublicKey' && name !== 'Signature');
    expect(Object.fromEntries(sent)).toEqual({ Region: 'r', VMID: 'vm-1', ...expected });
    expect(JSON.stringify(log)).not.toContain('planted');
  });
});

describe('a raw call', () => {
  it('is signed and sent like any other, and answers what the cloud answered', async () => {
    const answer = { RetCode: 0, Action: 'DescribeVMCResponse', Infos: [{ VMCID: 'vmc-1', Extra: { deep: [1] } }] };
    const { provider, requests } = await cloudAnswering(() => answer, { companyIds: [7] });
    const params = { Region: 'r', VMSPID: 'vmsp-1', Limit: 20 };
    await expect(provider.call('DescribeVMC', params, never)).resolves.toEqual(answer);
    const sent = Object.fromEntries(requests[0] ?? []);
    expect(sent).toMatchObject({ Action: 'DescribeVMC', Region: 'r', VMSPID: 'vmsp-1', Limit: '20', CompanyID: '7' });
    expect(sent['Signature']).toMatch(/^[0-9a-f]{40}$/);
  });

  it('sends lists item by item, counted from 0', async () => {
    const { provider, requests } = await cloudAnswering(() => ({ RetCode: 0 }));
    const params = { Region: 'r', ResourceType: 'VM', ResourceIDs: ['a', 'b'] };
    await provider.call('DescribeCIStatus', params, never);
    expect(Object.fromEntries(requests[0] ?? [])).toMatchObject({ 'ResourceIDs.0': 'a', 'ResourceIDs.1': 'b' });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['DescribeNothing', {}, 'Action', 'unknown'],
    ['constructor', {}, 'Action', 'unknown'],
    ['StartVMInstance', { Region: 'r' }, 'VMID', 'missing'],
    ['StartVMInstance', { Region: 'r', VMID: 'v', Force: true }, 'Force', 'unknown'],
    ['DescribeVMC', { Region: 'r', VMSPID: 's', Limit: '20' }, 'Limit', 'type'],
  ])('%s %j never leaves: %s is %s', async (id, params, field, reason) => {
    const { provider, requests } = await cloudAnswering(() => ({ RetCode: 0 }));
    const expected = { code: 'cloud.invalid-parameter', params: { field, reason } };
    await expect(provider.call(id, params, never)).rejects.toMatchObject(expected);
    expect(requests).toEqual([]);
  });

  it('that is refused leaves the secrets among its parameters out of the error and the log', async () => {
    const { provider, log } = await cloudAnswering((request) => ({
      RetCode: 8000,
      Message: `the value ${request.get('Password') ?? ''} is too simple`,
    }));
    const params = { Region: 'r', VMID: 'v', Password: 'planted*password' };
    const error: unknown = await provider.call('ResetVMInstancePassword', params, never).catch((one: unknown) => one);
    if (!(error instanceof AppError)) throw new Error('expected an AppError');
    expect(error.code).toBe('cloud.refused');
    expect(JSON.stringify([error.toData(), log])).not.toContain('planted');
  });

  it('tells of a VM that is gone only when nothing else could be', async () => {
    const { provider } = await cloudAnswering(() => ({ RetCode: 200, Message: 'not found' }));
    const vm = { Region: 'r', VMID: 'v' };
    await expect(provider.call('StopVMInstance', vm, never)).rejects.toMatchObject({ code: 'vm.gone' });
    const reinstall = provider.call('ReinstallVMInstance', { ...vm, ImageID: 'i' }, never);
    await expect(reinstall).rejects.toMatchObject({ code: 'cloud.not-found' });
  });

  it('is one of those that the provider names', async () => {
    const { provider } = await cloudAnswering(() => ({ RetCode: 0 }));
    const ids = provider.endpoints().map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['DescribeVMC', 'ListUSBs', 'DescribeImage']));
  });
});
