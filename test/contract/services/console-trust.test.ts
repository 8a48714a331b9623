import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConnectionDraft } from '../../../shared/model/connection.ts';
import type { ConsoleKind } from '../../../shared/model/vm.ts';
import { connectionHandlers } from '../../../electron/ipc/handlers/connections.ts';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { draftFor, startStack, type Stack } from '../../support/stack.ts';
import { eventually } from '../../support/eventually.ts';

const { signal } = new AbortController();
const other = Array<string>(32).fill('AB').join(':');
let simulator: Simulator;
let stack: Stack;
let sha256: string;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, transitionMs: 150, consoleTls: true });
  sha256 = new X509Certificate(readFileSync(simulator.certificatePath)).fingerprint256;
  stack = await startStack();
  await stack.create();
});

afterEach(async () => {
  await stack.stop();
  await simulator.stop();
});

async function online(change: Partial<ConnectionDraft> = {}): Promise<string> {
  const { id } = await stack.connections.add(draftFor(simulator, change));
  await eventually(() => expect(stack.connections.list()[0]?.status).toBe('online'));
  return id;
}

const theVm = (): string => {
  const name = simulator.vms().find((vm) => vm.state === 'Running')?.vmId ?? 'none';
  const query = { text: name, states: [], connectionIds: [], offset: 0, limit: 1 };
  return stack.inventory.query({ ...query, sort: { by: 'name', descending: false } }).rows[0]?.id ?? '';
};

/** Opens a console and its first byte channel. */
async function openConsole(kind: ConsoleKind): Promise<string> {
  const vmId = theVm();
  stack.consoles.open(vmId, kind);
  const { sessionId } = stack.consoles.connect(vmId);
  await eventually(() => expect(stack.consoles.view(vmId).state).toBe('connecting'));
  stack.consoles.openChannel(vmId, sessionId, 'channel');
  return vmId;
}

/** The window has been told that the server let it in. */
async function isOpened(): Promise<void> {
  const port = stack.channels.at(-1);
  if (port === undefined) throw new Error('no channel was opened');
  const [message] = (await once(port, 'message')) as [unknown];
  expect(message).toEqual({ t: 'open' });
}

async function failure(kind: ConsoleKind): Promise<string | undefined> {
  const vmId = await openConsole(kind);
  await eventually(() => expect(stack.consoles.view(vmId).state).toBe('closed'));
  const { error } = stack.consoles.view(vmId);
  stack.consoles.windowClosed(vmId);
  return error?.code;
}

it('keeps for a look what a console showed to the doctor, and tells its fingerprint', async () => {
  const id = await online();
  const { steps } = await stack.connections.examine(id, () => undefined, signal);
  expect(steps.find(({ server }) => server === 'VNC')).toMatchObject({
    step: 'console',
    error: { code: 'tls.self-signed', detail: { message: `SHA-256 ${sha256}` } },
  });
  const servers = await stack.connections.certificates(id, null, signal);
  expect(servers).toMatchObject([{ about: 'console', host: '127.0.0.1', accepted: false }]);
  await stack.connections.trust(id, sha256, signal);
  const again = await stack.connections.examine(id, () => undefined, signal);
  expect(again.steps.find(({ server }) => server === 'VNC')).toMatchObject({ step: 'console', state: 'done' });
});

it.each([
  ['vnc', {}],
  ['spice', { consoleTls: 'always' }],
] as const)(
  'asks about the certificate of a console (%s), and believes it of that host from then on',
  async (kind, change) => {
    const id = await online(change);
    expect(await failure(kind)).toBe('tls.self-signed');
    const servers = await stack.connections.certificates(id, null, signal);
    expect(servers).toMatchObject([
      {
        about: 'console',
        host: '127.0.0.1',
        accepted: false,
        problem: { code: 'tls.self-signed' },
        chain: [{ sha256 }],
      },
    ]);
    const { length } = simulator.log;
    const { settings, status } = await stack.connections.trust(id, sha256, signal);
    expect(settings).toMatchObject({ trust: { kind: 'system' }, consolePins: [{ host: '127.0.0.1', sha256 }] });
    // Nothing is read anew for it: the console can be opened at once.
    expect([status, simulator.log.length]).toEqual(['online', length]);
    expect(await stack.connections.certificates(id, null, signal)).toMatchObject([{ accepted: true, problem: null }]);
    await openConsole(kind);
    await isOpened();
  },
);

it.each(['127.0.0.1', '127.1'])(
  'stops at a console that shows another certificate than %s is known by',
  async (host) => {
    const id = await online({ consolePins: [{ host, sha256: other }] });
    expect(await failure('vnc')).toBe('tls.changed');
    const [server] = await stack.connections.certificates(id, null, signal);
    expect(server).toMatchObject({ about: 'console', problem: { params: { expected: other, actual: sha256 } } });
    await stack.connections.trust(id, sha256, signal);
    expect(stack.connections.list()[0]?.settings.consolePins).toEqual([{ host: '127.0.0.1', sha256 }]);
  },
);

it('believes a console that the trust of the connection vouches for, without a question', async () => {
  const id = await online({ trust: { kind: 'authorities', pem: readFileSync(simulator.certificatePath, 'utf8') } });
  await openConsole('vnc');
  await isOpened();
  expect(await stack.connections.certificates(id, null, signal)).toEqual([]);
});

it('is spoken of by the doctor', async () => {
  const id = await online();
  const consoleStep = async () =>
    (await stack.connections.examine(id, () => undefined, signal)).steps.find(({ server }) => server === 'VNC');
  expect(await consoleStep()).toMatchObject({ step: 'console', state: 'failed', error: { code: 'tls.self-signed' } });
  const { settings } = stack.connections.list()[0] ?? {};
  if (settings === undefined) throw new Error('no connection');
  const consolePins = [{ host: '127.0.0.1', sha256 }];
  await stack.connections.update(id, { ...settings, consolePins, privateKey: simulator.privateKey, secrets: {} });
  expect(await consoleStep()).toMatchObject({ step: 'console', state: 'done', said: 'console-tls' });
});

it('lets a page pin what a console has shown to main for its host, without the key, and nothing else', async () => {
  const noFile = () => Promise.resolve(null);
  const ask = connectionHandlers({
    ...{ ...stack, tellExamination: () => undefined, chooseFile: noFile, chooseExisting: noFile },
  });
  const context = { signal, sender: { key: 'main', allows: () => true } };
  const id = await online();
  expect(await failure('vnc')).toBe('tls.self-signed');
  const { settings } = stack.connections.list()[0] ?? {};
  if (settings === undefined) throw new Error('no connection');
  const pin = (host: string, one: string) => {
    const draft = { ...settings, consolePins: [{ host, sha256: one }], privateKey: null, secrets: {} };
    return ask['connections.update']({ id, draft }, context);
  };
  for (const [host, one] of [['127.0.0.1', other] as const, ['elsewhere.example', sha256] as const])
    await expect(pin(host, one)).rejects.toMatchObject({ code: 'connection.pin-unseen', params: { sha256: one } });
  await expect(pin('127.0.0.1', sha256)).resolves.toMatchObject({ id });
  await openConsole('vnc');
  await isOpened();
});

it('pins nothing that no console has shown, and forgets at a lock what was shown', async () => {
  const id = await online();
  expect(await failure('vnc')).toBe('tls.self-signed');
  await expect(stack.connections.trust(id, other, signal)).rejects.toMatchObject({ code: 'tls.changed' });
  await stack.vault.lock();
  await stack.unlock('correct horse battery staple');
  expect(await stack.connections.certificates(id, null, signal)).toEqual([]);
});
