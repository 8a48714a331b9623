import type { WindowSide } from '../../../unit/electron/consoles/support/window.ts';

/** ServerInit (RFC 6143 §7.3.2). */
export async function readServerInit(window: WindowSide) {
  const head = await window.read(24);
  const name = await window.read(head.readUInt32BE(20));
  return { width: head.readUInt16BE(0), height: head.readUInt16BE(2), name: name.toString() };
}

/** Asks for the whole picture (§7.5.3) and answers the type of what comes (0: FramebufferUpdate, §7.6.1). */
export async function askForPicture(window: WindowSide, width: number, height: number): Promise<number> {
  const request = Buffer.alloc(10);
  request.writeUInt8(3, 0);
  request.writeUInt16BE(width, 6);
  request.writeUInt16BE(height, 8);
  window.send(request);
  return (await window.read(1)).readUInt8(0);
}
