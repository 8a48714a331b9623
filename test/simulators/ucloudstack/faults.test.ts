import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect } from 'node:net';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { parseFault } from '../machinery/faults.ts';
import { startUCloudStackSimulator, type Simulator } from './index.ts';
import { call, callVm, describeVm, signed, vmIn } from '../ucloud/test-caller.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 150, console: 'builtin' });
});
afterEach(() => simulator.faults.clear());
afterAll(() => simulator.stop());

const raw = (signal?: AbortSignal): Promise<Response> =>
  fetch(simulator.url, {
    method: 'POST',
    body: signed(simulator, { Action: 'DescribeRegion' }),
    ...(signal === undefined ? {} : { signal }),
  });

describe('the notation', () => {
  it('reads kind, value, action and times', () => {
    expect(parseFault('html:502@DescribeVMInstance*1')).toEqual({
      kind: 'html',
      value: 502,
      action: 'DescribeVMInstance',
      times: 1,
    });
    expect(parseFault('hang')).toEqual({ kind: 'hang' });
    expect(parseFault('http-error:429:7')).toEqual({ kind: 'http-error', value: 429, retryAfter: 7 });
    expect(() => parseFault('gremlin')).toThrow(/gremlin/);
  });
});

describe('answers', () => {
  it('can be HTML, once', async () => {
    simulator.faults.add({ kind: 'html', value: 502, times: 1 });
    const first = await raw();
    expect(first.status).toBe(502);
    expect(await first.text()).toContain('<html>');
    expect((await raw()).status).toBe(200);
  });

  it('can be cut, huge or a RetCode', async () => {
    simulator.faults.add({ kind: 'truncated-json', times: 1 });
    await expect((await raw()).json()).rejects.toThrow(SyntaxError);
    simulator.faults.add({ kind: 'huge-body', value: 3, times: 1 });
    expect((await (await raw()).text()).length).toBe(3 * 1024 * 1024 + 2);
    simulator.faults.add({ kind: 'ret-code', value: 199, action: 'DescribeRegion' });
    expect(await call(simulator, 'DescribeRegion')).toMatchObject({ RetCode: 199, Action: 'DescribeRegionResponse' });
    expect(await call(simulator, 'ListUSBs', { Region: 'region-a' })).toMatchObject({ RetCode: 0 });
  });

  it('can ask to come again later', async () => {
    simulator.faults.addAll('http-error:429:7*1,http-error*1');
    const busy = await raw();
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7']);
    const down = await raw();
    expect([down.status, down.headers.get('retry-after')]).toEqual([503, null]);
    expect((await raw()).status).toBe(200);
  });

  it('can want a new login', async () => {
    simulator.faults.addAll('login-expired*1,login-expired:172*1');
    expect(await call(simulator, 'DescribeRegion')).toMatchObject({ RetCode: 20011 });
    expect(await call(simulator, 'DescribeRegion')).toMatchObject({ RetCode: 172 });
    expect(await call(simulator, 'DescribeRegion')).toMatchObject({ RetCode: 0 });
  });

  it('can break off in the middle of the body, with the work done', async () => {
    const vmId = vmIn(simulator, 'Running');
    simulator.faults.add({ kind: 'reset-mid-body', action: 'StopVMInstance', times: 1 });
    const region = simulator.vms().find((vm) => vm.vmId === vmId)?.region ?? '';
    const body = signed(simulator, { Action: 'StopVMInstance', Region: region, VMID: vmId });
    const response = await fetch(simulator.url, { method: 'POST', body });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
    expect(simulator.vms().find((vm) => vm.vmId === vmId)?.state).toMatch(/^Stop/);
  });

  it('can fail to come', async () => {
    const remove = simulator.faults.add({ kind: 'hang' });
    await expect(raw(AbortSignal.timeout(200))).rejects.toThrow(/timeout/);
    remove();
    simulator.faults.add({ kind: 'reset', times: 1 });
    await expect(raw()).rejects.toThrow('fetch failed');
    const vmId = vmIn(simulator, 'Stopped');
    simulator.faults.add({ kind: 'lost-answer', times: 1 });
    await expect(callVm(simulator, 'StartVMInstance', vmId)).rejects.toThrow('fetch failed');
    expect(simulator.vms().find((vm) => vm.vmId === vmId)?.state).toBe('Starting');
  });

  it('can tell of work as accepted and give it up', async () => {
    simulator.faults.addAll('fail@StartVMInstance*1,fail@DeleteVMInstance*1');
    const vmId = vmIn(simulator, 'Stopped');
    const state = () => simulator.vms().find((vm) => vm.vmId === vmId)?.state;
    for (const [action, via] of [
      ['StartVMInstance', 'Starting'],
      ['DeleteVMInstance', 'Deleting'],
    ] as const) {
      expect(await callVm(simulator, action, vmId)).toMatchObject({ RetCode: 0 });
      expect(state()).toBe(via);
      simulator.finish();
      expect(state()).toBe('Stopped');
    }
    await callVm(simulator, 'StartVMInstance', vmId);
    simulator.finish();
    expect(state()).toBe('Running');
  });

  it('can be late', async () => {
    simulator.faults.add({ kind: 'latency', value: 250, times: 1 });
    const before = performance.now();
    await raw();
    expect(performance.now() - before).toBeGreaterThanOrEqual(240);
  });
});

