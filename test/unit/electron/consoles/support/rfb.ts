import type { Peer } from './server.ts';
import type { WindowSide } from './window.ts';

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
};

export const reason = (text: string): Buffer => Buffer.concat([u32(Buffer.byteLength(text)), Buffer.from(text)]);

/** A challenge, and what the password "sesame" makes of it (accepted by TigerVNC 1.12, see the contract tests). */
export const challenge = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

export const serverInit = Buffer.concat([
  Buffer.from('02800190', 'hex'),
  Buffer.from('20180001 00ff00ff00ff 100800 000000'.replaceAll(' ', ''), 'hex'),
  u32(4),
  Buffer.from('demo'),
]);

/** Plays a 3.8 server with VNC authentication up to the challenge's answer. */
export async function askForPassword(peer: Peer): Promise<Buffer> {
  await peer.write('RFB 003.008\n');
  await peer.read(12);
  await peer.write(Buffer.of(1, 2));
  await peer.read(1);
  await peer.write(challenge);
  return peer.read(16);
}

/** Plays noVNC up to and including ClientInit. */
export async function playViewer(window: WindowSide): Promise<void> {
  const version = await window.read(12);
  window.send(version);
  const [count = 0] = await window.read(1);
  const types = await window.read(count);
  window.send(types.subarray(0, 1));
  const result = await window.read(4);
  if (result.readUInt32BE(0) !== 0) throw new Error('the facade refused');
  window.send(Buffer.of(1));
}
