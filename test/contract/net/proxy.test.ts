import { createServer } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDialer } from '../../../electron/net/dialer.ts';
import { inspectCertificate } from '../../../electron/net/inspect.ts';
import type { Proxy } from '../../../electron/net/route.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { startHttpProxy } from '../../simulators/proxies/http-proxy.ts';
import { listen, type ProxyOptions, type ProxySimulator } from '../../simulators/proxies/server.ts';
import { startSocks5Server } from '../../simulators/proxies/socks5-server.ts';
import { Servers } from '../../unit/electron/providers/http/servers.ts';
import { call, failureOf, fingerprint, loginOf, never, pem, pinned, routeOf } from './support.ts';

const servers = new Servers();
afterEach(() => servers.close());

const kinds = ['http', 'https', 'socks5'] as const;
type Kind = (typeof kinds)[number];

const system = { kind: 'system' } as const;
const ownAuthority = { kind: 'authorities', pem: pem('ca') } as const;
const tls = { key: pem('test-only-key'), cert: pem('trusted') };
const name = 'cloud.test';
const names = { [name]: '127.0.0.1' };
const password = 'päss:word-planted';

async function start(kind: Kind, options: ProxyOptions = {}): Promise<ProxySimulator> {
  const proxy =
    kind === 'socks5'
      ? await startSocks5Server(options)
      : await startHttpProxy({ ...options, ...(kind === 'https' && { tls }) });
  onTestFinished(async () => {
    await proxy.stop();
    expect(proxy.breaches).toEqual([]);
  });
  return proxy;
}

const proxyAt = (kind: Kind, port: number, login: ReturnType<typeof loginOf> | null = null): Proxy => ({
  ...{ kind, host: '127.0.0.1', port, login },
});

describe.each(kinds)('a proxy of kind %s', (kind) => {
  const trust = kind === 'https' ? ownAuthority : system;

  it('carries calls to a name that only it can resolve', async () => {
    const url = await servers.http((_, response) => response.end('{"through":1}'));
    const proxy = await start(kind, { names });
    url.hostname = name;
    await expect(call(url, routeOf(trust, proxyAt(kind, proxy.port)))).resolves.toEqual({ through: 1 });
    expect(proxy.asks).toEqual([{ host: name, port: Number(url.port), login: null }]);
  });

  it('carries TLS, which is judged as without it', async () => {
    const url = await servers.https('trusted', (_, response) => response.end('{}'));
    const proxy = await start(kind);
    await expect(call(url, routeOf(ownAuthority, proxyAt(kind, proxy.port)))).resolves.toEqual({});
    const failure = failureOf(
      call(await servers.https('expired', () => undefined), routeOf(ownAuthority, proxyAt(kind, proxy.port))),
    );
    expect(await failure).toMatchObject({ code: 'tls.expired', params: { host: '127.0.0.1' } });
  });

  it('is told the login, in UTF-8', async () => {
    const url = await servers.http((_, response) => response.end('{}'));
    const proxy = await start(kind, { login: `someone:${password}` });
    const route = routeOf(trust, proxyAt(kind, proxy.port, loginOf('someone', password)));
    await expect(call(url, route)).resolves.toEqual({});
  });

  it.each([
    ['a wrong login', loginOf('someone', 'planted-wrong')],
    ['none', null],
  ])('that wants a login gets %s only once', async (_, login) => {
    let requests = 0;
    const url = await servers.http(() => (requests += 1));
    const proxy = await start(kind, { login: `someone:${password}` });
    const error = await failureOf(call(url, routeOf(trust, proxyAt(kind, proxy.port, login))));
    expect(error).toMatchObject({ code: 'proxy.login', params: { proxy: '127.0.0.1' } });
    expect(JSON.stringify([error, String((error as Error).stack)])).not.toContain('planted');
    expect(proxy.asks.length).toBeLessThanOrEqual(1);
    expect(requests).toBe(0);
  });

  it('may refuse', async () => {
    const proxy = await start(kind, { forbidden: [name] });
    const error = await failureOf(call(new URL(`http://${name}/api`), routeOf(trust, proxyAt(kind, proxy.port))));
    const code = kind === 'socks5' ? 'SOCKS 2' : 'HTTP 403';
    expect(error).toMatchObject({
      code: 'proxy.refused',
      params: { proxy: '127.0.0.1', host: name },
      detail: { code },
    });
    expect(proxy.asks).toEqual([{ host: name, port: 80, login: null }]);
  });

  it('may find nobody', async () => {
    const proxy = await start(kind);
    const nowhere = await servers.nowhere();
    const error = await failureOf(call(nowhere, routeOf(trust, proxyAt(kind, proxy.port))));
    const code = kind === 'socks5' ? 'SOCKS 5' : 'HTTP 502';
    expect(error).toMatchObject({ code: 'proxy.refused', detail: { code } });
  });

  it('may itself be absent', async () => {
    const nowhere = await servers.nowhere();
    const route = routeOf(trust, proxyAt(kind, Number(nowhere.port)));
    expect(await failureOf(call(new URL('http://cloud.test/'), route))).toMatchObject({
      code: 'proxy.unreachable',
      params: { proxy: '127.0.0.1', port: Number(nowhere.port) },
      detail: { code: 'ECONNREFUSED' },
    });
  });

  it('that is silent is named when the time is up', async () => {
    const silent = await servers.raw(() => undefined);
    const route = routeOf(trust, proxyAt(kind, Number(silent.port)));
    expect(await failureOf(call(new URL('http://cloud.test/'), route, { connectMs: 150 }))).toMatchObject({
      code: 'net.timeout',
      params: { host: '127.0.0.1', seconds: 0.15 },
    });
  });

  it('leaves what the server says first for whoever reads', async () => {
    const greeter = await listen(createServer((socket) => socket.end('RFB 003.008\n')));
    onTestFinished(() => greeter.stop());
    const proxy = await start(kind);
    const options = { route: routeOf(trust, proxyAt(kind, proxy.port)), clock: systemClock, limitMs: 5000 };
    const socket = await createDialer(options)('127.0.0.1', greeter.port, never());
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('RFB 003.008\n');
  });

  it('serves looking at a certificate, and a pin holds through it', async () => {
    const url = await servers.https('self-signed', (_, response) => response.end('{}'));
    url.hostname = name;
    const proxy = await start(kind, { names });
    const route = routeOf(trust, proxyAt(kind, proxy.port));
    const options = { route, clock: systemClock, limitMs: 5000 };
    const { chain } = await inspectCertificate(name, Number(url.port), options, never());
    expect(chain[0]?.sha256).toBe(fingerprint('self-signed'));
    if (kind !== 'https') await expect(call(url, { ...route, trust: pinned('self-signed') })).resolves.toEqual({});
  });
});

