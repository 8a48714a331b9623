import { AppError } from '../../../shared/errors/app-error.ts';
import type { Secret } from '../../../shared/util/secret.ts';
import type { ByteSource } from '../byte-reader.ts';
import type { Line } from '../line.ts';
import type { WindowEnd } from '../window-end.ts';
import { sealTicket } from './ticket.ts';
import {
  commonCapability as cap,
  hasMagic,
  headerBytes,
  linkError,
  majorVersion,
  MalformedLink,
  parseHeader,
  parseMessage,
  parseReply,
  soundsLikeTls,
  supports,
  ticketBytes,
  type LinkMessage,
  type LinkReply,
} from './wire.ts';

/**
 * The link stage of one SPICE channel, spoken by the window except for the ticket: what the window encrypts (a dummy)
 * is dropped, and the real password is encrypted here. A refusal is not forwarded; the window hears it with the close.
 *
 * @param onChannel told the type of the channel (SPICE_CHANNEL_*) once the window has said it
 * @throws AppError console.not-spice, console.version, console.wrong-password, console.spice-refused,
 *   console.needs-tls, console.unsupported-security, console.handshake-ended; ipc.invalid-input when the window is at
 *   fault.
 */
export async function linkSpice(
  { socket, source: server }: Line,
  window: WindowEnd,
  password: Secret,
  onChannel: (type: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const message = await readMessage(window, signal);
  onChannel(message.channel);
  socket.write(message.bytes);
  const clientSelects = supports(message.common, cap.authSelection);
  const { reply, version } = await forwardReply(server, window, signal);
  const serverSelects = supports(reply.common, cap.authSelection);
  if (serverSelects && !supports(reply.common, cap.authSpice)) {
    throw new AppError('console.unsupported-security', { types: 'SASL' });
  }
  await dropTicket(window, clientSelects, signal);
  const sealed = fromServer(() => sealTicket(reply.publicKey, password));
  socket.write(clientSelects && serverSelects ? Buffer.concat([mechanism(), sealed]) : sealed);
  const result = await server.read(4, signal);
  const code = Buffer.from(result).readUInt32LE(0);
  if (code !== 0) throw linkError(code, version);
  window.send(result);
}

interface ServerReply {
  readonly reply: LinkReply;
  /** The server's protocol version. */
  readonly version: string;
}

interface WindowMessage extends LinkMessage {
  readonly bytes: Buffer;
}

async function readMessage(window: WindowEnd, signal: AbortSignal): Promise<WindowMessage> {
  const head = await window.read(headerBytes, signal);
  const { size } = fromWindow(() => parseHeader(head));
  const body = await window.read(size, signal);
  return { ...fromWindow(() => parseMessage(body)), bytes: Buffer.concat([head, body]) };
}

async function forwardReply(server: ByteSource, window: WindowEnd, signal: AbortSignal): Promise<ServerReply> {
  const head = await readHead(server, signal);
  const { major, minor, size } = fromServer(() => parseHeader(head));
  const version = `${major}.${minor}`;
  if (major !== majorVersion) throw new AppError('console.version', { version });
  const body = await server.read(size, signal);
  const reply = fromServer(() => parseReply(body));
  if (reply.error !== 0) throw linkError(reply.error, version);
  window.send(Buffer.concat([head, body]));
  return { reply, version };
}

/** Looks at the first bytes before it waits for the rest, which another protocol may never send. */
async function readHead(server: ByteSource, signal: AbortSignal): Promise<Uint8Array> {
  const magic = await server.read(4, signal);
  if (soundsLikeTls(magic)) throw new AppError('console.needs-tls');
  if (!hasMagic(magic)) throw new AppError('console.not-spice');
  return Buffer.concat([magic, await server.read(headerBytes - magic.length, signal)]);
}

async function dropTicket(window: WindowEnd, withMechanism: boolean, signal: AbortSignal): Promise<void> {
  if (withMechanism) {
    const chosen = Buffer.from(await window.read(4, signal)).readUInt32LE(0);
    if (chosen !== cap.authSpice) throw new AppError('ipc.invalid-input');
  }
  await window.read(ticketBytes, signal);
}

function mechanism(): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32LE(cap.authSpice, 0);
  return word;
}

const fromWindow = <T>(parse: () => T): T => blaming('ipc.invalid-input', parse);
const fromServer = <T>(parse: () => T): T => blaming('console.not-spice', parse);

function blaming<T>(code: 'ipc.invalid-input' | 'console.not-spice', parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof MalformedLink)) throw error;
    throw new AppError(code, {}, { cause: error });
  }
}
