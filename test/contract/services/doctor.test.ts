import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { startSocks5Server } from '../../simulators/proxies/socks5-server.ts';
import { draftFor, startStack, type Stack } from '../../support/stack.ts';
import { pem, startTlsFront } from '../../support/tls-front.ts';
import { connectionDefaults, type ConnectionDraft } from '../../../shared/model/connection.ts';
import type { FixedProxy } from '../../../electron/net/route.ts';
import { doctorVerdict, stepWords } from '../../../shared/i18n/doctor-words.ts';
import { translator } from '../../../shared/i18n/translate.ts';
import type { DoctorProgress, DoctorStep } from '../../../shared/model/doctor.ts';

const { signal } = new AbortController();

const never: DoctorStep = {
  ...{ step: 'console', server: '', state: 'skipped', ms: null, said: null, params: {}, error: null },
};
const hasQemu = ['/usr/bin/qemu-system-x86_64', '/usr/local/bin/qemu-system-x86_64'].some((path) => existsSync(path));

let simulator: Simulator;
let stack: Stack;
let systemProxy: readonly FixedProxy[];

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, console: 'builtin' });
  systemProxy = [{ kind: 'none' }];
  stack = await startStack(undefined, { systemProxy: () => Promise.resolve(systemProxy) });
  await stack.create();
});

afterEach(async () => {
  await stack.stop();
  await simulator.stop();
});

async function examine(change: Partial<ConnectionDraft>): Promise<readonly DoctorStep[]> {
  const { id } = await stack.connections.add(draftFor(simulator, { disabled: true, ...change }));
  const told: DoctorProgress[] = [];
  const { steps } = await stack.connections.examine(id, (progress) => told.push(progress), signal);
  // Each step is told when it begins and when it is over; one that is not tried, only as that.
  expect(told.at(-1)).toEqual({ steps, now: null });
  const ends = new Set(told.flatMap((one) => (one.now === null ? [one.steps.length] : [])));
  expect([...ends]).toEqual(steps.map((_, at) => at + 1));
  expect(told.flatMap(({ now }) => now ?? [])).toEqual(
    steps.filter(({ said }) => said !== 'not-reached').map(({ step, server }) => ({ step, server })),
  );
  // What a list of them is drawn by.
  expect(new Set(steps.map(({ step, server }) => `${step} ${server}`)).size).toBe(steps.length);
  expect(JSON.stringify(steps)).not.toContain(simulator.privateKey);
  return steps;
}

const verdicts = (steps: readonly DoctorStep[]): string[] =>
  steps.map(({ step, state, said, error }) => `${step} ${state} ${said ?? error?.code ?? ''}`);

