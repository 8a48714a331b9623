import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { answerChallenge } from '../../../../../electron/consoles/vnc/des.ts';
import type { Trust } from '../../../../../electron/net/route.ts';
import { pem } from '../../../../support/tls-front.ts';
import { HandClock } from '../support/clock.ts';
import { challenge, playViewer, reason, serverInit, u32 } from '../support/rfb.ts';
import { deliveries, serve, serveInTurn, type Peer } from '../support/server.ts';
import { openSession } from '../support/session.ts';

const fingerprint = (name: string): string => new X509Certificate(pem(name)).fingerprint256;
const authority: Trust = { kind: 'authorities', pem: pem('ca') };
const pinned = (name: string): Trust => ({ kind: 'pinned', fingerprints: [fingerprint(name)] });
const open = (port: number, options: Partial<Parameters<typeof openSession>[0]> = {}) =>
  openSession({ kind: 'vnc', port, trust: authority, ...options });

const tlsVnc = 258;
const x509None = 260;
const x509Vnc = 261;
const x509Plain = 262;

/** Greets, offers security types, and begins VeNCrypt 0.2 when that is what the client takes. */
async function offerVencrypt(peer: Peer, subtypes: readonly number[], types: readonly number[] = [19]): Promise<void> {
  await peer.write('RFB 003.008\n');
  await peer.read(12);
  await peer.write(Buffer.of(types.length, ...types));
  expect(await peer.read(1)).toEqual(Buffer.of(19));
  await peer.write(Buffer.of(0, 2));
  expect(await peer.read(2)).toEqual(Buffer.of(0, 2));
  await peer.write(Buffer.of(0, subtypes.length), ...subtypes.map(u32));
}

/** Goes on until TLS stands; answers the subtype that the client chose. */
async function acceptTls(peer: Peer, certificate: string): Promise<{ chosen: number; secure: Peer }> {
  const chosen = (await peer.read(4)).readUInt32BE(0);
  await peer.write(Buffer.of(1));
  return { chosen, secure: await peer.secure(certificate) };
}

const endOf = async (
  script: (peer: Peer) => Promise<void>,
  options: Partial<Parameters<typeof openSession>[0]> = {},
) => {
  const server = await serve(async (peer) => {
    await script(peer);
    peer.socket.end();
  });
  const session = open(server.port, options);
  const error = await session.ended;
  expect(session.window.opened).toBe(false);
  return { error, session };
};

