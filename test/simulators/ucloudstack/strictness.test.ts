import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from './index.ts';
import { call, callVm, post, signed, vmIn, type Values } from '../ucloud/test-caller.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 150, console: 'builtin' });
});
afterAll(() => simulator.stop());

const list = (values: Values) => call(simulator, 'DescribeVMInstance', { Region: 'region-a', ...values });

const containing = (text: string): unknown => expect.stringContaining(text);

describe('the three ways to send parameters', () => {
  const values = { Action: 'DescribeVMInstance', Region: 'region-a', Keyword: '财务 & 1', Limit: '3' };

  it('takes a form, JSON with flattened keys and a query alike', async () => {
    const body = signed(simulator, values);
    const typed = { ...Object.fromEntries(body), Limit: 3 };
    const json = await fetch(simulator.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(typed),
    });
    const query = await fetch(`${simulator.url}?${body.toString()}`);
    const form = await post(simulator, body);
    expect(form.RetCode).toBe(0);
    expect(form.Action).toBe('DescribeVMInstanceResponse');
    expect(await json.json()).toEqual(form);
    expect(await query.json()).toEqual(form);
  });

  it('answers 404, 405 and 413 to what is no call at all', async () => {
    const elsewhere = await fetch(simulator.url.replace('/api', '/'));
    const put = await fetch(simulator.url, { method: 'PUT', body: 'x' });
    const large = await fetch(simulator.url, { method: 'POST', body: 'x'.repeat(5 * 1024 * 1024) });
    expect([elsewhere.status, put.status, large.status]).toEqual([404, 405, 413]);
  });

  it('refuses a body that is not JSON, or nested JSON', async () => {
    const send = async (body: string): Promise<unknown> => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(simulator.url, { method: 'POST', headers, body })).json();
    };
    expect(await send('{"Action":')).toMatchObject({ RetCode: 101 });
    expect(await send('{"VMIDs":["a"]}')).toMatchObject({ RetCode: 229, Message: containing('VMIDs') });
  });
});

describe('refusals before the action', () => {
  it('names a missing or unknown action first', async () => {
    expect(await post(simulator, new URLSearchParams())).toMatchObject({ RetCode: 101 });
    expect(await post(simulator, new URLSearchParams({ Action: 'Nope' }))).toMatchObject({ RetCode: 110 });
    expect(await call(simulator, 'toString')).toMatchObject({ RetCode: 110 });
  });

  it('wants a key, a signature, and the right ones', async () => {
    const good = Object.fromEntries(signed(simulator, { Action: 'DescribeRegion' }));
    const send = (change: Values) => post(simulator, new URLSearchParams({ ...good, ...change }));
    expect(await send({ PublicKey: '' })).toMatchObject({ RetCode: 103 });
    expect(await send({ Signature: '' })).toMatchObject({ RetCode: 104 });
    expect(await send({ Signature: '0'.repeat(40) })).toMatchObject({ RetCode: 109 });
    expect(await send({ PublicKey: 'unknown' })).toMatchObject({ RetCode: 109 });
    expect(await send({ Added: 'later' })).toMatchObject({ RetCode: 109 });
    expect(await send({})).toMatchObject({ RetCode: 0, TotalCount: 2 });
  });
});