describe('what is no proxy', () => {
  it.each([
    ['http', 'SSH-2.0-server\r\n\r\n'],
    ['http', 'x'.repeat(20_000)],
    ['http', ''],
    ['socks5', 'HTTP/1.1 400 Bad request\r\n\r\n'],
    ['socks5', '\x05'],
    ['socks5', '\x05\x01'],
  ] as const)('is told from one of kind %s (%#)', async (kind, words) => {
    const url = await servers.raw((socket) => socket.once('data', () => socket.end(words, 'latin1')));
    const route = routeOf(system, proxyAt(kind, Number(url.port)));
    expect(await failureOf(call(new URL('http://cloud.test/'), route))).toMatchObject({ code: 'proxy.not-proxy' });
  });
});

it.each([
  ['::1', '0:0:0:0:0:0:0:1'],
  ['2001:db8::ff00:42:8329', '2001:db8:0:0:0:ff00:42:8329'],
  ['::ffff:192.0.2.1', '0:0:0:0:0:ffff:c000:201'],
  ['192.0.2.7', '192.0.2.7'],
])('SOCKS5 gets the address %s as bytes', async (host, seen) => {
  const proxy = await start('socks5', { forbidden: [seen] });
  const options = { route: routeOf(system, proxyAt('socks5', proxy.port)), clock: systemClock, limitMs: 5000 };
  expect(await failureOf(createDialer(options)(host, 4711, never()))).toMatchObject({ code: 'proxy.refused' });
  expect(proxy.asks).toEqual([{ host: seen, port: 4711, login: null }]);
});

it('a 401, with which some proxies meet a wrong login, is about the login', async () => {
  const url = await servers.raw((socket) => socket.once('data', () => socket.end('HTTP/1.0 401 Unauthorized\r\n\r\n')));
  const route = routeOf(system, proxyAt('http', Number(url.port), loginOf('someone', 'planted')));
  expect(await failureOf(call(new URL('http://cloud.test/'), route))).toMatchObject({ code: 'proxy.login' });
});

it('CONNECT puts an IPv6 address into brackets', async () => {
  const proxy = await start('http', { forbidden: ['2001:db8::1'] });
  const options = { route: routeOf(system, proxyAt('http', proxy.port)), clock: systemClock, limitMs: 5000 };
  expect(await failureOf(createDialer(options)('2001:db8::1', 443, never()))).toMatchObject({ code: 'proxy.refused' });
});

it('an aborted signal ends the waiting for a proxy with its reason', async () => {
  const abort = new AbortController();
  const reason = new Error('enough');
  const silent = await servers.raw((socket) => socket.once('data', () => abort.abort(reason)));
  const options = { route: routeOf(system, proxyAt('socks5', Number(silent.port))), clock: systemClock, limitMs: 5000 };
  await expect(createDialer(options)('cloud.test', 80, abort.signal)).rejects.toBe(reason);
});