describe('the doctor', () => {
  it('goes the whole way, of a connection that is switched off too', async () => {
    const steps = await examine({});
    expect(verdicts(steps)).toEqual([
      'name done address-itself',
      'address done answering',
      'tcp done connected',
      'tls warned no-tls',
      'http done http',
      'login done login',
      'permissions done permissions',
      'list done list',
      'console done console',
      'console warned console-refused',
    ]);
    expect(steps.slice(-2).map(({ server }) => server)).toEqual(['VNC', 'SPICE']);
    expect(steps.at(-1)?.error?.detail).toMatchObject({
      code: '202',
      message: expect.stringContaining('no SPICE console') as unknown,
    });
    expect(steps[6]?.params).toEqual({ count: 14 });
    expect(steps.every(({ ms }) => ms !== null)).toBe(true);
  });

  it('stops at a server that does not answer, and goes on to the next', async () => {
    const steps = await examine({ url: 'http://127.0.0.1:9/api', otherUrls: [simulator.url] });
    expect(verdicts(steps).slice(0, 7)).toEqual([
      'name done address-itself',
      'address failed net.refused',
      'tcp skipped not-reached',
      'tls skipped not-reached',
      'http skipped not-reached',
      'name done address-itself',
      'address done answering',
    ]);
    expect(verdicts(steps)).toContain('console done console');
  });

  it('tells a name that nobody knows', async () => {
    const steps = await examine({ url: `http://${'x'.repeat(64)}.invalid/api` });
    expect(verdicts(steps)).toMatchObject([
      'name failed net.unresolved',
      ...Array<unknown>(8).fill(expect.stringMatching(/skipped/)),
    ]);
  });

  it('stops at a certificate that is not believed', async () => {
    const front = await startTlsFront(simulator.url, 'self-signed');
    const steps = await examine({ url: front.url });
    await front.stop();
    expect(verdicts(steps)).toContain('tls failed tls.self-signed');
    expect(verdicts(steps)).toContain('login skipped not-reached');
    expect(simulator.log).toEqual([]);
  });

  it('asks each server for its own certificate alone, in its own time', async () => {
    const front = await startTlsFront(simulator.url, 'self-signed');
    let opened = 0;
    const silent = createServer(() => (opened += 1));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const fingerprints = [new X509Certificate(pem('self-signed')).fingerprint256];
    const steps = await examine({
      ...{ url: front.url, otherUrls: [`https://127.0.0.1:${port}/api`], trust: { kind: 'pinned', fingerprints } },
      limits: { ...connectionDefaults.limits, connectSeconds: 1 },
    });
    await front.stop();
    silent.close();
    const tls = steps.filter(({ step }) => step === 'tls');
    expect(verdicts(tls)).toEqual(['tls done certificate', 'tls failed net.timeout']);
    expect(tls[0]?.ms).toBeLessThan(1000);
    // Its address, its port, its certificate.
    expect(opened).toBe(3);
  });

  it('tries each kind of console that the cloud has', async () => {
    const both = await startUCloudStackSimulator({ vms: 4 });
    onTestFinished(() => both.stop());
    const steps = await examine({ ...draftFor(both), disabled: true, name: 'Both' });
    expect(steps.slice(-2).map(({ server, said }) => `${server} ${said ?? ''}`)).toEqual([
      'VNC console',
      hasQemu ? 'SPICE console' : 'SPICE console-refused',
    ]);
  });

  it('calls it a failure when the cloud gives no console of any kind, in the words of the cloud', async () => {
    simulator.faults.add({ kind: 'ret-code', value: 299, action: 'GetVMVNCInfo' });
    const steps = (await examine({})).filter(({ step }) => step === 'console');
    expect(verdicts(steps)).toEqual(['console failed cloud.refused', 'console failed cloud.bad-state']);
    expect(steps[0]?.error).toMatchObject({ params: { code: 299 }, detail: { code: '299' } });
    expect(steps[1]?.error?.detail?.message).toContain('no SPICE console');
    expect(doctorVerdict({ steps })).toBe('bad');
  });

  it('forgives a refused kind before the one that is given too', async () => {
    const both = await startUCloudStackSimulator({ vms: 4 });
    onTestFinished(() => both.stop());
    both.faults.add({ kind: 'ret-code', value: 299, action: 'GetVMVNCInfo' });
    const steps = (await examine({ ...draftFor(both), disabled: true, name: 'Both' })).slice(-2);
    const refused = hasQemu ? 'warned console-refused' : 'failed cloud.refused';
    expect(verdicts(steps)[0]).toBe(`console ${refused}`);
    expect(stepWords(translator('en'), steps[0] ?? never)[hasQemu ? 1 : 0]).toMatch(/^The cloud refused with code 299/);
  });

  it('tells what is no HTTP, and keys that are refused', async () => {
    const wrong = await examine({ privateKey: 'wrong' });
    expect(verdicts(wrong)).toContain('login failed cloud.bad-credentials');
    expect(verdicts(wrong)).toContain('permissions skipped not-reached');
  });

  it('goes no further once it is given up', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const { id } = await stack.connections.add(
      draftFor(simulator, { disabled: true, url: `http://127.0.0.1:${port}/api` }),
    );
    const stop = new AbortController();
    const begun: string[] = [];
    const examining = stack.connections.examine(
      id,
      ({ now }) => {
        begun.push(now?.step ?? '');
        if (now?.step === 'http') stop.abort();
      },
      stop.signal,
    );
    await expect(examining).rejects.toThrow();
    expect(begun.at(-1)).toBe('http');
    silent.close();
  });

  it('goes through the proxy, and leaves to it what it does', async () => {
    const proxy = await startSocks5Server();
    const settings = { kind: 'socks5', host: '127.0.0.1', port: proxy.port, user: '' } as const;
    const steps = await examine({ proxy: settings });
    expect(verdicts(steps).slice(0, 3)).toEqual([
      'name skipped by-proxy',
      'address skipped by-proxy',
      'tcp done connected-proxy',
    ]);
    expect(verdicts(steps)).toContain('console done console');
    expect(steps[0]?.params).toEqual({ proxy: `127.0.0.1:${proxy.port}` });
    expect(proxy.asks.length).toBeGreaterThan(3);
    await proxy.stop();
  });

  it('goes as the system is set: by itself where that means no proxy', async () => {
    const direct = await examine({ proxy: { kind: 'system' } });
    expect(verdicts(direct).slice(0, 4)).toEqual([
      'proxy done proxy-none',
      'name done address-itself',
      'address done answering',
      'tcp done connected',
    ]);
    const unknown = await examine({
      name: 'Unknown',
      proxy: { kind: 'system' },
      url: `http://${'x'.repeat(64)}.invalid/api`,
    });
    expect(verdicts(unknown)[1]).toBe('name failed net.unresolved');
    const proxy = await startSocks5Server();
    systemProxy = [{ kind: 'socks5', host: '127.0.0.1', port: proxy.port, login: null }];
    const through = await examine({ proxy: { kind: 'system' }, name: 'Other', regions: ['region-a'] });
    await proxy.stop();
    expect(verdicts(through).slice(0, 4)).toEqual([
      'proxy done proxy-chosen',
      'name skipped by-proxy',
      'address skipped by-proxy',
      'tcp done connected-proxy',
    ]);
    expect(through[3]?.params).toEqual({ proxy: `127.0.0.1:${proxy.port}`, port: Number(new URL(simulator.url).port) });
  });

  it('tells by which of the proxies of the system it goes, and which could not be connected to', async () => {
    const dead = { kind: 'http', host: '127.0.0.1', port: 9, login: null } as const;
    const proxy = await startSocks5Server();
    systemProxy = [dead, { kind: 'socks5', host: '127.0.0.1', port: proxy.port, login: null }];
    const next = await examine({ proxy: { kind: 'system' } });
    await proxy.stop();
    expect(verdicts(next).slice(0, 4)).toEqual([
      'proxy warned proxy-chosen-next',
      'name skipped by-proxy',
      'address skipped by-proxy',
      'tcp done connected-proxy',
    ]);
    expect(next[0]?.params).toEqual({ proxy: `127.0.0.1:${proxy.port}`, silent: '127.0.0.1:9' });
    expect(next.filter(({ state }) => state === 'failed')).toEqual([]);
    systemProxy = [dead, { kind: 'none' }];
    const direct = await examine({ proxy: { kind: 'system' }, name: 'Direct', regions: ['region-a'] });
    expect(verdicts(direct).slice(0, 4)).toEqual([
      'proxy warned proxy-none-next',
      'name done address-itself',
      'address done answering',
      'tcp done connected',
    ]);
    expect(direct.filter(({ state }) => state === 'failed')).toEqual([]);
  });

  it('says that it goes by a proxy only where it does, and names the direct way in words', async () => {
    const dead = { kind: 'http', host: '127.0.0.1', port: 9, login: null } as const;
    systemProxy = [dead, { ...dead, port: 10 }];
    const none = await examine({ proxy: { kind: 'system' } });
    expect(verdicts(none).slice(0, 2)).toEqual(['proxy failed proxy.unreachable', 'name skipped not-reached']);
    expect(none[0]?.error?.params).toEqual({ proxy: '127.0.0.1', port: 9 });
    const proxy = await startSocks5Server();
    systemProxy = [{ kind: 'none' }, { kind: 'socks5', host: '127.0.0.1', port: proxy.port, login: null }];
    const nowhere = 'http://127.0.0.1:9/api';
    const [next] = await examine({ proxy: { kind: 'system' }, name: 'Next', url: nowhere });
    await proxy.stop();
    expect(next?.said).toBe('proxy-chosen-next');
    expect(stepWords(translator('en'), next ?? never).join()).toMatch(
      /could not be connected to: direct connection\.$/,
    );
    expect(stepWords(translator('zh-CN'), next ?? never).join()).toMatch(/：直接连接。$/);
  });

  it('tells two addresses of one server apart', async () => {
    const steps = await examine({ otherUrls: [`${simulator.url}2`] });
    const servers = [...new Set(steps.flatMap(({ server, step }) => (step === 'http' ? [server] : [])))];
    expect(servers).toEqual([simulator.url, `${simulator.url}2`]);
  });

  it('holds nothing of what stands behind the question mark of an address, and goes to each once', async () => {
    const { url } = simulator;
    const steps = await examine({
      otherUrls: [url.replace('http:', 'HTTP:'), `${url}?page=pl4nted`, `${url}?zone=pl4nted`],
    });
    expect(steps.flatMap(({ server, step }) => (step === 'http' ? [server] : []))).toEqual([
      ...[url, `${url} (2)`, `${url} (3)`],
    ]);
    expect(JSON.stringify(steps)).not.toContain('pl4nted');
  });
});
