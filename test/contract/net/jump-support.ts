import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, onTestFinished } from 'vitest';
import { createDialer } from '../../../electron/net/dialer.ts';
import { createJump, defaultJumpLimits, type JumpOptions } from '../../../electron/net/jump/jump-host.ts';
import type { NetworkRoute, Proxy, Trust } from '../../../electron/net/route.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { startSshd, type SshServer } from '../../support/sshd.ts';
import { never } from './support.ts';

const started: SshServer[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

export async function sshd(options: Parameters<typeof startSshd>[0] = {}): Promise<SshServer> {
  const server = await startSshd(options);
  started.push(server);
  return server;
}

export const secret = (text: string) => () => Promise.resolve(new Secret(text));
export const keyLogin = (key: string, passphrase = ''): JumpOptions['login'] => ({
  ...{ kind: 'key', key: secret(key), passphrase: secret(passphrase) },
});

/** A route through `server`, with its key pinned and its own login unless something else is said. */
export function through(
  server: SshServer,
  change: Partial<JumpOptions> = {},
  { trust = { kind: 'system' }, proxy = { kind: 'none' } }: { trust?: Trust; proxy?: Proxy } = {},
): NetworkRoute {
  const jump = createJump({
    ...{ jump: { host: server.host, port: server.port }, user: server.user, login: keyLogin(server.key) },
    ...{ hostKey: server.fingerprint('ed25519'), route: { proxy, trust }, clock: systemClock },
    limits: { ...defaultJumpLimits, connectMs: 10_000 },
    ...change,
  });
  onTestFinished(() => jump.close());
  return { trust, proxy, jump };
}

/** A server that sends back what it gets. */
export async function echo(): Promise<{ readonly port: number; readonly sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, sockets };
}

export const dial = (route: NetworkRoute, port: number, signal = never()): Promise<Duplex> =>
  createDialer({ route, clock: systemClock, limitMs: 10_000 })('127.0.0.1', port, signal);

/** At least so many bytes, of a stream that stays open. */
export async function readSome(stream: Duplex, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const take = (chunk: Buffer): void => {
      chunks.push(chunk);
      if (Buffer.concat(chunks).length < bytes) return;
      stream.off('data', take);
      resolve(Buffer.concat(chunks));
    };
    stream.on('data', take);
  });
}

export async function readAll(stream: Duplex): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
