import { describe, expect, it } from 'vitest';
import { openSession } from '../../unit/electron/consoles/support/session.ts';
import { dummyTicket, linkMessage } from '../../unit/electron/consoles/support/spice.ts';
import type { WindowSide } from '../../unit/electron/consoles/support/window.ts';
import { startGuest } from './support/qemu.ts';

const mainChannel = 1;
const inputsChannel = 3;
const mainInit = 103;
const inputsInit = 101;

/** What spice-html5 does for one channel, with a ticket that is worth nothing. Answers the link result. */
async function link(window: WindowSide, connection: number, channel: number): Promise<number> {
  await window.until(() => window.opened || window.closed !== null);
  window.send(linkMessage({ connection, channel }));
  const head = await window.read(16);
  await window.read(head.readUInt32LE(12));
  window.send(dummyTicket);
  return (await window.read(4)).readUInt32LE(0);
}

/** The next message with a mini header, skipping other types. */
async function nextOf(window: WindowSide, wanted: number): Promise<Buffer> {
  for (;;) {
    const head = await window.read(6);
    const body = await window.read(head.readUInt32LE(2));
    if (head.readUInt16LE(0) === wanted) return body;
  }
}

describe('SPICE with QEMU', () => {
  it('links the main channel and another one of its session although the window has no ticket', async () => {
    const { spicePort: port } = await startGuest('other', 'open sesame, please');
    const main = openSession({ kind: 'spice', port, password: 'open sesame, please' });
    expect(await link(main.window, 0, mainChannel)).toBe(0);
    const connection = (await nextOf(main.window, mainInit)).readUInt32LE(0);
    expect(main.states).toEqual(['connecting', 'authenticating', 'connected']);

    const inputs = openSession({ kind: 'spice', port, password: 'open sesame, please' });
    expect(await link(inputs.window, connection, inputsChannel)).toBe(0);
    expect((await nextOf(inputs.window, inputsInit)).length).toBe(2);
  });

  it('hears that the ticket is wrong', async () => {
    const { spicePort: port } = await startGuest('other', 'open sesame');
    const session = openSession({ kind: 'spice', port, password: 'open sesamE' });
    await expect(link(session.window, 0, mainChannel)).rejects.toThrow('closed');
    expect(await session.ended).toMatchObject({ code: 'console.wrong-password' });
  });

  it('hears that a channel belongs to no session', async () => {
    const { spicePort: port } = await startGuest('other', 'open sesame');
    const main = openSession({ kind: 'spice', port, password: 'open sesame' });
    await link(main.window, 0, mainChannel);
    const connection = (await nextOf(main.window, mainInit)).readUInt32LE(0);
    const stray = openSession({ kind: 'spice', port, password: 'open sesame' });
    await expect(link(stray.window, (connection ^ 1) >>> 0, inputsChannel)).rejects.toThrow('closed');
    expect(await stray.ended).toMatchObject({ code: 'console.spice-refused', params: { code: '8' } });
  });

  it('knows a VNC server when it hears one', async () => {
    const { vncPort: port } = await startGuest('one', 'two');
    const session = openSession({ kind: 'spice', port });
    await expect(link(session.window, 0, mainChannel)).rejects.toThrow('closed');
    expect((await session.ended)?.code).toBe('console.not-spice');
  });
});
