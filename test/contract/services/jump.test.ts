import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startSocks5Server } from '../../simulators/proxies/socks5-server.ts';
import { connectionHandlers } from '../../../electron/ipc/handlers/connections.ts';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { startSshd, type SshServer } from '../../support/sshd.ts';
import { draftFor, stackPassword, startStack, type Stack } from '../../support/stack.ts';
import { startTlsFront } from '../../support/tls-front.ts';
import { everyEntry } from '../../../shared/model/audit.ts';
import type { ConnectionDraft, ConnectionView } from '../../../shared/model/connection.ts';
import type { ConnectionJump } from '../../../shared/model/jump.ts';
import { eventually } from '../../support/eventually.ts';

let simulator: Simulator;
let server: SshServer;
let stack: Stack;
const { signal } = new AbortController();

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, transitionMs: 150, console: 'builtin' });
  server = await startSshd();
  stack = await startStack();
  await stack.create();
});

afterEach(async () => {
  await stack.stop();
  await server.stop();
  await simulator.stop();
});

const keyOf = (): string => `ssh-ed25519 ${server.fingerprint('ed25519')}`;

const draft = (jump: Partial<ConnectionJump> = {}, change: Partial<ConnectionDraft> = {}): ConnectionDraft => {
  const { host, port, user } = server;
  return draftFor(simulator, {
    jump: { host, port, user, login: 'key', hostKey: keyOf(), ...jump },
    secrets: { jumpKey: server.key },
    ...change,
  });
};

const view = (): ConnectionView | undefined => stack.connections.list()[0];
const status = (wanted: ConnectionView['status']) =>
  eventually(() => expect([view()?.status, view()?.error?.code]).toEqual([wanted, view()?.error?.code]));

async function online(change: Partial<ConnectionDraft> = {}): Promise<string> {
  const { id } = await stack.connections.add(draft({}, change));
  await status('online');
  return id;
}

function running(): string {
  const known = simulator.vms().find((vm) => vm.state === 'Running');
  const { rows } = stack.inventory.query({
    ...{ text: known?.vmId ?? 'none', states: [], connectionIds: [] },
    ...{ sort: { by: 'name', descending: false }, offset: 0, limit: 1 },
  });
  return rows[0]?.id ?? '';
}

/** Opens a VNC console and waits until its server answers through the jump host. */
async function openConsole(): Promise<void> {
  const vmId = running();
  stack.consoles.open(vmId, 'vnc');
  const { sessionId } = stack.consoles.connect(vmId);
  await eventually(() => expect(stack.consoles.view(vmId).state).toBe('connecting'));
  stack.consoles.openChannel(vmId, sessionId, 'channel');
  await eventually(() => expect(stack.consoles.view(vmId).state).toBe('authenticating'));
}

describe('a connection with a jump host', () => {
  it('carries its API and its consoles through one login, and keeps the key out of sight', async () => {
    await online();
    expect(view()?.vmCount).toBe(14);
    await openConsole();
    expect(server.accepted).toBe(1);
    const [, secret = ''] = server.key.split('\n');
    expect(JSON.stringify([stack.log, stack.connections.list(), stack.views])).not.toContain(secret);
    expect(readFileSync(`${stack.folder}/vault.vmdeck`).includes(secret)).toBe(false);
  });

  it('goes to it through its proxy', async () => {
    const proxy = await startSocks5Server();
    onTestFinished(() => proxy.stop());
    await online({ proxy: { kind: 'socks5', host: '127.0.0.1', port: proxy.port, user: '' } });
    expect(proxy.asks).toMatchObject([{ port: server.port }]);
  });

  it('shows the key of another one through a proxy with a login, before what is said to it is entered again', async () => {
    const proxy = await startSocks5Server({ login: 'me:planted-word' });
    onTestFinished(() => proxy.stop());
    const settings = { kind: 'socks5', host: '127.0.0.1', port: proxy.port, user: 'me' } as const;
    const secrets = { jumpKey: server.key, proxyPassword: 'planted-word' };
    const { id } = await stack.connections.add(draft({}, { proxy: settings, secrets, disabled: true }));
    const another = draft({ user: 'somebody' }, { proxy: settings, secrets: {}, privateKey: null });
    expect(await stack.connections.hostKey(id, another, signal)).toMatchObject({ key: keyOf(), problem: null });
    await expect(stack.connections.test(id, { ...another, privateKey: 'key' }, signal)).rejects.toMatchObject({
      code: 'connection.jump-secret-needed',
    });
  });

  it('comes back by itself when it was lost', async () => {
    const id = await online();
    server.kill();
    await stack.connections.refresh(id, signal);
    expect(view()).toMatchObject({ status: 'online', error: null });
    expect(server.accepted).toBe(2);
  });

  it('leaves it at a lock, when it is switched off, and when it is removed', async () => {
    const id = await online();
    await openConsole();
    await stack.vault.lock();
    await eventually(() => expect(server.open).toBe(0));
    await stack.unlock(stackPassword);
    await status('online');
    await stack.connections.update(id, draft({}, { disabled: true, privateKey: null, secrets: {} }));
    await eventually(() => expect(server.open).toBe(0));
    await stack.connections.update(id, draft({}, { privateKey: null, secrets: {} }));
    await status('online');
    await stack.connections.remove(id);
    await eventually(() => expect(server.open).toBe(0));
    expect(server.accepted).toBe(3);
  });
});

