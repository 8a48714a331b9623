import { constants, publicEncrypt } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { ByteReader } from './byte-reader.ts';
import { vncResponse } from './vnc-auth.ts';

/** Connects, runs a conversation by exact bytes, and hangs up. */
const converse = async <T>(port: number, talk: (reader: ByteReader, socket: Socket) => Promise<T>): Promise<T> => {
  const socket = connect(port, '127.0.0.1');
  // The reader reports the end of the connection, whatever its cause.
  socket.on('error', () => undefined);
  try {
    return await talk(new ByteReader(socket), socket);
  } finally {
    socket.destroy();
  }
};

const vncLogIn = async (reader: ByteReader, socket: Socket, password: string): Promise<number> => {
  const version = (await reader.read(12)).toString('latin1');
  if (version !== 'RFB 003.008\n') throw new Error(`The server speaks ${version}`);
  socket.write(version);
  const types = await reader.read((await reader.read(1)).readUInt8());
  if (!types.equals(Buffer.of(2))) throw new Error('The server offers something else than VNC authentication');
  socket.write(Buffer.of(2));
  socket.write(vncResponse(password, await reader.read(16)));
  return (await reader.read(4)).readUInt32BE();
};

/** The SecurityResult of RFB 3.8 with VNC authentication: 0 is welcome, 1 is refused (RFC 6143, section 7.1.3). */
export const vncResult = (port: number, password: string): Promise<number> =>
  converse(port, (reader, socket) => vncLogIn(reader, socket, password));

/** Presses and releases keys, given as X11 keysyms, and returns the desktop's name. */
export const vncType = (port: number, password: string, keysyms: readonly number[]): Promise<string> =>
  converse(port, async (reader, socket) => {
    if ((await vncLogIn(reader, socket, password)) !== 0) throw new Error('The server refused the VNC password');
    socket.write(Buffer.of(1));
    const head = await reader.read(24);
    const name = (await reader.read(head.readUInt32BE(20))).toString('utf8');
    for (const keysym of keysyms)
      for (const down of [1, 0]) socket.write(Buffer.of(4, down, 0, 0, 0, 0, keysym >> 8, keysym & 0xff));
    // An answered request proves that everything before it was read.
    socket.write(Buffer.of(3, 0, 0, 0, 0, 0, 0, 1, 0, 1));
    await reader.read(1);
    return name;
  });

const MAIN_CHANNEL = 1;

/** Link message of the SPICE protocol: header, then connection 0, channel, no capabilities. */
const spiceLink = (): Buffer => {
  const message = Buffer.alloc(16 + 18);
  message.write('REDQ', 'latin1');
  message.writeUInt32LE(2, 4);
  message.writeUInt32LE(2, 8);
  message.writeUInt32LE(18, 12);
  message.writeUInt8(MAIN_CHANNEL, 20);
  message.writeUInt32LE(18, 30);
  return message;
};

/** The link result of the main channel with this ticket: 0 is welcome, 7 is refused (spice/error_codes.h). */
export const spiceResult = (port: number, password: string): Promise<number> =>
  converse(port, async (reader, socket) => {
    socket.write(spiceLink());
    const header = await reader.read(16);
    if (header.toString('latin1', 0, 4) !== 'REDQ') throw new Error('The server speaks no SPICE');
    const reply = await reader.read(header.readUInt32LE(12));
    if (reply.readUInt32LE(0) !== 0) throw new Error(`The server refused the link: ${reply.readUInt32LE(0)}`);
    const key = { key: reply.subarray(4, 4 + 162), format: 'der', type: 'spki' } as const;
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    socket.write(publicEncrypt({ ...key, padding, oaepHash: 'sha1' }, Buffer.from(`${password}\0`, 'latin1')));
    return (await reader.read(4)).readUInt32LE();
  });
