import { AppError } from '../../../shared/errors/app-error.ts';

/**
 * Layouts of the SPICE link stage ("SPICE protocol", section "Link": SpiceLinkHeader, SpiceLinkMess, SpiceLinkReply,
 * and protocol.h of spice-protocol). All numbers are little-endian.
 */
export const headerBytes = 16;
export const publicKeyBytes = 162;
export const ticketBytes = 128;
export const majorVersion = 2;
/** What a SPICE server allows a link message to be; used for both directions. */
const maxBodyBytes = 4096;
const messageHeadBytes = 18;
const replyHeadBytes = 4 + publicKeyBytes + 12;

/** Bits of the first word of common capabilities. */
export const commonCapability = { authSelection: 0, authSpice: 1, authSasl: 2, miniHeader: 3 } as const;
export type CommonCapability = (typeof commonCapability)[keyof typeof commonCapability];

/** How the window's link message or the server's reply is wrong; whose fault it is decides the error. */
export class MalformedLink extends Error {
  override readonly name = 'MalformedLink';
}

interface LinkHeader {
  readonly major: number;
  readonly minor: number;
  /** Of the body that follows. */
  readonly size: number;
}

export interface LinkMessage {
  /** The type of the channel, SPICE_CHANNEL_*. */
  readonly channel: number;
  readonly common: readonly number[];
}

export interface LinkReply {
  /** 0 is success. */
  readonly error: number;
  /** X.509 SubjectPublicKeyInfo, DER, of a 1024-bit RSA key; zeros when there is an error. */
  readonly publicKey: Buffer;
  readonly common: readonly number[];
}

export const hasMagic = (header: Uint8Array): boolean => Buffer.from(header).toString('latin1', 0, 4) === 'REDQ';

/** The head of a TLS alert (RFC 8446 §5.1), with which a TLS port answers what is no TLS. */
export const soundsLikeTls = (header: Uint8Array): boolean => header[0] === 21 && header[1] === 3;

export function parseHeader(bytes: Uint8Array): LinkHeader {
  const header = Buffer.from(bytes);
  if (!hasMagic(header)) throw new MalformedLink('no magic');
  const size = header.readUInt32LE(12);
  if (size > maxBodyBytes) throw new MalformedLink('too large');
  return { major: header.readUInt32LE(4), minor: header.readUInt32LE(8), size };
}

export const supports = (words: readonly number[], capability: CommonCapability): boolean =>
  (((words[0] ?? 0) >>> capability) & 1) === 1;

/** A client's link message. */
export function parseMessage(bytes: Uint8Array): LinkMessage {
  const body = Buffer.from(bytes);
  if (body.length < messageHeadBytes) throw new MalformedLink('too short');
  const common = capabilities(body, body.readUInt32LE(6), body.readUInt32LE(10), body.readUInt32LE(14));
  return { channel: body.readUInt8(4), common };
}

export function parseReply(bytes: Uint8Array): LinkReply {
  const body = Buffer.from(bytes);
  if (body.length < replyHeadBytes) throw new MalformedLink('too short');
  const counts = 4 + publicKeyBytes;
  return {
    error: body.readUInt32LE(0),
    publicKey: body.subarray(4, counts),
    common: capabilities(body, body.readUInt32LE(counts), body.readUInt32LE(counts + 4), body.readUInt32LE(counts + 8)),
  };
}

function capabilities(body: Buffer, common: number, channel: number, offset: number): readonly number[] {
  if (offset + (common + channel) * 4 > body.length) throw new MalformedLink('capabilities beyond the end');
  return Array.from({ length: common }, (_, index) => body.readUInt32LE(offset + index * 4));
}

const versionMismatch = 4;
const needSecured = 5;
const permissionDenied = 7;

/** A link error (SPICE_LINK_ERR_*) as one of ours. `version` is the server's. */
export function linkError(code: number, version: string): AppError {
  if (code === permissionDenied) return new AppError('console.wrong-password');
  if (code === needSecured) return new AppError('console.needs-tls');
  if (code === versionMismatch) return new AppError('console.version', { version });
  return new AppError('console.spice-refused', { code: String(code) });
}
