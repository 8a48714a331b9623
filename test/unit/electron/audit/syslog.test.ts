import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls, { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AuditFolder, type Repair } from '../../../../electron/audit/folder.ts';
import { entryOf, type AuditLine, type LineContent } from '../../../../electron/audit/line.ts';
import { Syslog } from '../../../../electron/audit/syslog.ts';
import { syslogMessage } from '../../../../electron/audit/syslog-message.ts';
import { unsentOf } from '../../../../electron/audit/unsent.ts';
import { systemClock } from '../../../../electron/services/system-clock.ts';
import type { AppError } from '../../../../shared/errors/app-error.ts';
import type { AuditEntry } from '../../../../shared/model/audit.ts';
import { eventually } from '../../../support/eventually.ts';

const origin = { host: 'desk', pid: 7 };
const certificates = join(import.meta.dirname, '..', 'providers', 'http', 'tls');

const entry = (seq: number): AuditEntry => ({
  ...{ seq, at: 1_700_000_000_000, user: 'ann', client: 'app', connection: null, vm: { id: 'v', name: '数据库' } },
  ...{ action: 'vm.start', parameters: {}, outcome: seq % 2 === 0 ? 'done' : 'failed', error: null },
  ...{ durationMs: 5, requestId: null, operationId: 'x' },
});

const { signal } = new AbortController();
/** Its number is given by its place in the log. */
const deed = (action: string): LineContent => ({ ...entry(0), action });

/** Listens, takes frames apart by their octet counts, and keeps what they hold. */
async function listen(make: (onSocket: (socket: Socket) => void) => Server, port = 0) {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const server = make((socket) => {
    let rest = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => {
      rest = Buffer.concat([rest, data]);
      for (;;) {
        const [head = '', length] = /^(\d+) /.exec(rest.subarray(0, 12).toString('latin1')) ?? [];
        if (length === undefined || rest.length < head.length + Number(length)) return;
        messages.push(rest.subarray(head.length, head.length + Number(length)).toString('utf8'));
        rest = rest.subarray(head.length + Number(length));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => void server.close(() => resolve()));
  };
  onTestFinished(stop);
  return { messages, stop, port: (server.address() as AddressInfo).port };
}

const tell = (repair: Repair): LineContent => deed(repair.kind);

async function temporaryLog(): Promise<AuditFolder> {
  const root = await mkdtemp(join(tmpdir(), 'vmdeck-syslog-'));
  onTestFinished(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));
  return new AuditFolder({ folder: join(root, 'audit'), clock: systemClock, rotateAt: 2_000 });
}

interface SenderOptions {
  readonly folder?: AuditFolder;
  readonly ca?: string | null;
  readonly roots?: readonly string[];
  readonly tls?: boolean;
  readonly most?: number;
}

/** Sends what is in a log, where `act` writes. */
async function sender(port: number, { folder, ca = null, roots = [], tls = false, most = 100 }: SenderOptions = {}) {
  const troubles: (AppError | null)[] = [];
  const log = folder ?? (await temporaryLog());
  const syslog = new Syslog({
    ...{ origin, clock: systemClock, most, pause: 20, unsent: unsentOf(log) },
    roots: () => roots,
    target: { host: '127.0.0.1', port, tls, ca },
    onTrouble: (trouble) => troubles.push(trouble),
  });
  onTestFinished(() => syslog.close(10));
  const act = async (...actions: readonly string[]): Promise<void> => {
    const lines = await log.append(actions.map(deed), tell, signal);
    syslog.send(lines.flatMap((text) => entryOf(JSON.parse(text) as AuditLine) ?? []));
  };
  return { syslog, troubles, act, log };
}

/** The actions that a server was told of. */
const actionsIn = (messages: readonly string[]): string[] => messages.map((message) => message.split(' ')[5] ?? '');
const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `vm.${index}`);

it('is a message of RFC 5424, in ASCII, on one line', () => {
  const message = syslogMessage(entry(2), origin);
  expect(message).toMatch(/^<109>1 2023-11-14T22:13:20\.000Z desk VMDeck 7 vm\.start - \{"action":.*\}$/);
  expect(message).toMatch(/^[\x20-\x7e]+$/);
  expect(syslogMessage(entry(1), origin)).toMatch(/^<108>/);
});

it('goes out over TCP, each message counted in octets, and in the order of the log', async () => {
  const server = await listen(createServer);
  const { act } = await sender(server.port);
  for (const action of numbered(30)) await act(action);
  await eventually(() => expect(actionsIn(server.messages)).toEqual(numbered(30)));
});

it('keeps what comes while the server is away, tells of it once, and sends all of it when the server is back', async () => {
  const server = await listen(createServer);
  const { act, troubles } = await sender(server.port, { most: 3 });
  await act('first');
  await eventually(() => expect(server.messages).toHaveLength(1));
  await server.stop();
  await eventually(() => expect(troubles).toHaveLength(1));
  // More than is held in memory, over several files of the log.
  for (const action of numbered(20)) await act(action);
  expect(troubles[0]).toMatchObject({ code: 'audit.syslog-lost', params: { server: `127.0.0.1:${server.port}` } });
  const again = await listen(createServer, server.port);
  await eventually(() => expect(actionsIn(again.messages)).toEqual(numbered(20)));
  expect(troubles.map((trouble) => trouble?.code)).toEqual(['audit.syslog-lost', undefined]);
});

