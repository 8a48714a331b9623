import { dummyTicket, linkMessage } from '../../../unit/electron/consoles/support/spice.ts';
import type { WindowSide } from '../../../unit/electron/consoles/support/window.ts';

export const mainChannel = 1;
export const inputsChannel = 3;
export const mainInit = 103;
export const inputsInit = 101;

/** What spice-html5 does for one channel, with a ticket that is worth nothing. Answers the link result. */
export async function link(window: WindowSide, connection: number, channel: number): Promise<number> {
  await window.until(() => window.opened || window.closed !== null);
  window.send(linkMessage({ connection, channel }));
  const head = await window.read(16);
  await window.read(head.readUInt32LE(12));
  window.send(dummyTicket);
  return (await window.read(4)).readUInt32LE(0);
}

/** The next message with a mini header, skipping other types. */
export async function nextOf(window: WindowSide, wanted: number): Promise<Buffer> {
  for (;;) {
    const head = await window.read(6);
    const body = await window.read(head.readUInt32LE(2));
    if (head.readUInt16LE(0) === wanted) return body;
  }
}
