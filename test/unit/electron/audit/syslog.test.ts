import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Syslog } from '../../../../electron/audit/syslog.ts';
import { syslogMessage } from '../../../../electron/audit/syslog-message.ts';
import { systemClock } from '../../../../electron/services/system-clock.ts';
import type { AppError } from '../../../../shared/errors/app-error.ts';
import type { AuditEntry } from '../../../../shared/model/audit.ts';

const origin = { host: 'desk', pid: 7 };
const certificates = join(import.meta.dirname, '..', 'providers', 'http', 'tls');

const entry = (seq: number): AuditEntry => ({
  ...{ seq, at: 1_700_000_000_000, user: 'ann', client: 'app', connection: null, vm: { id: 'v', name: '数据库' } },
  ...{ action: 'vm.start', parameters: {}, outcome: seq % 2 === 0 ? 'done' : 'failed', error: null },
  ...{ durationMs: 5, requestId: null, operationId: 'x' },
});

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

function sender(port: number, tls: { readonly ca: string | null } | null = null, most = 100) {
  const troubles: (AppError | null)[] = [];
  const syslog = new Syslog({
    ...{ origin, clock: systemClock, most, pause: 20 },
    target: { host: '127.0.0.1', port, tls: tls !== null, ca: tls?.ca ?? null },
    onTrouble: (trouble) => troubles.push(trouble),
  });
  onTestFinished(() => syslog.close(10));
  return { syslog, troubles };
}

it('is a message of RFC 5424, in ASCII, on one line', () => {
  const message = syslogMessage(entry(2), origin);
  expect(message).toMatch(/^<109>1 2023-11-14T22:13:20\.000Z desk VMDeck 7 vm\.start - \{"action":.*\}$/);
  expect(message).toMatch(/^[\x20-\x7e]+$/);
  expect(syslogMessage(entry(1), origin)).toMatch(/^<108>/);
});

it('goes out over TCP, each message counted in octets', async () => {
  const server = await listen(createServer);
  const { syslog } = sender(server.port);
  syslog.send([entry(1), entry(2), entry(3)]);
  await vi.waitFor(() => expect(server.messages).toEqual([1, 2, 3].map((seq) => syslogMessage(entry(seq), origin))));
});

it('keeps what comes while the server is away, tells of it once, and sends it when the server is back', async () => {
  const server = await listen(createServer);
  const { syslog, troubles } = sender(server.port, null, 3);
  syslog.send([entry(1)]);
  await vi.waitFor(() => expect(server.messages).toHaveLength(1));
  await server.stop();
  await vi.waitFor(() => expect(troubles).toHaveLength(1));
  syslog.send([entry(2), entry(3), entry(4), entry(5)]);
  expect(troubles[0]).toMatchObject({ code: 'audit.syslog-lost', params: { host: '127.0.0.1' } });
  const again = await listen(createServer, server.port);
  await vi.waitFor(() => expect(again.messages).toHaveLength(3), 10_000);
  // The oldest made room for the newest.
  expect(again.messages[0]).toBe(syslogMessage(entry(3), origin));
  expect(troubles.map((trouble) => trouble?.code)).toEqual(['audit.syslog-lost', undefined]);
});

it('goes over TLS to a server that the given authority vouches for, and to no other', async () => {
  const [cert, key, ca] = await Promise.all(
    ['trusted.pem', 'test-only-key.pem', 'ca.pem'].map((name) => readFile(join(certificates, name), 'utf8')),
  );
  const server = await listen((onSocket) => createTlsServer({ cert, key }, onSocket));
  const trusting = sender(server.port, { ca: ca ?? '' });
  trusting.syslog.send([entry(2)]);
  await vi.waitFor(() => expect(server.messages).toHaveLength(1), 10_000);
  const strict = sender(server.port, { ca: null });
  strict.syslog.send([entry(4)]);
  await vi.waitFor(() => expect(strict.troubles).toHaveLength(1), 10_000);
  expect(server.messages).toHaveLength(1);
});

it('hands over what waits when it is closed', async () => {
  const server = await listen(createServer);
  const { syslog } = sender(server.port);
  syslog.send([entry(1), entry(2)]);
  await syslog.close(2_000);
  await vi.waitFor(() => expect(server.messages).toHaveLength(2));
});