describe('refusals of parameters', () => {
  it('wants a region that exists', async () => {
    expect(await call(simulator, 'DescribeVMInstance')).toMatchObject({ RetCode: 102 });
    expect(await list({ Region: 'moon' })).toMatchObject({ RetCode: 200, Message: containing('moon') });
  });

  it.each<[string, Values]>([
    ['Colour', { Colour: 'red' }],
    ['Limit', { Limit: 'ten' }],
    ['Limit', { Limit: '0' }],
    ['Limit', { Limit: '101' }],
    ['Limit', { Limit: '2.5' }],
    ['Offset', { Offset: '-1' }],
    ['SortBy', { SortBy: 'Name' }],
    ['States.1', { 'States.0': 'Running', 'States.1': 'Sleeping' }],
    ['VMIDs', { VMIDs: 'vm-1' }],
    ['VMIDs', { 'VMIDs.1': 'vm-1' }],
    ['HostIP.0', { 'HostIP.0': '192.168.10.11' }],
    ['constructor', { constructor: 'x' }],
  ])('names %s when it is wrong: %j', async (name, values) => {
    const answer = await list(values);
    expect(answer.RetCode).toBe(229);
    expect(answer.Message).toContain(name);
  });

  it('names a missing required parameter', async () => {
    const answer = await call(simulator, 'StartVMInstance', { Region: 'region-a' });
    expect(answer).toMatchObject({ RetCode: 229, Message: containing('VMID') });
  });

  it.each<[string, Values]>([
    ['WithoutMemory', { WithoutMemory: '1' }],
    ['SPName', { SPName: 'has space' }],
    ['SPName', { SPName: 'x'.repeat(51) }],
    ['Remark', { Remark: 'see http://example.com' }],
    ['WithoutMemory', { WithoutDisk: 'true', WithoutMemory: 'true' }],
  ])('keeps the limits of a snapshot: %s in %j', async (name, values) => {
    const answer = await callVm(simulator, 'SaveVMInstance', vmIn(simulator, 'Running'), values);
    expect(answer.RetCode).toBe(229);
    expect(answer.Message).toContain(name);
  });
});

describe('refusals of states', () => {
  it('does not know a VM of another region or tenant', async () => {
    const vm = simulator.vms().find((candidate) => candidate.region === 'region-b');
    const vmId = vm?.vmId ?? '';
    const elsewhere = await call(simulator, 'StartVMInstance', { Region: 'region-a', VMID: vmId });
    const foreign = await callVm(simulator, 'StartVMInstance', vmId, { CompanyID: '1' });
    expect([elsewhere.RetCode, foreign.RetCode]).toEqual([1004, 1004]);
  });

  it.each<[string, string, number, Values?]>([
    ['StartVMInstance', 'Running', 1005],
    ['StartVMInstance', 'Saved', 1005],
    ['StopVMInstance', 'Stopped', 1005],
    ['PoweroffVMInstance', 'Stopped', 1005],
    ['RestartVMInstance', 'Failed', 1005],
    ['StopVMInstance', 'Migrating', 1006],
    ['SaveVMInstance', 'Migrating', 1006],
    ['SaveVMInstance', 'Stopped', 1005, { WithoutMemory: 'false' }],
    ['SaveVMInstance', 'Stopped', 1005, { WithoutDisk: 'true' }],
    ['RestoreVMInstance', 'Running', 1005],
    ['RestoreVMInstance', 'Running', 200, { SPID: 'vmsp-none' }],
    ['DeleteVMSnapshot', 'Running', 229],
    ['DeleteVMSnapshot', 'Running', 200, { SPID: 'vmsp-none' }],
    ['GetVMVNCInfo', 'Stopped', 1005],
    ['GetVMSpiceInfo', 'Saved', 1005],
  ])('%s of a VM that is %s is %i %j', async (action, state, retCode, values = {}) => {
    const answer = await callVm(simulator, action, vmIn(simulator, state), values);
    expect(answer.RetCode).toBe(retCode);
    expect(answer.Message).not.toBe('');
  });
});

describe('the log', () => {
  it('shows what was asked, without key and signature', async () => {
    await list({ Keyword: 'log-me' });
    const entry = simulator.log.find(({ parameters }) => parameters['Keyword'] === 'log-me');
    expect(entry).toMatchObject({ action: 'DescribeVMInstance', retCode: 0, httpStatus: 200 });
    expect(JSON.stringify(simulator.log)).not.toContain(simulator.publicKey);
    expect(entry?.parameters['Signature']).toBe('[redacted]');
  });
});
