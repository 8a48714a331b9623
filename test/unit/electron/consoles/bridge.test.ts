import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { HandClock } from './support/clock.ts';
import { askForPassword, playViewer, u32 } from './support/rfb.ts';
import { serve, type Peer } from './support/server.ts';
import { openSession, type Session } from './support/session.ts';

const mebibyte = 1024 * 1024;
const limits = { pauseAt: mebibyte, resumeAt: mebibyte / 4 };

type Options = Omit<Parameters<typeof openSession>[0], 'kind' | 'port'>;

/** A connected session; `script` goes on where ClientInit has been read. */
async function connected(script: (peer: Peer) => Promise<void>, options: Options = {}) {
  const server = await serve(async (peer) => {
    await askForPassword(peer);
    await peer.write(u32(0));
    await peer.read(1);
    await script(peer);
  });
  const session: Session = openSession({ kind: 'vnc', port: server.port, ...options });
  await playViewer(session.window);
  return { session, window: session.window, played: server.played };
}

const waitForEnd = (peer: Peer): Promise<void> => peer.gone();

describe('a connected bridge', () => {
  it('carries bytes both ways, complete, in order and within its bounds', async () => {
    const size = 24 * mebibyte;
    const down = pattern(size, 251);
    const up = pattern(3 * mebibyte, 241);
    const { window, played } = await connected(
      async (peer) => {
        const writing = peer.write(down);
        expect(Buffer.compare(await peer.read(up.length), up)).toBe(0);
        await writing;
      },
      { limits },
    );
    for (let at = 0; at < up.length; at += 50_000) window.send(up.subarray(at, at + 50_000));
    expect(Buffer.compare(await window.read(size), down)).toBe(0);
    await played;
    expect(window.maxInFlight).toBeLessThanOrEqual(mebibyte + 64 * 1024);
    expect(window.strayBytes).toBe(0);
    const sent = 12 + 1 + 1 + up.length;
    await window.until(() => window.acknowledgedToWindow === sent);
  });

  it('stops reading a server whose window does not keep up, and goes on when it does', async () => {
    const size = 16 * mebibyte;
    const echo = Buffer.alloc(64, 3);
    const heard = new AbortController();
    const { window } = await connected(
      async (peer) => {
        void peer.write(Buffer.alloc(size, 9));
        await peer.read(echo.length);
        heard.abort();
      },
      { limits, acknowledge: false },
    );
    await window.until(() => window.inFlight >= mebibyte);
    window.send(echo);
    if (!heard.signal.aborted) await once(heard.signal, 'abort');
    expect(window.inFlight).toBeLessThanOrEqual(mebibyte + 64 * 1024);
    const stopped = window.inFlight;
    window.acknowledge(stopped - mebibyte / 4);
    await window.until(() => window.total > stopped);
    while (window.total < size) {
      window.acknowledge(window.inFlight);
      const before = window.total;
      await window.until(() => window.total > before);
    }
    expect(window.maxInFlight).toBeLessThanOrEqual(mebibyte + 64 * 1024);
  });

  it('acknowledges only what the system has taken, and cuts off a window that floods', async () => {
    const { session, window } = await connected((peer) => once(peer.socket, 'close').then(() => undefined), {
      limits: { unsentAt: 16 * mebibyte, closingMs: 50 },
    });
    const chunk = Buffer.alloc(mebibyte, 1);
    for (let sent = 0; sent < 40; sent += 1) window.send(chunk);
    expect(await session.ended).toMatchObject({ code: 'console.lost' });
    expect(window.acknowledgedToWindow).toBeLessThan(40 * mebibyte);
  });

  it('tells the window that the server closed, after its last bytes', async () => {
    const last = pattern(2 * mebibyte, 13);
    const { session, window } = await connected(async (peer) => {
      await peer.write(last);
      peer.socket.end();
    });
    expect(Buffer.compare(await window.read(last.length), last)).toBe(0);
    expect(await window.closing()).toEqual({
      t: 'close',
      error: { code: 'console.closed-by-server', params: {}, detail: null },
    });
    expect((await session.ended)?.code).toBe('console.closed-by-server');
    await window.until(() => window.portClosed);
    expect(session.states).toEqual(['connecting', 'authenticating', 'connected', 'closed']);
  });

  it('tells a broken connection from a closed one', async () => {
    const { session } = await connected((peer) => {
      peer.socket.resetAndDestroy();
      return Promise.resolve();
    });
    expect(await session.ended).toEqual({ code: 'console.lost', params: {}, detail: { code: 'ECONNRESET' } });
  });

  it.each(['says so', 'is destroyed'])('gives the server the last bytes of a window that %s', async (how) => {
    const last = pattern(3 * mebibyte, 17);
    let received: Buffer = Buffer.alloc(0);
    const { session, window, played } = await connected(async (peer) => {
      await peer.write(Buffer.alloc(mebibyte));
      received = await peer.rest();
    });
    window.send(last);
    if (how === 'says so') window.post({ t: 'close' });
    else window.destroy();
    expect(await session.ended).toBeNull();
    await played;
    expect(Buffer.compare(received, last)).toBe(0);
    expect(session.states.at(-1)).toBe('closed');
  });

  it('waits only so long for a server that does not take the last bytes', async () => {
    const clock = new HandClock();
    const { session, window } = await connected((peer) => once(peer.socket, 'close').then(() => undefined), { clock });
    window.send(Buffer.alloc(16 * mebibyte));
    window.post({ t: 'close' });
    await clock.elapse(1_000);
    expect(await session.ended).toBeNull();
  });

  it.each([
    ['an unknown message', { t: 'exec' }],
    ['a text', 'hello'],
    ['an acknowledgement of bytes that were never sent', { t: 'ack', bytes: 10_000_000 }],
  ])('cuts off a window that sends %s', async (_, message) => {
    const { session, window, played } = await connected(waitForEnd);
    window.post(message);
    expect(await session.ended).toMatchObject({ code: 'ipc.invalid-input' });
    expect((await window.closing()).error?.code).toBe('ipc.invalid-input');
    await played;
  });

  it('ends at once and without an error when it is told to', async () => {
    const { session, window } = await connected(waitForEnd);
    session.abort();
    expect(await session.ended).toBeNull();
    expect(await window.closing()).toEqual({ t: 'close', error: null });
    await window.until(() => window.portClosed);
  });

  it('passes on why it was told to end', async () => {
    const { session, window } = await connected(waitForEnd);
    session.abort(new AppError('vault.locked'));
    expect((await session.ended)?.code).toBe('vault.locked');
    expect((await window.closing()).error?.code).toBe('vault.locked');
  });
});

