import { expect, it } from 'vitest';
import { playViewer } from '../../unit/electron/consoles/support/rfb.ts';
import { openSession } from '../../unit/electron/consoles/support/session.ts';
import { sshd, through } from '../net/jump-support.ts';
import { startXvnc } from './support/xvnc.ts';

it('reaches a VNC console through a jump host, and tells when that is lost', async () => {
  const server = await sshd();
  const port = await startXvnc('sesame', 5);
  const route = through(server);
  const { window, states, ended } = openSession({ kind: 'vnc', port, password: 'sesame', route });
  await playViewer(window);
  const screen = await window.read(24);
  expect(screen.readUInt16BE(0)).toBeGreaterThanOrEqual(640);
  expect(states).toEqual(['connecting', 'authenticating', 'connected']);
  server.kill();
  expect(await ended).toMatchObject({ code: 'jump.lost', params: { jump: '127.0.0.1' } });
});
