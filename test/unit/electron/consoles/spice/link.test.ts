import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pem } from '../../../../support/tls-front.ts';
import { HandClock } from '../support/clock.ts';
import { deliveries, serve, type Peer } from '../support/server.ts';
import { openSession, type Session } from '../support/session.ts';
import { dummyTicket, linkMessage, linkResult, SpiceKeys } from '../support/spice.ts';

const keys = new SpiceKeys();
const open = (port: number): Session => openSession({ kind: 'spice', port, password: 'open sesame' });

const link = (session: Session): void => {
  session.window.send(linkMessage());
  session.window.send(dummyTicket);
};

const endOf = async (script: (peer: Peer) => Promise<void>) => {
  const server = await serve(async (peer) => {
    await script(peer);
    peer.socket.end();
  });
  const session = open(server.port);
  link(session);
  const error = await session.ended;
  expect((await session.window.closing()).error).toEqual(error);
  expect(session.states).not.toContain('connected');
  return error;
};

describe('the SPICE link', () => {
  it.each(deliveries)('puts the real ticket in the place of the dummy (%s)', async (delivery) => {
    const server = await serve(async (peer) => {
      expect(await keys.askForTicket(peer)).toBe('open sesame\0');
      await peer.write(linkResult(0), 'main init');
      expect((await peer.read(5)).toString()).toBe('hello');
    }, delivery);
    const session = open(server.port);
    await session.window.until(() => session.window.opened);
    session.window.send(linkMessage());
    const reply = keys.reply();
    expect(await session.window.read(reply.length)).toEqual(reply);
    session.window.send(dummyTicket.subarray(0, 50));
    session.window.send(dummyTicket.subarray(50));
    expect(await session.window.read(4)).toEqual(linkResult(0));
    expect((await session.window.read(9)).toString()).toBe('main init');
    session.window.send(Buffer.from('hello'));
    await server.played;
    expect(session.states).toEqual(['connecting', 'authenticating', 'connected']);
    expect(session.window.strayBytes).toBe(0);
  });

  it('keeps what the window sends together with its ticket, byte by byte or at once', async () => {
    for (const step of [1, 7, 1000]) {
      const server = await serve(async (peer) => {
        await keys.askForTicket(peer);
        await peer.write(linkResult(0));
        expect((await peer.read(12)).toString()).toBe('display init');
      });
      const session = open(server.port);
      const all = Buffer.concat([linkMessage(), dummyTicket, Buffer.from('display init')]);
      for (let at = 0; at < all.length; at += step) session.window.send(all.subarray(at, at + step));
      await server.played;
      await session.window.until(() => session.window.acknowledgedToWindow === all.length);
      session.abort();
      expect(await session.ended).toBeNull();
    }
  });

  it('sends a bare ticket where mechanisms are not selected', async () => {
    for (const [clientCaps, serverCaps] of [
      [0b1000, 0b1011],
      [0b1001, 0b1000],
    ] as const) {
      const message = linkMessage({ caps: clientCaps, channel: 2, connection: 77 });
      const server = await serve(async (peer) => {
        expect(await peer.read(message.length)).toEqual(message);
        await peer.write(keys.reply({ caps: serverCaps }));
        expect(keys.open(await peer.read(128))).toBe('open sesame\0');
        await peer.write(linkResult(0));
      });
      const session = open(server.port);
      session.window.send(message);
      session.window.send(clientCaps === 0b1001 ? dummyTicket : dummyTicket.subarray(4));
      await server.played;
      await session.window.read(keys.reply().length + 4);
    }
  });

  it.each([
    [7, 'console.wrong-password', {}],
    [4, 'console.version', { version: '2.2' }],
    [5, 'console.needs-tls', {}],
    [6, 'console.spice-refused', { code: '6' }],
    [9, 'console.spice-refused', { code: '9' }],
  ])('understands link result %i', async (code, expected, params) => {
    const error = await endOf(async (peer) => {
      await keys.askForTicket(peer);
      await peer.write(linkResult(code));
    });
    expect(error).toMatchObject({ code: expected, params });
  });

  it('understands a refusal in the reply, where there is no key', async () => {
    const error = await endOf((peer) => peer.write(keys.reply({ error: 9, key: Buffer.alloc(162) })));
    expect(error).toMatchObject({ code: 'console.spice-refused', params: { code: '9' } });
  });

  it.each([
    ['HTTP', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n')],
    ['RFB', () => Buffer.from('RFB 003.008\n')],
    ['a reply too large', () => keys.reply({ size: 0x7fffffff })],
    ['a reply too small', () => keys.reply({ size: 20 })],
    ['capabilities beyond the end', () => keys.reply({ capsOffset: 4000 })],
    ['too many capabilities', () => keys.reply({ capsCount: 0xffffffff })],
    ['no key', () => keys.reply({ key: Buffer.alloc(162, 1) })],
    ['another key', () => keys.reply({ key: anotherKey() })],
  ])('knows that %s is not SPICE', async (_, reply) => {
    expect(await endOf((peer) => peer.write(reply()))).toMatchObject({ code: 'console.not-spice' });
  });

  it('knows that a server which answers with a TLS alert wants TLS', async () => {
    const error = await endOf((peer) => peer.write(Buffer.of(21, 3, 3, 0, 2, 2, 70)));
    expect(error).toMatchObject({ code: 'console.needs-tls' });
  });

  it('speaks TLS from the first byte where the ticket says so, and only with a server that is believed', async () => {
    const script = async (peer: Peer): Promise<void> => {
      const secure = await peer.secure('trusted');
      expect(await keys.askForTicket(secure)).toBe('open sesame\0');
      await secure.write(linkResult(0), 'main init');
      await secure.gone();
    };
    const trust = { kind: 'authorities', pem: pem('ca') } as const;
    const options = { kind: 'spice', password: 'open sesame', tls: true } as const;
    const believed = openSession({ ...options, port: (await serve(script, 'bytes')).port, trust });
    link(believed);
    await believed.window.read(keys.reply().length + 4 + 9);
    expect(believed.secure()).toBe(true);
    const other = openSession({ ...options, port: (await serve(script)).port });
    link(other);
    expect(await other.ended).toMatchObject({ code: 'tls.untrusted', params: { host: '127.0.0.1' } });
    expect(other.window.opened).toBe(false);
    expect(other.shown()).toHaveLength(1);
  });

  it('refuses another major version', async () => {
    const error = await endOf((peer) => peer.write(keys.reply({ major: 1, minor: 3 })));
    expect(error).toMatchObject({ code: 'console.version', params: { version: '1.3' } });
  });

  it('refuses a server that has no ticket mechanism', async () => {
    const error = await endOf((peer) => peer.write(keys.reply({ caps: 0b1101 })));
    expect(error).toMatchObject({ code: 'console.unsupported-security', params: { types: 'SASL' } });
  });

  it('knows that no server has a password so long', async () => {
    const server = await serve(async (peer) => {
      await peer.write(keys.reply());
      await peer.gone();
    });
    const session = openSession({ kind: 'spice', port: server.port, password: 'x'.repeat(61) });
    link(session);
    expect(await session.ended).toMatchObject({ code: 'console.wrong-password' });
  });

  it.each([0, 3, 16, 100])('says that the server left after %i bytes', async (bytes) => {
    const error = await endOf((peer) => peer.write(keys.reply().subarray(0, bytes)));
    expect(error?.code).toBe('console.handshake-ended');
  });

  it.each([0, 3, 16, 100, 202])('gives up on a server that falls silent after %i bytes', async (bytes) => {
    const clock = new HandClock();
    const server = await serve(async (peer) => {
      await peer.write(keys.reply().subarray(0, bytes));
      await peer.gone();
    });
    const session = openSession({ kind: 'spice', port: server.port, clock });
    link(session);
    await clock.elapse(15_000);
    expect(await session.ended).toMatchObject({ code: 'console.handshake-timeout', params: { seconds: 15 } });
    await server.played;
  });

  it.each([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a message too large', Buffer.from('52454451020000000200000000001000', 'hex')],
    ['a message too small', Buffer.from('5245445102000000020000000400000000000000', 'hex')],
    ['capabilities beyond the end', withByte(linkMessage(), 16 + 6, 0xff)],
  ])('cuts off a window that sends %s', async (_, bytes) => {
    const server = await serve((peer) => peer.gone());
    const session = open(server.port);
    session.window.send(bytes);
    expect(await session.ended).toMatchObject({ code: 'ipc.invalid-input' });
    await server.played;
  });

  it('cuts off a window that selects another mechanism', async () => {
    const server = await serve(async (peer) => {
      await peer.write(keys.reply());
      await peer.gone();
    });
    const session = open(server.port);
    session.window.send(linkMessage());
    session.window.send(withByte(dummyTicket, 0, 2));
    expect(await session.ended).toMatchObject({ code: 'ipc.invalid-input' });
  });
});

function withByte(bytes: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = value;
  return changed;
}

/** Of the right length on the wire, but not of the right strength. */
function anotherKey(): Buffer {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 512 });
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return Buffer.concat([der, Buffer.alloc(162 - der.length)]);
}
