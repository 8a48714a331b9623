import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import type { Peer } from './server.ts';

const u32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
};

const header = (size: number, major = 2, minor = 2): Buffer =>
  Buffer.concat([Buffer.from('REDQ'), u32(major, minor, size)]);

/** Authentication selection and mini header, as spice-html5 asks for them. */
const clientCaps = 0b1001;
/** Those, and the spice mechanism. */
const serverCaps = 0b1011;

interface Link {
  readonly connection?: number;
  readonly channel?: number;
  readonly caps?: number;
}

/** What a window sends first: the link message of one channel (1 is main). */
export function linkMessage({ connection = 0, channel = 1, caps = clientCaps }: Link = {}): Buffer {
  const body = Buffer.concat([u32(connection), Buffer.of(channel, 0), u32(1, 1, 18), u32(caps, 8)]);
  return Buffer.concat([header(body.length), body]);
}

/** What a window sends second: the mechanism and a ticket that is worth nothing. */
export const dummyTicket = Buffer.concat([u32(1), Buffer.alloc(128, 0xdd)]);

export const linkResult = (code: number): Buffer => u32(code);

interface Reply {
  readonly major?: number;
  readonly minor?: number;
  readonly error?: number;
  readonly key?: Buffer;
  readonly caps?: number;
  /** As the header announces it. */
  readonly size?: number;
  readonly capsOffset?: number;
  readonly capsCount?: number;
}

/** A server with a key of its own. */
export class SpiceKeys {
  readonly #pair = generateKeyPairSync('rsa', { modulusLength: 1024 });

  reply({
    major,
    minor,
    error = 0,
    key,
    caps = serverCaps,
    size,
    capsOffset = 178,
    capsCount = 1,
  }: Reply = {}): Buffer {
    const der = key ?? this.#pair.publicKey.export({ format: 'der', type: 'spki' });
    const body = Buffer.concat([u32(error), der, u32(capsCount, 1, capsOffset), u32(caps, 0)]);
    return Buffer.concat([header(size ?? body.length, major, minor), body]);
  }

  /** The password in a ticket of 128 bytes. */
  open(ticket: Buffer): string {
    const plain = privateDecrypt(
      { key: this.#pair.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
      ticket,
    );
    return plain.toString('utf8');
  }

  /** Plays a server up to the ticket, which it answers opened. */
  async askForTicket(peer: Peer, expected: Buffer = linkMessage()): Promise<string> {
    const message = await peer.read(expected.length);
    if (!message.equals(expected)) throw new Error('the link message was changed');
    await peer.write(this.reply());
    const mechanism = await peer.read(4);
    if (mechanism.readUInt32LE(0) !== 1) throw new Error('another mechanism');
    return this.open(await peer.read(128));
  }
}
