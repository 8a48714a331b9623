import { expect, it } from 'vitest';
import { environmentProxy } from '../../../../electron/cli/environment-proxy.ts';

const never = new AbortController().signal;
const choose = async (environment: Record<string, string>, host = 'cloud.example', port = 443) => {
  const [proxy, ...others] = await environmentProxy(environment)({ host, port }, never);
  if (proxy === undefined || others.length > 0) throw new Error('not one');
  return proxy;
};

it.each([
  [{}, { kind: 'none' }],
  [{ HTTPS_PROXY: 'http://proxy.example:3128' }, { kind: 'http', host: 'proxy.example', port: 3128, login: null }],
  [{ https_proxy: 'proxy.example' }, { kind: 'http', host: 'proxy.example', port: 80, login: null }],
  [{ ALL_PROXY: 'socks5h://[::1]' }, { kind: 'socks5', host: '::1', port: 1080, login: null }],
  [
    { ALL_PROXY: 'socks5://a:1', HTTPS_PROXY: 'https://b' },
    { kind: 'https', host: 'b', port: 443, login: null },
  ],
])('the environment %j says %j', async (environment, proxy) => {
  expect(await choose(environment)).toEqual(proxy);
});

it('may name a login, whose parts may be escaped', async () => {
  const proxy = await choose({ HTTPS_PROXY: 'http://me%40home:p%3Aw@proxy.example:3128' });
  if (proxy.kind === 'none' || proxy.login === null) throw new Error('no login');
  expect(proxy.login.user).toBe('me@home');
  expect((await proxy.login.password()).reveal()).toBe('p:w');
});

it.each([
  ['*', 'cloud.example', 443],
  ['other, .example', 'cloud.example', 443],
  ['cloud.example', 'CLOUD.example', 443],
  ['*.example', 'cloud.example', 443],
  ['cloud.example', 'cloud.example.', 443],
  ['.example.', 'cloud.example', 443],
  ['10.0.0.7', '10.0.0.7', 5900],
  ['cloud.example:8443', 'cloud.example', 8443],
  ['10.0.0.7:5900', '10.0.0.7', 5900],
  ['::1', '::1', 443],
  ['[::1]', '::1', 443],
  ['[fd00::5]:443', 'fd00::5', 443],
  ['fd00:0::5', 'fd00::5', 443],
  ['2001:db8::/32', '2001:db8::a', 443],
  ['a.example,10.0.0.0/8', '10.1.2.3', 443],
])('exempts by %s', async (list, host, port) => {
  const environment = { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: list };
  expect(await choose(environment, host, port)).toEqual({ kind: 'none' });
});

it.each(['notcloud.example', 'cloud.example:80', 'loud.example', ''])('does not exempt by %j', async (list) => {
  const environment = { HTTPS_PROXY: 'http://proxy.example:3128', no_proxy: list };
  expect(await choose(environment)).toMatchObject({ kind: 'http' });
});

it.each([
  ['10.0.0.0/8', '11.0.0.1'],
  ['10.0.0.0/8', '10.example'],
  ['2001:db8::/32', '2001:db9::1'],
  ['::/0', '10.0.0.1'],
  ['[fd00::5]:8443', 'fd00::5'],
  ['fd00::', 'fd00::5'],
])('does not exempt by %s the address %s', async (list, host) => {
  const environment = { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: list };
  expect(await choose(environment, host)).toMatchObject({ kind: 'http' });
});

it.each(['ftp://proxy.example', 'http://', 'http://proxy.example:99999'])('refuses %s', async (address) => {
  await expect(choose({ HTTPS_PROXY: address })).rejects.toMatchObject({ code: 'proxy.unreachable' });
});

it('takes a percent sign that begins no character as it is', async () => {
  const proxy = await choose({ HTTPS_PROXY: 'http://100%:5%25%@proxy.example' });
  if (proxy.kind === 'none' || proxy.login === null) throw new Error('no login');
  expect([proxy.login.user, (await proxy.login.password()).reveal()]).toEqual(['100%', '5%25%']);
});
