import { AppError } from '../../../shared/errors/app-error.ts';
import type { Secret } from '../../../shared/util/secret.ts';
import type { ByteSource } from '../byte-reader.ts';
import type { Line } from '../line.ts';
import type { ConsoleTicket } from '../ticket.ts';
import { answerChallenge } from './des.ts';
import { readReason, refusal } from './reason.ts';
import { securityType, unsupported } from './security-types.ts';
import { anonymousTls, startVencrypt, type InnerLogin } from './vencrypt.ts';
import { chooseVersion, greeting, versionBytes, type RfbVersion } from './version.ts';

const { none, vnc, tls, vencrypt } = securityType;
const challengeBytes = 16;
/** SecurityResult (RFC 6143 §7.1.3); 2 is from before the RFC. */
const accepted = 0;
const tooManyAttempts = 2;

type Login = Pick<ConsoleTicket, 'password' | 'user' | 'tls'>;

/**
 * The client's part of the RFB handshake, up to and including the security result (RFC 6143 §7.1.1 to §7.1.3). What
 * follows, beginning with ClientInit, is left to the viewer. Where the server offers TLS with a certificate, the line
 * speaks it afterwards; a server that offers besides plain security only TLS without one is called again.
 *
 * @throws AppError console.not-rfb, console.version, console.refused, console.wrong-password, console.no-tls,
 *   console.anonymous-tls, console.user-needed, console.unsupported-security, console.handshake-ended; tls.*
 */
export async function authenticate(line: Line, login: Login, signal: AbortSignal): Promise<void> {
  const hasPlainWay = await attempt(line, login, true, signal);
  if (!hasPlainWay) return;
  await line.redial(signal);
  await attempt(line, login, false, signal);
}

/** Answers whether it was in vain and the server can be called again without TLS. */
async function attempt(line: Line, login: Login, mayEncrypt: boolean, signal: AbortSignal): Promise<boolean> {
  const version = chooseVersion(await readGreeting(line.source, signal));
  line.socket.write(greeting(version));
  const types = version === '3.3' ? [await imposedType(line.source, signal)] : await offeredTypes(line.source, signal);
  // In 3.3 there is no choice, and VeNCrypt begins with one.
  const type = chooseType(types, login, mayEncrypt && version !== '3.3', line.host);
  if (version !== '3.3') line.socket.write(Buffer.of(type));
  if (type !== vencrypt) {
    await pass(line, type === vnc ? 'vnc' : 'none', login, signal);
    if (type !== none || version === '3.8') await securityResult(line.source, version, type === vnc, signal);
    return false;
  }
  const plain = types.includes(none) || types.includes(vnc);
  const credentials = { hasUser: (login.user ?? '') !== '', hasPassword: login.password.reveal() !== '' };
  let inner: InnerLogin;
  try {
    inner = await startVencrypt(line, credentials, signal);
  } catch (error) {
    if (plain && login.tls !== true && error instanceof AppError && withoutCertificate.has(error.code)) return true;
    throw error;
  }
  await pass(line, inner, login, signal);
  await securityResult(line.source, version, inner !== 'none', signal);
  return false;
}

/** How VeNCrypt fails when it has nothing to offer that a connection without it would not have. */
const withoutCertificate: ReadonlySet<string> = new Set([
  'console.anonymous-tls',
  'console.user-needed',
  'console.unsupported-security',
]);

async function pass({ socket, source }: Line, how: InnerLogin, login: Login, signal: AbortSignal): Promise<void> {
  if (how === 'vnc') socket.write(answerChallenge(await source.read(challengeBytes, signal), login.password.reveal()));
  if (how === 'plain') socket.write(plainLogin(login.user ?? '', login.password));
}

/** VeNCrypt's Plain: both lengths (U32), name, password. */
function plainLogin(user: string, password: Secret): Buffer {
  const [name, word] = [Buffer.from(user, 'utf8'), Buffer.from(password.reveal(), 'utf8')];
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(name.length, 0);
  lengths.writeUInt32BE(word.length, 4);
  return Buffer.concat([lengths, name, word]);
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
  return type;
}

async function offeredTypes(server: ByteSource, signal: AbortSignal): Promise<readonly number[]> {
  const [count = 0] = await server.read(1, signal);
  if (count === 0) throw refusal(await readReason(server, signal), false);
  return [...(await server.read(count, signal))];
}

function chooseType(types: readonly number[], login: Login, mayEncrypt: boolean, host: string): number {
  if (mayEncrypt && types.includes(vencrypt)) return vencrypt;
  const wanted = login.password.reveal() === '' ? [none, vnc] : [vnc, none];
  const type = wanted.find((candidate) => types.includes(candidate));
  if (type !== undefined && login.tls !== true) return type;
  if (types.includes(tls)) throw anonymousTls(host);
  throw type === undefined ? unsupported(types) : new AppError('console.no-tls', { host });
}

async function securityResult(
  server: ByteSource,
  version: RfbVersion,
  afterPassword: boolean,
  signal: AbortSignal,
): Promise<void> {
  const result = Buffer.from(await server.read(4, signal)).readUInt32BE(0);
  if (result === accepted) return;
  const reason = version === '3.8' ? await readReason(server, signal) : '';
  if (result === tooManyAttempts) {
    throw new AppError('console.too-many-attempts', {}, reason === '' ? {} : { detail: { message: reason } });
  }
  throw refusal(reason, afterPassword);
}
