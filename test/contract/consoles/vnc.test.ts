import { describe, expect, it } from 'vitest';
import { playViewer } from '../../unit/electron/consoles/support/rfb.ts';
import { openSession } from '../../unit/electron/consoles/support/session.ts';
import { startGuest } from './support/qemu.ts';
import { askForPicture, readServerInit } from './support/rfb.ts';
import { startXvnc } from './support/xvnc.ts';

describe.each([
  ['QEMU', async (password: string) => (await startGuest(password, 'other')).vncPort],
  ['TigerVNC', (password: string) => startXvnc(password, 5)],
])('VNC with %s', (_, startServer) => {
  it.each(['sesame', 'eightchr', 'longer-than-eight'])('gets in with the password %j', async (password) => {
    const port = await startServer(password);
    const { window, states } = openSession({ kind: 'vnc', port, password });
    await playViewer(window);
    const screen = await readServerInit(window);
    expect(screen.width).toBeGreaterThanOrEqual(640);
    expect(screen.height).toBeGreaterThanOrEqual(400);
    expect(await askForPicture(window, screen.width, screen.height)).toBe(0);
    expect(states).toEqual(['connecting', 'authenticating', 'connected']);
  });

  it('hears that the password is wrong', async () => {
    const port = await startServer('sesame');
    const session = openSession({ kind: 'vnc', port, password: 'sesamE' });
    expect(await session.ended).toMatchObject({ code: 'console.wrong-password' });
    expect(session.window.opened).toBe(false);
  });
});

describe('VNC with TigerVNC', () => {
  it('hears why it is refused after too many wrong passwords', async () => {
    const port = await startXvnc('sesame', 1);
    const first = openSession({ kind: 'vnc', port, password: 'wrong' });
    expect(await first.ended).toMatchObject({ code: 'console.wrong-password' });
    const second = openSession({ kind: 'vnc', port, password: 'sesame' });
    const error = await second.ended;
    expect(error).toMatchObject({ code: 'console.refused' });
    expect(error?.params['reason']).toMatch(/too many/i);
  });
});

describe('VNC with a server of another kind', () => {
  it('waits only so long for a SPICE server, which waits for the client', async () => {
    const { spicePort } = await startGuest('one', 'two');
    const session = openSession({ kind: 'vnc', port: spicePort, limits: { handshakeMs: 500 } });
    expect((await session.ended)?.code).toBe('console.handshake-timeout');
  });
});