describe('VeNCrypt', () => {
  it.each(deliveries)(
    'authenticates over TLS and loses no byte on either side of it (delivered as %s)',
    async (way) => {
      const early = Buffer.from('typed early');
      const server = await serve(async (peer) => {
        await offerVencrypt(peer, [tlsVnc, x509None, x509Vnc, x509Plain]);
        const { chosen, secure } = await acceptTls(peer, 'trusted');
        expect(chosen).toBe(x509Vnc);
        await secure.write(challenge);
        expect(await secure.read(16)).toEqual(answerChallenge(challenge, 'sesame'));
        await secure.write(u32(0), serverInit);
        expect(await secure.read(1 + early.length)).toEqual(Buffer.concat([Buffer.of(1), early]));
        await secure.write('a picture');
      }, way);
      const session = open(server.port);
      session.window.send(Buffer.concat([Buffer.from('RFB 003.008\n'), Buffer.of(1, 1), early]));
      await session.window.read(12 + 2 + 4);
      expect(await session.window.read(serverInit.length)).toEqual(serverInit);
      expect((await session.window.read(9)).toString()).toBe('a picture');
      await server.played;
      expect(session.states).toEqual(['connecting', 'authenticating', 'connected']);
      expect(session.secure()).toBe(true);
      expect(session.window.strayBytes).toBe(0);
    },
  );

  it.each([
    ['no password', '', undefined, [x509Vnc, x509None], x509None],
    ['a password', 'sesame', undefined, [x509None, x509Vnc, x509Plain], x509Vnc],
    ['a password that nobody asks for', 'sesame', undefined, [x509None, tlsVnc], x509None],
    ['a name and a password', 'sesame', 'root', [x509Vnc, x509Plain], x509Plain],
  ])('takes the strongest that can be passed with %s', async (_, password, user, offered, expected) => {
    const server = await serve(async (peer) => {
      await offerVencrypt(peer, offered);
      const { chosen, secure } = await acceptTls(peer, 'trusted');
      expect(chosen).toBe(expected);
      if (chosen === x509Plain) {
        expect(await secure.read(8 + 4 + 6)).toEqual(Buffer.concat([u32(4), u32(6), Buffer.from('rootsesame')]));
      }
      if (chosen === x509Vnc) {
        await secure.write(challenge);
        await secure.read(16);
      }
      await secure.write(u32(0));
      await secure.read(1);
      await secure.write(serverInit);
    });
    const session = open(server.port, { password, ...(user !== undefined && { user }) });
    await playViewer(session.window);
    expect(await session.window.read(serverInit.length)).toEqual(serverInit);
    await server.played;
  });

  it('is preferred to plain authentication that is offered beside it', async () => {
    const server = await serve(async (peer) => {
      await offerVencrypt(peer, [x509None], [2, 1, 19]);
      const { secure } = await acceptTls(peer, 'trusted');
      await secure.write(u32(0));
      await secure.gone();
    });
    const session = open(server.port);
    await playViewer(session.window);
    expect(session.secure()).toBe(true);
    session.abort();
    await server.played;
  });

  it.each([
    ['TLS without a certificate', [tlsVnc, 257]],
    ['a name that nobody has', [x509Plain]],
    ['nothing that is known', [264]],
  ])('calls a server again that offers in it only %s, and takes its plain way', async (_, subtypes) => {
    const server = await serveInTurn([
      async (peer) => {
        await offerVencrypt(peer, subtypes, [19, 2]);
        await peer.gone();
      },
      async (peer) => {
        await peer.write('RFB 003.008\n');
        await peer.read(12);
        await peer.write(Buffer.of(2, 19, 2));
        expect(await peer.read(1)).toEqual(Buffer.of(2));
        await peer.write(challenge);
        await peer.read(16);
        await peer.write(u32(0));
        await peer.gone();
      },
    ]);
    const session = open(server.port);
    await playViewer(session.window);
    expect(session.secure()).toBe(false);
    session.abort();
    await server.played;
  });

  it.each([
    ['TLS without a certificate', [19], [257, tlsVnc, 259], 'console.anonymous-tls', {}],
    [
      'TLS without a certificate, where plain is not allowed',
      [19, 2],
      [tlsVnc],
      'console.anonymous-tls',
      { tls: true },
    ],
    ['only what wants a name', [19], [x509Plain], 'console.user-needed', {}],
    ['what nobody here speaks', [19], [256, 264], 'console.unsupported-security', {}],
    ['nothing', [19], [], 'console.unsupported-security', {}],
  ])('says so when it offers %s', async (_, types, subtypes, code, options) => {
    const { error } = await endOf((peer) => offerVencrypt(peer, subtypes, types), options);
    expect(error).toMatchObject({ code });
  });

  it.each([
    ['plain authentication', Buffer.of(1, 2), 'console.no-tls'],
    ['no security', Buffer.of(1, 1), 'console.no-tls'],
    ['TLS without a certificate', Buffer.of(2, 18, 2), 'console.anonymous-tls'],
  ])('is demanded where the connection wants TLS: %s is not enough', async (_, offer, code) => {
    const script = async (peer: Peer): Promise<void> => {
      await peer.write('RFB 003.008\n');
      await peer.read(12);
      await peer.write(offer);
      // Not even the choice of a type goes out.
      expect(await peer.rest()).toEqual(Buffer.alloc(0));
    };
    const { error } = await endOf(script, { tls: true });
    expect(error).toEqual({ code, params: { host: '127.0.0.1' }, detail: null });
  });

  it.each([
    ['self-signed', { kind: 'system' } as const, 'tls.self-signed'],
    ['trusted', { kind: 'system' } as const, 'tls.untrusted'],
    ['expired', authority, 'tls.expired'],
    ['other-host', authority, 'tls.wrong-host'],
    ['trusted', pinned('self-signed'), 'tls.changed'],
  ])('says nothing more to a server with the certificate %s', async (certificate, trust, code) => {
    const { error, session } = await endOf(
      async (peer) => {
        await offerVencrypt(peer, [x509Plain, x509Vnc]);
        const { secure } = await acceptTls(peer, certificate);
        await secure.write(challenge);
        expect(await secure.rest().catch(() => Buffer.alloc(0))).toEqual(Buffer.alloc(0));
      },
      { trust, user: 'root' },
    );
    expect(error).toMatchObject({ code, params: { host: '127.0.0.1' } });
    expect(session.shown()[0]).toMatchObject({ sha256: fingerprint(certificate) });
  });

  it('believes a certificate that is pinned', async () => {
    const server = await serve(async (peer) => {
      await offerVencrypt(peer, [x509None]);
      const { secure } = await acceptTls(peer, 'self-signed');
      await secure.write(u32(0));
      await secure.gone();
    });
    const session = open(server.port, { trust: pinned('self-signed') });
    await playViewer(session.window);
    expect(session.secure()).toBe(true);
    expect(session.shown()).toEqual([]);
    session.abort();
    await server.played;
  });

  it('hears over TLS that the password is wrong, and why somebody is refused', async () => {
    const refuse = async (peer: Peer, words: string): Promise<void> => {
      await offerVencrypt(peer, [x509Vnc]);
      const { secure } = await acceptTls(peer, 'trusted');
      await secure.write(challenge);
      await secure.read(16);
      await secure.write(u32(1), reason(words));
      await secure.gone();
    };
    expect((await endOf((peer) => refuse(peer, 'Authentication failed'))).error?.code).toBe('console.wrong-password');
    const { error } = await endOf((peer) => refuse(peer, 'Too many security failures'));
    expect(error).toMatchObject({ code: 'console.refused', params: { reason: 'Too many security failures' } });
  });

  it.each([
    ['an old version', [Buffer.of(0, 1)], 'console.unsupported-security'],
    ['a refused version', [Buffer.of(0, 2), Buffer.of(255)], 'console.unsupported-security'],
    ['a refused subtype', [Buffer.of(0, 2), Buffer.of(0, 1), u32(x509None), Buffer.of(0)], 'console.refused-silently'],
    ['an end before TLS', [Buffer.of(0, 2), Buffer.of(0, 1), u32(x509None), Buffer.of(1)], 'tls.not-tls'],
    [
      'something else than TLS',
      [Buffer.of(0, 2), Buffer.of(0, 1), u32(x509None), Buffer.of(1), challenge],
      'tls.not-tls',
    ],
    ['an end in the middle of its offer', [Buffer.of(0, 2), Buffer.of(0, 3), u32(x509None)], 'console.handshake-ended'],
  ])('says what went wrong after %s', async (_, bytes, code) => {
    const { error } = await endOf(async (peer) => {
      await peer.write('RFB 003.008\n');
      await peer.read(12);
      await peer.write(Buffer.of(1, 19));
      await peer.read(1);
      await peer.write(...bytes);
    });
    expect(error?.code).toBe(code);
  });

  it('gives up on a server that falls silent before TLS', async () => {
    const clock = new HandClock();
    const silence = new AbortController();
    const server = await serve(async (peer) => {
      await offerVencrypt(peer, [x509None]);
      await peer.read(4);
      await peer.write(Buffer.of(1));
      silence.abort();
      await peer.gone();
    });
    const session = open(server.port, { clock });
    if (!silence.signal.aborted) await once(silence.signal, 'abort');
    await clock.elapse(15_000);
    expect(await session.ended).toEqual({ code: 'console.handshake-timeout', params: { seconds: 15 }, detail: null });
    await server.played;
    expect(clock.asleep).toBe(0);
  });
});
