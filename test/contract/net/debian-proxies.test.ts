import { afterEach, describe, expect, it } from 'vitest';
import type { Proxy } from '../../../electron/net/route.ts';
import { startMicrosocks, startTinyproxy } from '../../support/debian-proxies.ts';
import { Servers } from '../../unit/electron/providers/http/servers.ts';
import { call, failureOf, fingerprint, loginOf, pem, routeOf } from './support.ts';

const servers = new Servers();
afterEach(() => servers.close());

const login = { user: 'someone', password: 'planted-word' };
const ownAuthority = { kind: 'authorities', pem: pem('ca') } as const;

const proxies = [
  ['Tinyproxy, by CONNECT', 'http', (ports: readonly number[]) => startTinyproxy(login, ports)],
  ['Microsocks, by SOCKS5', 'socks5', () => startMicrosocks(login)],
] as const;

describe.each(proxies)('%s', (_, kind, start) => {
  const through = (port: number, password = login.password): Proxy => ({
    ...{ kind, host: '127.0.0.1', port },
    login: loginOf(login.user, password),
  });

  it('carries plain and encrypted calls', async () => {
    const plain = await servers.http((__, response) => response.end('{"way":"plain"}'));
    const secure = await servers.https('trusted', (__, response) => response.end('{"way":"secure"}'));
    const port = await start([Number(plain.port), Number(secure.port)]);
    const route = routeOf(ownAuthority, through(port));
    expect(await call(plain, route)).toEqual({ way: 'plain' });
    expect(await call(secure, route)).toEqual({ way: 'secure' });
  });

  it('does not stand between a certificate and who judges it', async () => {
    const url = await servers.https('self-signed', (__, response) => response.end('{}'));
    const port = await start([Number(url.port)]);
    expect(await failureOf(call(url, routeOf(ownAuthority, through(port))))).toMatchObject({ code: 'tls.self-signed' });
    const pin = { kind: 'pinned', fingerprints: [fingerprint('self-signed')] } as const;
    expect(await call(url, routeOf(pin, through(port)))).toEqual({});
  });

  it('refuses a wrong password, which is told without it', async () => {
    const url = await servers.http((__, response) => response.end('{}'));
    const port = await start([Number(url.port)]);
    const error = await failureOf(call(url, routeOf(ownAuthority, through(port, 'planted-wrong'))));
    expect(error).toMatchObject({ code: 'proxy.login', params: { proxy: '127.0.0.1' } });
    expect(JSON.stringify([error, String((error as Error).stack)])).not.toContain('planted');
  });

  it('finds nobody behind a closed port', async () => {
    const nowhere = await servers.nowhere();
    const port = await start([Number(nowhere.port)]);
    expect(await failureOf(call(nowhere, routeOf(ownAuthority, through(port))))).toMatchObject({
      code: 'proxy.refused',
    });
  });
});

it('Tinyproxy refuses ports that it does not serve', async () => {
  const url = await servers.http((_, response) => response.end('{}'));
  const port = await startTinyproxy(login, [1]);
  const proxy: Proxy = { kind: 'http', host: '127.0.0.1', port, login: loginOf(login.user, login.password) };
  expect(await failureOf(call(url, routeOf(ownAuthority, proxy)))).toMatchObject({
    code: 'proxy.refused',
    detail: { code: 'HTTP 403' },
  });
});
