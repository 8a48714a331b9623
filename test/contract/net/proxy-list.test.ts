import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { FixedProxy, Proxy } from '../../../electron/net/route.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { startHttpProxy } from '../../simulators/proxies/http-proxy.ts';
import type { ProxyOptions, ProxySimulator } from '../../simulators/proxies/server.ts';
import { Servers } from '../../unit/electron/providers/http/servers.ts';
import { call, failureOf, loginOf, pem, routeOf } from './support.ts';

const servers = new Servers();
afterEach(() => servers.close());

const limitMs = 2000;
const direct: FixedProxy = { kind: 'none' };
const at = (port: number, kind: 'http' | 'https' = 'http', host = '127.0.0.1'): FixedProxy => ({
  ...{ kind, host, port, login: loginOf('someone', 'wrong') },
});
const chosen = (...ways: readonly FixedProxy[]): Proxy => ({
  ...{ kind: 'chosen', choose: () => Promise.resolve(ways), clock: systemClock, limitMs },
});

async function start(options: Parameters<typeof startHttpProxy>[0] & ProxyOptions = {}): Promise<ProxySimulator> {
  const proxy = await startHttpProxy(options);
  onTestFinished(() => proxy.stop());
  return proxy;
}

const server = (): Promise<URL> => servers.http((_, response) => response.end('{"reached":1}'));
const through = (url: URL, ...ways: readonly FixedProxy[]): Promise<unknown> =>
  call(url, routeOf({ kind: 'system' }, chosen(...ways)), { connectMs: limitMs });

describe('of several proxies', () => {
  it('the next is gone by when one refuses TCP', async () => {
    const dead = Number((await servers.nowhere()).port);
    const proxy = await start();
    await expect(through(await server(), at(dead), at(proxy.port), direct)).resolves.toEqual({ reached: 1 });
    expect(proxy.asks).toHaveLength(1);
  });

  it('the next is gone by when the name of one is not known', async () => {
    const unknown = at(3128, 'http', `${'x'.repeat(64)}.invalid`);
    await expect(through(await server(), unknown, direct)).resolves.toEqual({ reached: 1 });
  });

  it('the next is gone by when one does not answer in its share of the time', async () => {
    // TEST-NET-1 (RFC 5737): nobody answers there, or nothing leads there.
    await expect(through(await server(), at(3128, 'http', '192.0.2.1'), direct)).resolves.toEqual({ reached: 1 });
  });

  it('the last one is told when none can be connected to', async () => {
    const [first, last] = [await servers.nowhere(), await servers.nowhere()].map(({ port }) => Number(port));
    expect(await failureOf(through(await server(), at(first ?? 0), at(last ?? 0)))).toMatchObject({
      code: 'proxy.unreachable',
      params: { port: last },
    });
  });

  it('a refused login is final', async () => {
    const proxy = await start({ login: 'someone:right' });
    expect(await failureOf(through(await server(), at(proxy.port), direct))).toMatchObject({ code: 'proxy.login' });
  });

  it('a certificate that is not believed is final', async () => {
    const proxy = await start({ tls: { key: pem('test-only-key'), cert: pem('self-signed') } });
    const failure = await failureOf(through(await server(), at(proxy.port, 'https'), direct));
    expect(failure).toMatchObject({ code: expect.stringMatching(/^tls\./) as unknown });
  });
});
