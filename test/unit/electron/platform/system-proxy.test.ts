import { expect, it } from 'vitest';
import { proxiesOf, systemProxy } from '../../../../electron/platform/system-proxy.ts';

const direct = { kind: 'none' };
const b = { kind: 'http', host: 'b', port: 1, login: null };

it.each([
  ['DIRECT', [direct]],
  ['', [direct]],
  ['PROXY proxy.example:3128; DIRECT', [{ kind: 'http', host: 'proxy.example', port: 3128, login: null }, direct]],
  ['HTTPS proxy.example:443', [{ kind: 'https', host: 'proxy.example', port: 443, login: null }]],
  ['SOCKS5 [::1]:1080;PROXY b:1', [{ kind: 'socks5', host: '::1', port: 1080, login: null }, b]],
  ['SOCKS4 old.example:1080; PROXY b:1', [b]],
  ['SOCKS4 old.example:1080; DIRECT; PROXY b:1', [direct, b]],
  [' ; ', [direct]],
  ['PROXY a:99999; DIRECT', [direct]],
])('of %j the ways that can be gone are %j', (list, ways) => {
  expect(proxiesOf(list)).toEqual(ways);
});

it.each(['SOCKS4 a:1', 'PROXY a', 'PROXY a:0', 'PROXY a:99999', 'ERROR', 'QUIC a:1;', 'DIRECT a:1'])(
  'of %j none can be gone, and directly is not meant',
  (list) => {
    expect(() => proxiesOf(list)).toThrow(expect.objectContaining({ code: 'proxy.unknown' }) as Error);
  },
);

it('tells the kinds alone of ways that nobody knows', async () => {
  const session = { resolveProxy: () => Promise.resolve('SOCKS4 me:pl4nted@a:1; QUIC b:1') };
  const asking = systemProxy(session)({ host: 'cloud.example', port: 443 }, new AbortController().signal);
  await expect(asking).rejects.toMatchObject({ code: 'proxy.unknown', detail: { code: 'SOCKS4, QUIC' } });
});

it('asks the system about the server as one behind TLS', async () => {
  const asked: string[] = [];
  const session = {
    resolveProxy: (url: string) => {
      asked.push(url);
      return Promise.resolve('DIRECT');
    },
  };
  const never = new AbortController().signal;
  await systemProxy(session)({ host: 'cloud.example', port: 8443 }, never);
  await systemProxy(session)({ host: '::1', port: 5900 }, never);
  expect(asked).toEqual(['https://cloud.example:8443/', 'https://[::1]:5900/']);
});