describe('a bridge that does not get that far', () => {
  it('says where it could not go', async () => {
    const server = await serve(() => Promise.resolve());
    const session = openSession({ kind: 'vnc', host: `${'x'.repeat(64)}.invalid`, port: server.port });
    expect(await session.ended).toMatchObject({ code: 'net.unresolved' });
    expect(session.states).toEqual(['connecting', 'closed']);
  });

  it.each(['vnc', 'spice'] as const)(
    'lets go of the server when the window leaves in the handshake (%s)',
    async (kind) => {
      const server = await serve(waitForEnd);
      const session = openSession({ kind, port: server.port });
      session.window.destroy();
      expect(await session.ended).toBeNull();
    },
  );

  it('cuts off a window that floods the handshake', async () => {
    const server = await serve(waitForEnd);
    const session = openSession({ kind: 'vnc', port: server.port });
    for (let sent = 0; sent < 3; sent += 1) session.window.send(Buffer.alloc(32 * 1024));
    expect(await session.ended).toMatchObject({ code: 'ipc.invalid-input' });
  });

  it('reports what it cannot explain and shows only the id', async () => {
    const session = openSession({ kind: 'vnc', port: 70_000 });
    expect(await session.ended).toEqual({ code: 'internal', params: { reportId: 'report-1' }, detail: null });
    expect(session.reported).toHaveLength(1);
  });
});

function pattern(length: number, modulus: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = at % modulus;
  return bytes;
}
