import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Trust } from '../../../electron/net/route.ts';
import { pem } from '../../support/tls-front.ts';
import { playViewer } from '../../unit/electron/consoles/support/rfb.ts';
import { openSession, type Session } from '../../unit/electron/consoles/support/session.ts';
import { openGuest } from './support/qemu.ts';
import { askForPicture, readServerInit } from './support/rfb.ts';
import { inputsChannel, inputsInit, link, mainChannel, mainInit, nextOf } from './support/spice.ts';
import { openXvnc } from './support/xvnc.ts';

const fingerprint = (name: string): string => new X509Certificate(pem(name)).fingerprint256;
const authority: Trust = { kind: 'authorities', pem: pem('ca') };
const system: Trust = { kind: 'system' };
const pinned = (name: string): Trust => ({ kind: 'pinned', fingerprints: [fingerprint(name)] });

async function expectPicture({ window, secure }: Session, isSecure: boolean): Promise<void> {
  await playViewer(window);
  const screen = await readServerInit(window);
  expect(await askForPicture(window, screen.width, screen.height)).toBe(0);
  expect(secure()).toBe(isSecure);
}

const guest = async (vncPassword: string | null, certificate: string): Promise<number> =>
  (await openGuest({ vncPassword, spicePassword: 'other', tls: { certificate } })).vncPort;

describe.each([
  ['QEMU, X509None', (certificate: string) => guest(null, certificate), ''],
  ['QEMU, X509Vnc', (certificate: string) => guest('sesame', certificate), 'sesame'],
  [
    'TigerVNC, X509None',
    (certificate: string) => openXvnc({ password: 'sesame', types: 'X509None', certificate }),
    'sesame',
  ],
  [
    'TigerVNC, X509Vnc beside plain ways',
    (certificate: string) => openXvnc({ password: 'sesame', types: 'VncAuth,TLSVnc,X509Vnc,None', certificate }),
    'sesame',
  ],
])('VNC over TLS with %s', (_, startServer, password) => {
  const open = async (certificate: string, trust: Trust, tls = false): Promise<Session> =>
    openSession({ kind: 'vnc', port: await startServer(certificate), password, trust, tls });

  it('shows a picture when the own authority vouches for it', async () => {
    await expectPicture(await open('trusted', authority), true);
  });

  it('shows one when its certificate is pinned, and where TLS is demanded', async () => {
    await expectPicture(await open('self-signed', pinned('self-signed'), true), true);
  });

  it.each([
    ['self-signed', system, 'tls.self-signed'],
    ['trusted', system, 'tls.untrusted'],
    ['expired', authority, 'tls.expired'],
    ['other-host', authority, 'tls.wrong-host'],
    ['trusted', pinned('self-signed'), 'tls.changed'],
  ])('stops at the certificate %s', async (certificate, trust, code) => {
    const session = await open(certificate, trust);
    expect(await session.ended).toMatchObject({ code });
    expect(session.shown()[0]?.sha256).toBe(fingerprint(certificate));
    expect(session.window.opened).toBe(false);
  });
});

