import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openSocket } from '../../../../electron/consoles/transport.ts';
import { directRoute } from '../../../../electron/net/route.ts';
import { HandClock, realClock } from './support/clock.ts';
import { serve } from './support/server.ts';

const direct = { route: directRoute, limitMs: 10_000 };
const never = new AbortController().signal;

describe('openSocket', () => {
  it('connects and leaves what the server says in the socket', async () => {
    const server = await serve(async (peer) => {
      await peer.write('hello');
      peer.socket.end();
    });
    const clock = new HandClock();
    const socket = await openSocket({ host: '127.0.0.1', port: server.port }, { ...direct, clock }, never);
    await server.played;
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.resume();
    await once(socket, 'close');
    expect(Buffer.concat(chunks).toString()).toBe('hello');
    expect(clock.asleep).toBe(0);
  });

  it('names a refused port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    await expect(openSocket({ host: '127.0.0.1', port }, { ...direct, clock: realClock }, never)).rejects.toMatchObject(
      {
        code: 'net.refused',
        params: { host: '127.0.0.1', port },
      },
    );
  });

  it.each([`${'x'.repeat(64)}.invalid`, 'x'.repeat(300)])('names a host that nobody can know (%s)', async (host) => {
    await expect(openSocket({ host, port: 1 }, { ...direct, clock: realClock }, never)).rejects.toMatchObject({
      code: 'net.unresolved',
      params: { host },
    });
  });

  it('names an address to which TCP cannot go', async () => {
    await expect(
      openSocket({ host: '224.0.0.1', port: 5900 }, { ...direct, clock: realClock }, never),
    ).rejects.toMatchObject({
      code: 'net.unreachable',
    });
  });

  it('gives up after its limit', async () => {
    const server = await serve(() => Promise.resolve());
    const clock = { now: () => 0, sleep: () => Promise.resolve() };
    await expect(
      openSocket({ host: '127.0.0.1', port: server.port }, { ...direct, clock }, never),
    ).rejects.toMatchObject({
      code: 'net.timeout',
      params: { host: '127.0.0.1', seconds: 10 },
    });
  });

  it('stops when it is told to, before and during', async () => {
    const server = await serve(() => Promise.resolve());
    const endpoint = { host: '127.0.0.1', port: server.port };
    await expect(openSocket(endpoint, { ...direct, clock: realClock }, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    const control = new AbortController();
    const opening = openSocket(endpoint, { ...direct, clock: realClock }, control.signal);
    control.abort();
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
  });
});
