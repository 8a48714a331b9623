import type { Socket } from 'node:net';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Secret } from '../../../shared/util/secret.ts';
import { socketSource, type ByteSource } from '../byte-reader.ts';
import { answerChallenge } from './des.ts';
import { readReason, refusal } from './reason.ts';
import { chooseVersion, greeting, versionBytes, type RfbVersion } from './version.ts';

/** Security types (RFC 6143 §7.1.2); the first two are the ones spoken here. */
const none = 1;
const vncAuthentication = 2;
const challengeBytes = 16;
/** SecurityResult (RFC 6143 §7.1.3); 2 is from before the RFC. */
const accepted = 0;
const tooManyAttempts = 2;

/** Names of security types registered with IANA ("Remote Framebuffer Security Types"), for people. */
const typeNames: Readonly<Record<number, string>> = {
  5: 'RA2',
  6: 'RA2ne',
  16: 'Tight',
  17: 'Ultra',
  18: 'TLS',
  19: 'VeNCrypt',
  20: 'SASL',
  21: 'MD5',
  22: 'xvp',
  30: 'Apple',
  129: 'RSA-AES-256',
};

const nameOf = (type: number): string => typeNames[type] ?? String(type);

const unsupported = (types: readonly number[]): AppError =>
  new AppError('console.unsupported-security', { types: types.map(nameOf).join(', ') });

/**
 * The client's part of the RFB handshake, up to and including the security result (RFC 6143 §7.1.1 to §7.1.3). What
 * follows, beginning with ClientInit, is left to the viewer.
 *
 * @throws AppError console.not-rfb, console.version, console.refused, console.wrong-password,
 *   console.unsupported-security, console.handshake-ended.
 */
export async function authenticate(socket: Socket, password: Secret, signal: AbortSignal): Promise<void> {
  const server = socketSource(socket);
  const version = chooseVersion(await readGreeting(server, signal));
  socket.write(greeting(version));
  const type = version === '3.3' ? await imposedType(server, signal) : await offeredType(server, password, signal);
  if (version !== '3.3') socket.write(Buffer.of(type));
  if (type === vncAuthentication) {
    socket.write(answerChallenge(await server.read(challengeBytes, signal), password.reveal()));
  } else if (version !== '3.8') {
    return;
  }
  await securityResult(server, version, type, signal);
}

/** Looks at the first bytes before it waits for the rest, which another protocol may never send. */
async function readGreeting(server: ByteSource, signal: AbortSignal): Promise<Uint8Array> {
  const head = Buffer.from(await server.read(4, signal));
  if (head.toString('latin1') !== 'RFB ') throw new AppError('console.not-rfb');
  return Buffer.concat([head, await server.read(versionBytes - head.length, signal)]);
}

/** RFC 6143 appendix A: in 3.3 the server decides. */
async function imposedType(server: ByteSource, signal: AbortSignal): Promise<number> {
  const type = Buffer.from(await server.read(4, signal)).readUInt32BE(0);
  if (type === 0) throw refusal(await readReason(server, signal), false);
  if (type !== none && type !== vncAuthentication) throw unsupported([type]);
  return type;
}

async function offeredType(server: ByteSource, password: Secret, signal: AbortSignal): Promise<number> {
  const [count = 0] = await server.read(1, signal);
  if (count === 0) throw refusal(await readReason(server, signal), false);
  const types = [...(await server.read(count, signal))];
  const wanted = password.reveal() === '' ? [none, vncAuthentication] : [vncAuthentication, none];
  const type = wanted.find((candidate) => types.includes(candidate));
  if (type === undefined) throw unsupported(types);
  return type;
}

async function securityResult(
  server: ByteSource,
  version: RfbVersion,
  type: number,
  signal: AbortSignal,
): Promise<void> {
  const result = Buffer.from(await server.read(4, signal)).readUInt32BE(0);
  if (result === accepted) return;
  const reason = version === '3.8' ? await readReason(server, signal) : '';
  if (result === tooManyAttempts) {
    throw new AppError('console.too-many-attempts', {}, reason === '' ? {} : { detail: { message: reason } });
  }
  throw refusal(reason, type === vncAuthentication);
}
