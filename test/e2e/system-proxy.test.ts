import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHttpProxy } from '../simulators/proxies/http-proxy.ts';
import type { ProxySimulator } from '../simulators/proxies/server.ts';
import { startUCloudStackSimulator, type Simulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { createVault } from '../support/journeys.ts';

/** Names that no resolver knows: only a proxy can reach them. */
const cloud = 'cloud.invalid';
const guarded = 'guarded.invalid';
const names = { [cloud]: '127.0.0.1', [guarded]: '127.0.0.1' };

let simulator: Simulator;
let proxy: ProxySimulator;
let strict: ProxySimulator;
let scripts: Server;
let scriptsPort: number;

/** Looks up a name as scripts do: one that cannot is told apart by the answers that it then gives. */
const script = (): string => `
function FindProxyForURL(url, host) {
  if (!dnsResolve('localhost')) return 'PROXY 127.0.0.1:9';
  if (host === '${cloud}') return 'PROXY 127.0.0.1:${proxy.port}';
  if (host === '${guarded}') return 'PROXY 127.0.0.1:${strict.port}; DIRECT';
  return 'DIRECT';
}`;

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, console: 'builtin' });
  [proxy, strict] = await Promise.all([startHttpProxy({ names }), startHttpProxy({ names, login: 'me:word' })]);
  scripts = createServer((request, response) => {
    response.setHeader('content-type', 'application/x-ns-proxy-autoconfig');
    response.end(request.url === '/proxy.pac' ? script() : 'function FindProxyForURL( {{{ no script');
  });
  await new Promise<void>((resolve) => scripts.listen(0, '127.0.0.1', resolve));
  scriptsPort = (scripts.address() as AddressInfo).port;
});

afterAll(async () => {
  await Promise.all([proxy.stop(), strict.stop(), simulator.stop()]);
  await new Promise((resolve) => scripts.close(resolve));
});

/** Starts the app on a computer whose settings name a script; on Linux without a desktop these are variables. */
async function launchWith(address: string): Promise<RunningApp> {
  const env = { auto_proxy: address, XDG_CURRENT_DESKTOP: '', DESKTOP_SESSION: '' };
  const app = await launchApp({ env });
  await createVault(app.main);
  await app.main.getByTestId('connection-form').waitFor();
  return app;
}

/** Tries a connection that goes through whatever the system says, to the cloud under this name. */
async function tryCloud({ main }: RunningApp, host: string): Promise<void> {
  const form = main.getByTestId('connection-form');
  const section = form.getByTestId('section-network');
  if ((await section.getAttribute('open')) === null) await section.locator('summary').click();
  await form.locator('[name=proxy]').selectOption('system');
  const url = new URL(simulator.url);
  url.hostname = host;
  const texts = { name: 'Lab', url: url.href, publicKey: simulator.publicKey, privateKey: simulator.privateKey };
  for (const [field, value] of Object.entries(texts)) await form.locator(`[name=${field}]`).fill(value);
  await main.getByTestId('connection-test').click();
}

const works = ({ main }: RunningApp): Promise<void> =>
  main
    .getByTestId('connection-test-result')
    .getByText(/14 VMs/)
    .waitFor();
const failure = ({ main }: RunningApp, code: string): Locator =>
  main.locator(`.error-notice[data-code="${code}"]`).first();

const hosts = ({ asks }: ProxySimulator): readonly string[] => [...new Set(asks.map(({ host }) => host))];

describe('a script that the system names', () => {
  it('is fetched by name, may look names up, and decides for each server', async () => {
    const app = await launchWith(`http://localhost:${scriptsPort}/proxy.pac`);
    await tryCloud(app, cloud);
    await works(app);
    expect(hosts(proxy)).toEqual([cloud]);
    await tryCloud(app, '127.0.0.1');
    await works(app);
    expect(hosts(proxy)).toEqual([cloud]);
    await tryCloud(app, guarded);
    await failure(app, 'proxy.login').waitFor();
    expect(await failure(app, 'proxy.login').innerText()).not.toMatch(/\{\w+\}/);
    expect(strict.asks).not.toEqual([]);
    await app.stop();
  });

  it.each([
    ['garbage', () => `http://localhost:${scriptsPort}/garbage.pac`],
    ['gone', () => 'http://localhost:9/proxy.pac'],
  ])('that is %s means directly, as browsers have it', async (_, address) => {
    const app = await launchWith(address());
    await tryCloud(app, '127.0.0.1');
    await works(app);
    await tryCloud(app, cloud);
    await failure(app, 'net.unresolved').waitFor();
    await app.stop();
  });
});
