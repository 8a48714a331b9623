import { describe, expect, it } from 'vitest';
import { socketSource } from '../../../../electron/consoles/byte-reader.ts';
import { openSocket } from '../../../../electron/consoles/transport.ts';
import { directRoute } from '../../../../electron/net/route.ts';
import { realClock } from './support/clock.ts';
import { deliveries, serve } from './support/server.ts';

const direct = { route: directRoute, limitMs: 10_000 };
const never = new AbortController().signal;
const open = (port: number) => openSocket({ host: '127.0.0.1', port }, { ...direct, clock: realClock }, never);

describe('socketSource', () => {
  it.each(deliveries)('gives exact pieces and leaves the rest to the next reader (%s)', async (delivery) => {
    const sent = Buffer.from(Array.from({ length: 300 }, (_, index) => index % 251));
    const server = await serve(async (peer) => {
      await peer.write(sent);
      peer.socket.end();
    }, delivery);
    const socket = await open(server.port);
    const source = socketSource(socket);
    const first = await source.read(12, never);
    const second = await source.read(1, never);
    await server.played;
    const chunks: Uint8Array[] = [];
    const ended = new Promise((resolve) => socket.once('end', resolve));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.resume();
    await ended;
    expect(Buffer.concat([first, second, ...chunks])).toEqual(sent);
    expect([first.length, second.length]).toEqual([12, 1]);
  });

  it('can read more than the socket buffers by itself', async () => {
    const server = await serve((peer) => peer.write(Buffer.alloc(1_000_000, 7)));
    const bytes = await socketSource(await open(server.port)).read(1_000_000, never);
    expect(Buffer.compare(bytes, Buffer.alloc(1_000_000, 7))).toBe(0);
  });

  it.each(['end', 'reset'] as const)('says that the server left too early (%s)', async (how) => {
    const server = await serve(async (peer) => {
      await peer.write('abc');
      if (how === 'end') peer.socket.end();
      else peer.socket.resetAndDestroy();
    });
    const source = socketSource(await open(server.port));
    await expect(source.read(4, never)).rejects.toMatchObject({ code: 'console.handshake-ended' });
    await expect(source.read(1, never)).rejects.toMatchObject({ code: 'console.handshake-ended' });
  });

  it('loses nothing when a read is given up', async () => {
    const server = await serve(async (peer) => {
      await peer.write('ab');
      await peer.read(1);
      await peer.write('cd');
    });
    const socket = await open(server.port);
    const source = socketSource(socket);
    const control = new AbortController();
    const reading = source.read(4, control.signal);
    control.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    socket.write('x');
    expect(Buffer.from(await source.read(4, never)).toString()).toBe('abcd');
  });
});
