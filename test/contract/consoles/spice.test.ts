import { describe, expect, it } from 'vitest';
import { openSession } from '../../unit/electron/consoles/support/session.ts';
import { startGuest } from './support/qemu.ts';
import { inputsChannel, inputsInit, link, mainChannel, mainInit, nextOf } from './support/spice.ts';

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