it('sends at the next start what was not sent before, and nothing twice', async () => {
  const server = await listen(createServer);
  const before = await sender(server.port);
  await before.act('a', 'b');
  await before.syslog.close(5_000);
  await server.stop();
  expect(actionsIn(server.messages)).toEqual(['a', 'b']);
  const away = await sender(server.port, { folder: before.log });
  await away.act('c');
  await eventually(() => expect(away.troubles).toHaveLength(1));
  await away.syslog.close(5_000);
  const again = await listen(createServer, server.port);
  // Another program, which has written nothing itself.
  const next = await sender(server.port, { folder: before.log });
  await next.syslog.close(5_000);
  expect(actionsIn(again.messages)).toEqual(['c']);
  const last = await sender(server.port, { folder: before.log });
  await last.syslog.close(5_000);
  expect([actionsIn(again.messages), last.troubles]).toEqual([['c'], []]);
});

it('sends what another program has written meanwhile too', async () => {
  const server = await listen(createServer);
  const { act, log } = await sender(server.port);
  await act('ours');
  await eventually(() => expect(server.messages).toHaveLength(1));
  await log.append([deed('theirs')], tell, signal);
  await act('ours again');
  await eventually(() => expect(actionsIn(server.messages)).toEqual(['ours', 'theirs', 'ours?again']));
});

it('begins anew with a log that was begun anew', async () => {
  const server = await listen(createServer);
  const { act, syslog, log } = await sender(server.port);
  await act(...numbered(5));
  await syslog.close(5_000);
  for (const name of ['audit-000001.jsonl', 'anchor.json']) await rm(join(log.path, name));
  const next = await sender(server.port, {
    folder: new AuditFolder({ folder: log.path, clock: systemClock, rotateAt: 2_000 }),
  });
  await next.act('new');
  await eventually(() => expect(actionsIn(server.messages)).toEqual([...numbered(5), 'new']));
});

it('tells at its end that the time was not enough', async () => {
  const server = await listen((onSocket) => createServer(onSocket));
  // It takes the connection and never answers the handshake.
  const { act, syslog, troubles } = await sender(server.port, { tls: true });
  await act('a');
  await syslog.close(50);
  expect(troubles).toMatchObject([{ code: 'audit.syslog-lost' }]);
});

describe('over TLS', () => {
  const pem = (name: string): Promise<string> => readFile(join(certificates, name), 'utf8');
  const listenTls = async (options: TlsOptions = {}) => {
    const [cert, key] = [await pem('trusted.pem'), await pem('test-only-key.pem')];
    return listen((onSocket) => createTlsServer({ cert, key, ...options }, onSocket));
  };

  it('goes to a server that the given authority vouches for, and to no other', async () => {
    const server = await listenTls();
    const trusting = await sender(server.port, { tls: true, ca: await pem('ca.pem') });
    await trusting.act('trusted');
    await eventually(() => expect(actionsIn(server.messages)).toEqual(['trusted']));
    const strict = await sender(server.port, { tls: true });
    await strict.act('no');
    await eventually(() => expect(strict.troubles).toHaveLength(1));
    expect(server.messages).toHaveLength(1);
  });

  it('goes to one that the authorities of the computer vouch for, unless others are named', async () => {
    const server = await listenTls();
    const roots = [await pem('ca.pem')];
    const { act } = await sender(server.port, { tls: true, roots });
    await act('trusted');
    await eventually(() => expect(actionsIn(server.messages)).toEqual(['trusted']));
    const narrow = await sender(server.port, { tls: true, roots, ca: await pem('self-signed.pem') });
    await narrow.act('no');
    await eventually(() => expect(narrow.troubles).toHaveLength(1));
    expect(server.messages).toHaveLength(1);
  });

  it('is not made lax by the environment', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const server = await listenTls();
    const { act, troubles } = await sender(server.port, { tls: true });
    await act('no');
    await eventually(() => expect(troubles).toHaveLength(1));
    expect(server.messages).toEqual([]);
  });

  it('takes no version before 1.2, whatever the options of Node say', async () => {
    const usual = { min: tls.DEFAULT_MIN_VERSION, ciphers: tls.DEFAULT_CIPHERS };
    onTestFinished(() => void Object.assign(tls, { DEFAULT_MIN_VERSION: usual.min, DEFAULT_CIPHERS: usual.ciphers }));
    // As --tls-min-v1.0 and --tls-cipher-list do.
    Object.assign(tls, { DEFAULT_MIN_VERSION: 'TLSv1', DEFAULT_CIPHERS: 'DEFAULT@SECLEVEL=0' });
    const server = await listenTls({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
    const { act, troubles } = await sender(server.port, { tls: true, ca: await pem('ca.pem') });
    await act('no');
    await eventually(() => expect(troubles).toHaveLength(1));
    expect(server.messages).toEqual([]);
  });
});