describe('the fleet', () => {
  it('can be told in ways no document knows', async () => {
    simulator.faults.addAll('unknown-state,extra-fields,missing-name');
    const info = await describeVm(simulator, vmIn(simulator, 'Running'));
    expect(info).toMatchObject({ State: 'Quiescing', FutureField: expect.anything() as unknown });
    expect(info).not.toHaveProperty('Name');
  });

  it('can be told with wrong types', async () => {
    simulator.faults.add({ kind: 'wrong-types', times: 1 });
    const vmId = vmIn(simulator, 'Running');
    expect(await describeVm(simulator, vmId)).toMatchObject({
      VMID: vmId,
      Name: 42,
      CPU: 'four',
      Memory: null,
      DiskInfos: {},
      IPInfos: 'none',
    });
  });

  it.each([
    ['page-grows:3', 3, 0],
    ['page-shrinks:2', 0, 2],
    ['page-turns:2', 0, 2],
  ])('can shift between two pages: %s', async (fault, repeated, missed) => {
    const page = async (offset: number): Promise<readonly unknown[]> => {
      const values = { Region: 'region-a', Limit: '15', Offset: String(offset) };
      return (await call(simulator, 'DescribeVMInstance', values)).Infos?.map((info) => info['VMID']) ?? [];
    };
    const values = { Region: 'region-a', Limit: '30' };
    const before = (await call(simulator, 'DescribeVMInstance', values)).Infos ?? [];
    simulator.faults.addAll(`${fault}*1`);
    const first = await page(0);
    const second = await page(15);
    expect(second.filter((id) => first.includes(id))).toHaveLength(repeated);
    const seen = new Set([...first, ...second]);
    expect(before.filter((info) => !seen.has(info['VMID']))).toHaveLength(repeated + missed);
  });

  it('can lose a VM between list and inspect', async () => {
    const vmId = vmIn(simulator, 'Running');
    simulator.faults.add({ kind: 'vanish', times: 1 });
    expect(await describeVm(simulator, vmId)).toEqual({});
    expect(simulator.vms().some((vm) => vm.vmId === vmId)).toBe(false);
  });
});

describe('consoles', () => {
  const ticket = async () => (await callVm(simulator, 'GetVMVNCInfo', vmIn(simulator, 'Running'))).Info;
  const firstBytes = (port: number): Promise<string> =>
    new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1');
      socket.on('data', (bytes) => (text += bytes.toString('latin1')));
      socket.on('error', reject);
      socket.on('close', () => resolve(text));
    });

  it('can refuse the connection or leave in the handshake', async () => {
    simulator.faults.add({ kind: 'console-refuse', times: 1 });
    await expect(firstBytes(Number((await ticket())?.['VNCPort']))).rejects.toThrow('ECONNREFUSED');
    simulator.faults.add({ kind: 'console-close', times: 1 });
    expect(await firstBytes(Number((await ticket())?.['VNCPort']))).toBe('RFB 003.0');
  });
});

describe('TLS', () => {
  it('is spoken with the certificate of the fixture, which is trusted only by name', async () => {
    const secure = await startUCloudStackSimulator({ https: true, console: 'builtin', vms: 1 });
    const status = (ca: string | undefined): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const options = ca === undefined ? {} : { ca };
        request(secure.url, options, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end();
      });
    expect(secure.url).toMatch(/^https:/);
    await expect(status(undefined)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(await status(await readFile(secure.certificatePath, 'utf8'))).toBe(200);
    await secure.stop();
  });
});