describe('VNC over TLS', () => {
  it.each([
    ['QEMU', (password: string) => guest(password, 'trusted')],
    ['TigerVNC', (password: string) => openXvnc({ password, types: 'X509Vnc', certificate: 'trusted' })],
    ['TigerVNC with a name', (password: string) => openXvnc({ password, types: 'X509Plain', certificate: 'trusted' })],
  ])('hears that the password is wrong (%s)', async (_, startServer) => {
    const port = await startServer('sesame');
    const session = openSession({ kind: 'vnc', port, password: 'sesamE', user: 'nobody', trust: authority });
    expect(await session.ended).toMatchObject({ code: 'console.wrong-password' });
  });

  it('hears that a name is needed', async () => {
    const port = await openXvnc({ password: 'sesame', types: 'X509Plain', certificate: 'trusted' });
    expect(await openSession({ kind: 'vnc', port, trust: authority }).ended).toMatchObject({
      code: 'console.user-needed',
    });
  });

  it.each([
    ['QEMU', async () => (await openGuest({ vncPassword: 'sesame', spicePassword: 'o', tls: 'anonymous' })).vncPort],
    ['TigerVNC', () => openXvnc({ password: 'sesame', types: 'TLSVnc,TLSNone' })],
  ])('refuses a server that shows no certificate (%s)', async (_, startServer) => {
    const session = openSession({ kind: 'vnc', port: await startServer(), trust: authority });
    expect(await session.ended).toMatchObject({ code: 'console.anonymous-tls', params: { host: '127.0.0.1' } });
  });

  it('goes on without TLS where a server offers it only without a certificate, unless it is demanded', async () => {
    const port = await openXvnc({ password: 'sesame', types: 'TLSVnc,VncAuth' });
    const session = openSession({ kind: 'vnc', port, password: 'sesame' });
    await expectPicture(session, false);
    session.abort();
    const strict = openSession({ kind: 'vnc', port, password: 'sesame', tls: true });
    expect(await strict.ended).toMatchObject({ code: 'console.anonymous-tls' });
  });

  it('stops where TLS is demanded and the server has none', async () => {
    const { vncPort } = await openGuest({ vncPassword: 'sesame', spicePassword: 'other' });
    const session = openSession({ kind: 'vnc', port: vncPort, tls: true });
    expect(await session.ended).toMatchObject({ code: 'console.no-tls', params: { host: '127.0.0.1' } });
  });
});

describe('SPICE over TLS with QEMU', () => {
  const spicePassword = 'open sesame, please';
  const open = (port: number, trust: Trust, tls = true): Session =>
    openSession({ kind: 'spice', port, password: spicePassword, trust, tls });
  const startGuest = async (certificate: string, secureChannel?: string): Promise<number> => {
    const options = { vncPassword: 'x', spicePassword, tls: { certificate } };
    return (await openGuest({ ...options, ...(secureChannel !== undefined && { secureChannel }) })).spicePort;
  };

  it('links the main channel and another one of its session', async () => {
    const port = await startGuest('trusted');
    const main = open(port, authority);
    expect(await link(main.window, 0, mainChannel)).toBe(0);
    const connection = (await nextOf(main.window, mainInit)).readUInt32LE(0);
    const inputs = open(port, pinned('trusted'));
    expect(await link(inputs.window, connection, inputsChannel)).toBe(0);
    expect((await nextOf(inputs.window, inputsInit)).length).toBe(2);
    expect([main.secure(), inputs.secure()]).toEqual([true, true]);
  });

  it.each([
    ['self-signed', system, 'tls.self-signed'],
    // QEMU sends its authority along, which is signed by itself.
    ['trusted', system, 'tls.self-signed'],
    ['expired', authority, 'tls.expired'],
    ['other-host', authority, 'tls.wrong-host'],
    ['trusted', pinned('self-signed'), 'tls.changed'],
  ])('stops at the certificate %s', async (certificate, trust, code) => {
    const session = open(await startGuest(certificate), trust);
    expect(await session.ended).toMatchObject({ code });
    expect(session.shown()[0]?.sha256).toBe(fingerprint(certificate));
  });

  it('hears from a server that lets a channel in over TLS alone', async () => {
    const session = open(await startGuest('trusted', 'main'), authority, false);
    await expect(link(session.window, 0, mainChannel)).rejects.toThrow('closed');
    expect(await session.ended).toMatchObject({ code: 'console.needs-tls' });
  });

  it('says so when the port has no TLS', async () => {
    const { spicePort } = await openGuest({ vncPassword: 'x', spicePassword });
    expect(await open(spicePort, authority).ended).toMatchObject({ code: 'tls.not-tls' });
  });

  it('hears nothing from a port that is for TLS alone where the ticket does not know', async () => {
    const session = open(await startGuest('trusted'), authority, false);
    await expect(link(session.window, 0, mainChannel)).rejects.toThrow('closed');
    expect((await session.ended)?.code).toBe('console.handshake-ended');
  });
});