describe('a host key that nobody has confirmed', () => {
  it('is a stop at which nothing is sent, is shown, and is trusted when a person says so', async () => {
    const { id } = await stack.connections.add(draft({ hostKey: null }));
    await status('failed');
    expect(view()?.error).toMatchObject({ code: 'jump.host-key-unknown', params: { actual: keyOf() } });
    const shown = await stack.connections.hostKey(id, null, signal);
    const { host, port } = server;
    expect(shown).toMatchObject({
      host,
      port,
      key: keyOf(),
      accepted: false,
      problem: { code: 'jump.host-key-unknown' },
    });
    expect(server.log()).not.toContain('Accepted');
    await stack.connections.trustHostKey(id, keyOf(), signal);
    await status('online');
    expect(view()?.settings.jump?.hostKey).toBe(keyOf());
    const filter = { ...everyEntry, text: 'connection.trust-host-key' };
    const { rows } = await stack.audit.query({ filter, offset: 0, limit: 1 }, signal);
    expect(rows[0]?.parameters).toEqual({ key: keyOf(), host: `${host}:${port}` });
  });

  it('is shown for a draft, before anything is kept', async () => {
    await expect(stack.connections.hostKey(null, draft({ hostKey: null }), signal)).resolves.toMatchObject({
      accepted: false,
    });
    await expect(stack.connections.hostKey(null, draft(), signal)).resolves.toMatchObject({ accepted: true });
    await expect(stack.connections.hostKey(null, draftFor(simulator), signal)).resolves.toBeNull();
    await expect(stack.connections.test(null, draft({ hostKey: null }), signal)).rejects.toMatchObject({
      code: 'jump.host-key-unknown',
    });
    await expect(stack.connections.test(null, draft(), signal)).resolves.toMatchObject({ vmCount: 14 });
    await eventually(() => expect(server.open).toBe(0));
  });
});

it('lets a page trust no host key that main has not been shown, and use no stored secret for it', async () => {
  const noFile = () => Promise.resolve(null);
  const ask = connectionHandlers({
    ...{ ...stack, tellExamination: () => undefined, chooseFile: noFile, chooseExisting: noFile },
  });
  const context = { signal, sender: { key: 'main', allows: () => true } };
  const { id } = await stack.connections.add(draft({ hostKey: null }));
  const wanted = draft({}, { privateKey: null, secrets: {} });
  const unseen = { code: 'connection.pin-unseen', params: { sha256: keyOf() } };
  for (const call of ['connections.update', 'connections.test'] as const)
    await expect(ask[call]({ id, draft: wanted }, context)).rejects.toMatchObject(unseen);
  await expect(stack.connections.update(id, wanted)).rejects.toMatchObject({ code: 'connection.key-needed' });
  const shown = await stack.connections.certificates(id, { ...wanted, url: 'https://127.0.0.1:1' }, signal);
  expect(shown).toMatchObject([{ problem: { code: 'connection.jump-secret-needed' } }]);
  expect(server.log()).not.toContain('Accepted');
  await ask['connections.host-key']({ id, draft: wanted }, context);
  await ask['connections.update']({ id, draft: wanted }, context);
  await status('online');
});

it('stops at a host key that has changed, until the new one is trusted', async () => {
  const id = await online();
  const before = keyOf();
  const next = server.newKey('ed25519');
  await server.showKeys(next);
  server.kill();
  stack.connections.sync(id);
  await status('failed');
  const now = (await stack.connections.hostKey(id, null, signal))?.key ?? '';
  expect(view()?.error).toMatchObject({ code: 'jump.host-key-changed', params: { expected: before, actual: now } });
  await expect(stack.connections.trustHostKey(id, before, signal)).rejects.toMatchObject({
    code: 'jump.host-key-changed',
  });
  await stack.connections.trustHostKey(id, now, signal);
  await status('online');
});

it('looks at certificates from behind the jump host', async () => {
  const front = await startTlsFront(simulator.url, 'self-signed');
  onTestFinished(() => front.stop());
  const shown = await stack.connections.certificates(null, draft({}, { url: front.url }), signal);
  expect(shown).toMatchObject([{ accepted: false, problem: { code: 'tls.self-signed' } }]);
  expect(server.accepted).toBe(1);
  await eventually(() => expect(server.open).toBe(0));
});

describe('the doctor', () => {
  const examine = async (jump: Partial<ConnectionJump>): Promise<readonly string[]> => {
    const { id } = await stack.connections.add(draft(jump, { disabled: true }));
    const { steps } = await stack.connections.examine(id, () => undefined, signal);
    return steps.map(({ step, state, said, error }) => `${step} ${state} ${said ?? error?.code ?? ''}`);
  };

  it('goes through the jump host, and leaves to it what it does', async () => {
    expect(await examine({})).toEqual([
      ...['jump done jump', 'name skipped by-jump', 'address skipped by-jump', 'tcp done connected-jump'],
      ...['tls warned no-tls', 'http done http', 'login done login', 'permissions done permissions'],
      ...['list done list', 'console done console', 'console warned console-refused'],
    ]);
    expect(server.accepted).toBe(1);
    await eventually(() => expect(server.open).toBe(0));
  });

  it('puts an IPv6 address into brackets', async () => {
    const { id } = await stack.connections.add(draft({ host: '::1', hostKey: null }, { disabled: true }));
    const { steps } = await stack.connections.examine(id, () => undefined, signal);
    expect(steps[0]).toMatchObject({ step: 'jump', server: `[::1]:${server.port}`, state: 'failed' });
  });

  it.each([
    ['the host key', { hostKey: null }, 'jump.host-key-unknown'],
    ['the port', { port: 9 }, 'jump.unreachable'],
    ['the user', { user: 'nobody-here' }, 'jump.login'],
  ] as const)('stops where %s is wrong', async (_, jump, code) => {
    const steps = await examine(jump);
    expect(steps[0]).toBe(`jump failed ${code}`);
    expect(steps.slice(1)).toHaveLength(9);
    expect(steps.slice(1).every((step) => step.endsWith('skipped not-reached'))).toBe(true);
  });
});
