import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Peer } from '../../../electron/net/failures.ts';
import type { ChosenProxy, FixedProxy } from '../../../electron/net/route.ts';
import { findEntrance } from '../../../electron/net/entrance.ts';
import { FailedProxies } from '../../../electron/net/failed-proxies.ts';
import type { Clock } from '../../../shared/util/clock.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { startHttpProxy } from '../../simulators/proxies/http-proxy.ts';
import type { ProxyOptions, ProxySimulator } from '../../simulators/proxies/server.ts';
import { Servers } from '../../unit/electron/providers/http/servers.ts';
import { call, failureOf, loginOf, never, pem, routeOf } from './support.ts';

const servers = new Servers();
afterEach(() => servers.close());

const limitMs = 2000;
const direct: FixedProxy = { kind: 'none' };
const at = (port: number, kind: 'http' | 'https' = 'http', host = '127.0.0.1'): FixedProxy => ({
  ...{ kind, host, port, login: loginOf('someone', 'wrong') },
});
const chosen = (...ways: readonly FixedProxy[]): ChosenProxy => ({
  ...{ kind: 'chosen', choose: () => Promise.resolve(ways), clock: systemClock, limitMs },
  failed: new FailedProxies(systemClock),
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

  it('the first one is told when none can be connected to, with what the last one failed with', async () => {
    const [first, last] = [await servers.nowhere(), await servers.nowhere()].map(({ port }) => Number(port));
    expect(await failureOf(through(await server(), at(first ?? 0), at(last ?? 0)))).toMatchObject({
      code: 'proxy.unreachable',
      params: { port: first },
      detail: { code: 'ECONNREFUSED', message: expect.stringContaining(String(last)) as unknown },
    });
    expect(await failureOf(through(await server(), at(first ?? 0, 'https'), at(last ?? 0)))).toMatchObject({
      params: { proxy: '127.0.0.1', port: first },
    });
  });

  it('a server that only the dead one could reach is not blamed', async () => {
    const dead = Number((await servers.nowhere()).port);
    const unreachable = { code: 'proxy.unreachable', params: { proxy: '127.0.0.1', port: dead } };
    const unknown = new URL(`http://${'x'.repeat(64)}.invalid/`);
    expect(await failureOf(through(unknown, at(dead), direct))).toMatchObject({
      ...unreachable,
      detail: { code: expect.stringMatching(/^(ENOTFOUND|EAI_)/) as unknown },
    });
    expect(await failureOf(through(await servers.nowhere(), at(dead), direct))).toMatchObject({
      ...unreachable,
      detail: { code: 'ECONNREFUSED' },
    });
    expect(await failureOf(through(await servers.nowhere(), direct, at(dead)))).toMatchObject(unreachable);
  });

  it('the first one is told too when the time ends at the last, and its own reason when a caller gives up', async () => {
    const dead = at(Number((await servers.nowhere()).port));
    const target = { host: '127.0.0.1', port: 1 };
    const endingAt = (last: Peer, reason: Error): Promise<unknown> => {
      const stop = new AbortController();
      const waitFor = ({ port }: Peer): void => (port === last.port ? stop.abort(reason) : undefined);
      return failureOf(findEntrance({ proxy: chosen(dead, direct) }, target, waitFor, stop.signal));
    };
    const over = new AppError('net.timeout', { host: target.host, seconds: 1 });
    expect(await endingAt(target, over)).toMatchObject({ code: 'proxy.unreachable', detail: { code: 'net.timeout' } });
    const stopped = new Error('stop');
    expect(await endingAt(target, stopped)).toBe(stopped);
  });

  it('one that failed goes last for five minutes, and is no longer waited for', async () => {
    const [dead, good] = [at(Number((await servers.nowhere()).port)), at((await start()).port)];
    let now = 1_000_000;
    const clock: Clock = { ...systemClock, now: () => now };
    const proxy = { ...chosen(dead, good, direct), clock, failed: new FailedProxies(clock) };
    const tried = async (): Promise<readonly unknown[]> => {
      const waited: unknown[] = [];
      const found = await findEntrance({ proxy }, { host: '127.0.0.1', port: 1 }, (peer) => waited.push(peer), never());
      found.connected?.destroy();
      expect([found.proxy, found.passed]).toEqual([good, [dead]]);
      return waited;
    };
    expect(await tried()).toEqual([dead, good]);
    expect(await tried()).toEqual([good]);
    now += 5 * 60_000 - 1;
    expect(await tried()).toEqual([good]);
    now += 1;
    expect(await tried()).toEqual([dead, good]);
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
