import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { answerChallenge } from '../../../../../electron/consoles/vnc/des.ts';
import { HandClock } from '../support/clock.ts';
import { askForPassword, challenge, playViewer, reason, serverInit, u32 } from '../support/rfb.ts';
import { deliveries, serve, type Peer } from '../support/server.ts';
import { openSession } from '../support/session.ts';

const answer = answerChallenge(challenge, 'sesame');
const open = (port: number) => openSession({ kind: 'vnc', port });
/** A script's refusal, as the session's end shows it. */
const endOf = async (script: (peer: Peer) => Promise<void>) => {
  const server = await serve(async (peer) => {
    await script(peer);
    peer.socket.end();
  });
  const session = open(server.port);
  const error = await session.ended;
  await session.window.closing();
  expect(session.window.closed?.error).toEqual(error);
  expect(session.window.opened).toBe(false);
  expect(session.states).not.toContain('connected');
  return error;
};

describe('the VNC handshake', () => {
  describe.each(deliveries)('delivered as %s', (delivery) => {
    it('authenticates in main and shows the viewer a server without security', async () => {
      const server = await serve(async (peer) => {
        expect(await askForPassword(peer)).toEqual(answer);
        await peer.write(u32(0));
        expect(await peer.read(1)).toEqual(Buffer.of(1));
        await peer.write(serverInit);
        expect(await peer.read(4)).toEqual(Buffer.from('keys'));
      }, delivery);
      const session = open(server.port);
      const version = await session.window.read(12);
      expect(session.window.opened).toBe(true);
      expect(version.toString()).toBe('RFB 003.008\n');
      session.window.send(version);
      expect(await session.window.read(2)).toEqual(Buffer.of(1, 1));
      session.window.send(Buffer.of(1));
      expect(await session.window.read(4)).toEqual(u32(0));
      session.window.send(Buffer.of(1));
      expect(await session.window.read(serverInit.length)).toEqual(serverInit);
      session.window.send(Buffer.from('keys'));
      await server.played;
      expect(session.states).toEqual(['connecting', 'authenticating', 'connected']);
    });

    it('loses no byte that comes with the security result, nor any that the viewer sends early', async () => {
      const early = Buffer.from('0123456789');
      const server = await serve(async (peer) => {
        await askForPassword(peer);
        await peer.write(u32(0), serverInit);
        expect(await peer.read(1 + early.length)).toEqual(Buffer.concat([Buffer.of(1), early]));
      }, delivery);
      const session = open(server.port);
      session.window.send(Buffer.concat([Buffer.from('RFB 003.008\n'), Buffer.of(1, 1), early]));
      await session.window.read(12 + 2 + 4);
      expect(await session.window.read(serverInit.length)).toEqual(serverInit);
      await server.played;
    });
  });

  it.each([
    ['RFB 003.008\n', 'RFB 003.008\n'],
    ['RFB 003.889\n', 'RFB 003.008\n'],
    ['RFB 004.000\n', 'RFB 003.008\n'],
    ['RFB 005.000\n', 'RFB 003.008\n'],
    ['RFB 003.007\n', 'RFB 003.007\n'],
  ])('answers %j with %j', async (greeted, answered) => {
    const server = await serve(async (peer) => {
      await peer.write(greeted);
      expect((await peer.read(12)).toString()).toBe(answered);
      await peer.write(Buffer.of(3, 16, 1, 2), challenge);
      expect(await peer.read(1)).toEqual(Buffer.of(2));
      expect(await peer.read(16)).toEqual(answer);
      await peer.write(u32(0));
      await peer.read(1);
      await peer.write(serverInit);
    });
    const session = open(server.port);
    await playViewer(session.window);
    expect(await session.window.read(serverInit.length)).toEqual(serverInit);
  });

  it.each(['RFB 003.003\n', 'RFB 003.005\n', 'RFB 003.006\n'])('speaks 3.3 with %j', async (greeted) => {
    const server = await serve(async (peer) => {
      await peer.write(greeted);
      expect((await peer.read(12)).toString()).toBe('RFB 003.003\n');
      await peer.write(u32(2), challenge);
      expect(await peer.read(16)).toEqual(answer);
      await peer.write(u32(0));
      await peer.read(1);
      await peer.write(serverInit);
    });
    const session = open(server.port);
    await playViewer(session.window);
    expect(await session.window.read(serverInit.length)).toEqual(serverInit);
  });

  it.each([
    ['3.3', 'RFB 003.003\n', u32(1), Buffer.alloc(0)],
    ['3.7', 'RFB 003.007\n', Buffer.of(1, 1), Buffer.alloc(0)],
    ['3.8', 'RFB 003.008\n', Buffer.of(1, 1), u32(0)],
  ])('gets into a server without security (%s)', async (version, greeted, offer, result) => {
    const server = await serve(async (peer) => {
      await peer.write(greeted);
      await peer.read(12);
      await peer.write(offer);
      if (version !== '3.3') await peer.read(1);
      await peer.write(result);
      expect(await peer.read(1)).toEqual(Buffer.of(1));
      await peer.write(serverInit);
    });
    const session = open(server.port);
    await playViewer(session.window);
    expect(await session.window.read(serverInit.length)).toEqual(serverInit);
  });

  it.each([
    ['QEMU', 'Authentication failed', 'console.wrong-password'],
    ['TigerVNC', 'Authentication failure: Authentication failed', 'console.wrong-password'],
    ['a server without words', '', 'console.wrong-password'],
    ['password check', 'password check failed!', 'console.wrong-password'],
    ['too many', 'Too many authentication failures', 'console.refused'],
    ['something else', 'Server is shutting down', 'console.refused'],
  ])('tells a wrong password from another refusal (%s)', async (_, words, code) => {
    const error = await endOf(async (peer) => {
      await askForPassword(peer);
      await peer.write(u32(1), reason(words));
    });
    expect(error?.code).toBe(code);
    if (code === 'console.refused') expect(error?.params).toEqual({ reason: words });
  });

  it('understands a wrong password from servers that give no reason', async () => {
    const error = await endOf(async (peer) => {
      await peer.write('RFB 003.003\n');
      await peer.read(12);
      await peer.write(u32(2), challenge);
      await peer.read(16);
      await peer.write(u32(1));
    });
    expect(error).toEqual({ code: 'console.wrong-password', params: {}, detail: null });
  });

  it('understands "too many attempts" as a result of its own', async () => {
    const error = await endOf(async (peer) => {
      await askForPassword(peer);
      await peer.write(u32(2));
    });
    expect(error).toMatchObject({ code: 'console.too-many-attempts' });
  });

  it.each([
    ['3.8', 'RFB 003.008\n', Buffer.of(0)],
    ['3.3', 'RFB 003.003\n', u32(0)],
  ])('passes on why a server refuses at once (%s), cleaned and bounded', async (_, greeted, refusal) => {
    const words = `Too many\r\n\u0007\u202Esecurity failures ${'x'.repeat(5000)}`;
    const error = await endOf(async (peer) => {
      await peer.write(greeted);
      await peer.read(12);
      await peer.write(refusal, reason(words));
    });
    expect(error?.code).toBe('console.refused');
    expect(error?.params['reason']).toMatch(/^Too many security failures x{100,}$/);
    expect(String(error?.params['reason']).length).toBeLessThanOrEqual(200);
  });

  it.each([
    [Buffer.of(2, 22, 16), 'xvp, Tight'],
    [Buffer.of(1, 5), 'RA2'],
    [Buffer.of(1, 77), '77'],
  ])('names security types that it does not speak', async (offer, types) => {
    const error = await endOf(async (peer) => {
      await peer.write('RFB 003.008\n');
      await peer.read(12);
      await peer.write(offer);
    });
    expect(error).toMatchObject({ code: 'console.unsupported-security', params: { types } });
  });

  it.each(['HTTP/1.1 400 Bad Request\r\n\r\n', 'SSH-2.0-OpenSSH_9.2\r\n', 'REDQ', 'RFB 3.8 hello', 'RFB abc.def\n'])(
    'knows that %j is not RFB',
    async (words) => {
      expect(await endOf((peer) => peer.write(words))).toMatchObject({ code: 'console.not-rfb' });
    },
  );

  it('refuses versions that are older than any it speaks', async () => {
    expect(await endOf((peer) => peer.write('RFB 000.000\n'))).toMatchObject({
      code: 'console.version',
      params: { version: '0.0' },
    });
  });

  it.each([
    ['nothing', 0],
    ['half a greeting', 7],
    ['a greeting', 12],
    ['security types without a challenge', 14],
    ['half a challenge', 20],
    ['no result', 30],
  ])('says that the server left in the middle: after %s', async (_, bytes) => {
    const error = await endOf(async (peer) => {
      const all = Buffer.concat([Buffer.from('RFB 003.008\n'), Buffer.of(1, 2), challenge]);
      await peer.write(all.subarray(0, bytes));
      if (bytes === all.length) await peer.read(12 + 1 + 16);
    });
    expect(error?.code).toBe('console.handshake-ended');
  });

  it.each([
    [0, 0],
    [5, 0],
    [12, 12],
    [14, 13],
    [30, 29],
  ])('gives up on a server that falls silent after %i bytes', async (bytes, answered) => {
    const clock = new HandClock();
    const silence = new AbortController();
    const all = Buffer.concat([Buffer.from('RFB 003.008\n'), Buffer.of(1, 2), challenge]);
    const server = await serve(async (peer) => {
      await peer.write(all.subarray(0, bytes));
      await peer.read(answered);
      silence.abort();
      await peer.gone();
    });
    const session = openSession({ kind: 'vnc', port: server.port, clock });
    if (!silence.signal.aborted) await once(silence.signal, 'abort');
    await clock.elapse(15_000);
    expect(await session.ended).toEqual({ code: 'console.handshake-timeout', params: { seconds: 15 }, detail: null });
    await server.played;
    expect(clock.asleep).toBe(0);
  });

  it.each(['RFB 003.003\n', 'GET / HTTP/1', 'RFB 003.008\n\u0002'])(
    'cuts off a viewer that answers %j',
    async (answered) => {
      const server = await serve(async (peer) => {
        await askForPassword(peer);
        await peer.write(u32(0));
        await peer.gone();
      });
      const session = open(server.port);
      session.window.send(Buffer.from(answered, 'latin1'));
      expect(await session.ended).toMatchObject({ code: 'ipc.invalid-input' });
      await server.played;
    },
  );

  it('never lets the password out of main', async () => {
    const server = await serve(async (peer) => {
      await askForPassword(peer);
      await peer.write(u32(0));
      await peer.read(1);
      await peer.write(serverInit);
    });
    const session = openSession({ kind: 'vnc', port: server.port, password: 'sesame' });
    await playViewer(session.window);
    await session.window.read(serverInit.length);
    expect(session.window.strayBytes).toBe(0);
  });
});
