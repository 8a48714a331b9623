import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { startHttpProxy } from '../../simulators/proxies/http-proxy.ts';
import type { ProxySimulator } from '../../simulators/proxies/server.ts';
import { startSocks5Server } from '../../simulators/proxies/socks5-server.ts';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import type { ConnectionDraft, ConnectionView } from '../../../shared/model/connection.ts';
import { draftFor, startStack, type Stack } from '../../support/stack.ts';
import { eventually } from '../../support/eventually.ts';

let simulator: Simulator;
let stack: Stack;
const { signal } = new AbortController();

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 150, console: 'builtin' });
  stack = await startStack();
  await stack.create();
});

afterEach(async () => {
  await stack.stop();
  await simulator.stop();
});

async function online(change: Partial<ConnectionDraft>): Promise<ConnectionView> {
  const { id } = await stack.connections.add(draftFor(simulator, change));
  return eventually(() => {
    const view = stack.connections.list().find((one) => one.id === id);
    if (view?.status !== 'online') throw new Error(`${view?.status ?? 'gone'} ${view?.error?.code ?? ''}`);
    return view;
  });
}

function running(): string {
  const known = simulator.vms().find((vm) => vm.state === 'Running');
  const { rows } = stack.inventory.query({
    ...{ text: known?.vmId ?? 'none', states: [], connectionIds: [] },
    ...{ sort: { by: 'name', descending: false }, offset: 0, limit: 1 },
  });
  return rows[0]?.id ?? '';
}

const stopLater = (proxy: ProxySimulator): ProxySimulator => {
  onTestFinished(() => proxy.stop());
  return proxy;
};

/** Opens a console and waits until its server has been asked for through `proxy`. */
async function consoleThrough(proxy: ProxySimulator): Promise<string | undefined> {
  const vmId = running();
  const before = proxy.asks.length;
  stack.consoles.open(vmId, 'vnc');
  const { sessionId } = stack.consoles.connect(vmId);
  await eventually(() => expect(stack.consoles.view(vmId).state).toBe('connecting'));
  stack.consoles.openChannel(vmId, sessionId, 'channel');
  await eventually(() => expect(proxy.asks.length).toBeGreaterThan(before));
  return proxy.asks.at(-1)?.host;
}

it('goes through a proxy with a login, the API and consoles alike', async () => {
  const proxy = stopLater(await startSocks5Server({ login: 'me:planted-word' }));
  const settings = { kind: 'socks5', host: '127.0.0.1', port: proxy.port, user: 'me' } as const;
  const view = await online({ proxy: settings, secrets: { proxyPassword: 'planted-word' } });
  expect(view.vmCount).toBe(simulator.vms().length);
  expect(await consoleThrough(proxy)).toBe('127.0.0.1');
  expect(proxy.breaches).toEqual([]);
  expect(JSON.stringify([stack.log, stack.connections.list()])).not.toContain('planted');
  expect(readFileSync(`${stack.folder}/vault.vmdeck`).includes('planted')).toBe(false);
});

it('reaches consoles where the connection says', async () => {
  const names = { 'consoles.test': '127.0.0.1' };
  const proxy = stopLater(await startHttpProxy({ names }));
  const settings = { kind: 'http', host: '127.0.0.1', port: proxy.port, user: '' } as const;
  await online({ proxy: settings, consoleHost: 'consoles.test' });
  expect(await consoleThrough(proxy)).toBe('consoles.test');
});

it('asks the next address while the first does not answer', async () => {
  const view = await online({ url: 'http://127.0.0.1:9/api', otherUrls: [simulator.url] });
  expect(view.vmCount).toBe(simulator.vms().length);
  const dead = { url: 'http://127.0.0.1:9/api', otherUrls: ['http://127.0.0.1:7/api'], name: 'Dead' };
  await expect(stack.connections.test(null, draftFor(simulator, dead), signal)).rejects.toMatchObject({
    code: 'net.no-endpoint',
    params: { hosts: '127.0.0.1:9, 127.0.0.1:7' },
  });
});

it('keeps a connection that is switched off without asking its cloud anything', async () => {
  const view = await online({});
  const { length } = simulator.log;
  const off = draftFor(simulator, { disabled: true, privateKey: null });
  await expect(stack.connections.update(view.id, off)).resolves.toMatchObject({ status: 'disabled', vmCount: 0 });
  expect(() => stack.connections.provider(view.id)).toThrow(expect.objectContaining({ code: 'connection.disabled' }));
  await stack.vault.lock();
  await stack.unlock('correct horse battery staple');
  expect(stack.connections.list()).toMatchObject([{ status: 'disabled' }]);
  expect(simulator.log.length).toBe(length);
  await stack.connections.update(view.id, { ...off, disabled: false });
  await eventually(() => expect(stack.connections.list()[0]?.status).toBe('online'));
});
