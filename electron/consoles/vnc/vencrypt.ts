import { AppError } from '../../../shared/errors/app-error.ts';
import type { Line } from '../line.ts';
import { securityType, unsupported, vencryptSubtype } from './security-types.ts';

/** What VeNCrypt leaves to be done over TLS. */
export type InnerLogin = 'none' | 'vnc' | 'plain';

const version = Buffer.of(0, 2);
const accepted = 1;
const { tlsNone, tlsVnc, tlsPlain, x509None, x509Vnc, x509Plain } = vencryptSubtype;
const anonymous: readonly number[] = [tlsNone, tlsVnc, tlsPlain];

const logins: ReadonlyMap<number, InnerLogin> = new Map([
  [x509Plain, 'plain'],
  [x509Vnc, 'vnc'],
  [x509None, 'none'],
]);

export const anonymousTls = (host: string): AppError => new AppError('console.anonymous-tls', { host });

/** The strongest subtype of those that the server offers and this login can pass. */
function choose(offered: readonly number[], { hasUser, hasPassword }: Credentials, host: string): number {
  const wanted = hasPassword ? [...(hasUser ? [x509Plain] : []), x509Vnc, x509None] : [x509None, x509Vnc];
  const found = wanted.find((subtype) => offered.includes(subtype));
  if (found !== undefined) return found;
  if (offered.includes(x509Plain)) throw new AppError('console.user-needed');
  throw offered.some((subtype) => anonymous.includes(subtype)) ? anonymousTls(host) : unsupported(offered);
}

interface Credentials {
  readonly hasUser: boolean;
  readonly hasPassword: boolean;
}

/**
 * The part of VeNCrypt 0.2 from the choice of its security type to TLS ("The RFB Protocol" of the rfbproto project,
 * section "VeNCrypt"): version, subtype, and the handshake that begins right after the server's last plain byte.
 *
 * @throws AppError console.anonymous-tls, console.user-needed, console.unsupported-security, console.refused-silently,
 *   tls.*
 */
export async function startVencrypt(line: Line, credentials: Credentials, signal: AbortSignal): Promise<InnerLogin> {
  const { socket, source } = line;
  const [major = 0, minor = 0] = await source.read(version.length, signal);
  // Below 0.2 the subtypes were other numbers; a later version has to speak this one.
  if (major === 0 && minor < 2) throw new AppError('console.unsupported-security', { types: `VeNCrypt 0.${minor}` });
  socket.write(version);
  const [refusal] = await source.read(1, signal);
  if (refusal !== 0) throw unsupported([securityType.vencrypt]);
  const [count = 0] = await source.read(1, signal);
  const list = Buffer.from(await source.read(count * 4, signal));
  const offered = Array.from({ length: count }, (_, index) => list.readUInt32BE(index * 4));
  const subtype = choose(offered, credentials, line.host);
  const answer = Buffer.alloc(4);
  answer.writeUInt32BE(subtype);
  socket.write(answer);
  const [verdict] = await source.read(1, signal);
  if (verdict !== accepted) throw new AppError('console.refused-silently');
  await line.secure(signal);
  return logins.get(subtype) ?? 'none';
}
