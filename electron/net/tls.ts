import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, createSecureContext, rootCertificates, type SecureContext, type TLSSocket } from 'node:tls';
import { AppError } from '../../shared/errors/app-error.ts';
import { chainOf, formatFingerprint, problemOf, UnbelievedServer, unvouched } from './certificate.ts';
import { toNetError, type Peer } from './failures.ts';
import type { NetworkRoute, Trust } from './route.ts';
import type { Roots } from './system-roots.ts';
import { abortReason } from './with-limit.ts';

/** A {@link Trust} made ready, once for many handshakes. */
export interface Judge {
  /** Null: that of the runtime, with the authorities that it brings along. */
  readonly context: SecureContext | null;
  /** Fingerprints one of which the leaf must have, in place of a chain to an authority; null: the chain decides. */
  readonly pinned: readonly string[] | null;
}

const certificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** @throws AppError `tls.bad-authority` */
function readAuthorities(pem: string): readonly string[] {
  const found = pem.match(certificates) ?? [];
  if (found.length === 0) throw new AppError('tls.bad-authority');
  try {
    for (const one of found) new X509Certificate(one);
  } catch (error) {
    throw new AppError('tls.bad-authority', {}, { cause: error });
  }
  return found;
}

/** @throws AppError `tls.bad-authority` when the own authorities hold no certificate that can be read */
export function createJudge(trust: Trust, roots?: Roots): Judge {
  if (trust.kind === 'pinned') return { context: null, pinned: trust.fingerprints };
  const own = trust.kind === 'authorities' ? readAuthorities(trust.pem) : [];
  if (own.length === 0 && roots === undefined) return { context: null, pinned: null };
  const ca = [...(roots?.() ?? rootCertificates), ...own];
  return { context: createSecureContext({ ca }), pinned: null };
}

interface Handshake {
  readonly host: string;
  /** ALPN; empty: none is offered. */
  readonly protocols: readonly string[];
  readonly judge: Judge;
  /** Completes the handshake with anybody; the caller looks at the certificate and sends nothing. */
  readonly onlyLook: boolean;
}

/**
 * TLS over `socket`, which it takes over. Nothing of the caller's is sent before the certificate has been judged.
 *
 * @throws UnbelievedServer `tls.changed` {host, expected, actual}, `tls.*` {host}; the error of the socket or of TLS
 */
export function shakeHands(
  socket: Duplex,
  { host, protocols, judge, onlyLook }: Handshake,
  signal: AbortSignal,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // Without the root's dot (RFC 6066, section 3).
    const name = host.replace(/\.$/, '');
    const secure = connect({
      ...{ socket, host, servername: isIP(name) === 0 ? name : '' },
      ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
      ...(judge.context !== null && { secureContext: judge.context }),
      // Judged below, where what the server shows can still be told.
      rejectUnauthorized: false,
    });
    const fail = (error: Error): void => {
      signal.removeEventListener('abort', aborted);
      secure.destroy();
      socket.destroy();
      reject(error);
    };
    const aborted = (): void => fail(abortReason(signal));
    signal.addEventListener('abort', aborted, { once: true });
    // Stays for good: later errors are seen in `errored`.
    secure.on('error', fail);
    secure.once('close', () => socket.destroy());
    secure.once('secureConnect', () => {
      const problem = onlyLook ? null : refusalOf(host, judge, secure);
      if (problem !== null) {
        fail(problem);
        return;
      }
      signal.removeEventListener('abort', aborted);
      resolve(secure);
    });
  });
}

/** Why a server is not believed; null when it is. */
function refusalOf(host: string, { pinned }: Judge, socket: TLSSocket): UnbelievedServer | null {
  if (pinned === null) {
    const problem = problemOf(socket);
    return problem === null ? null : unvouched(host, problem, socket);
  }
  const expected = pinned.map(formatFingerprint);
  const chain = chainOf(socket);
  const actual = chain[0]?.sha256 ?? '';
  if (actual !== '' && expected.includes(actual)) return null;
  return new UnbelievedServer('tls.changed', { host, expected: expected.join(', '), actual }, chain);
}

/**
 * TLS over a stream to `peer` that is open already, as protocols do it that begin without.
 *
 * @param limitMs the milliseconds that the caller gives it, for the words of a failure
 * @throws AppError `net.*`, `tls.*`, of which {@link UnbelievedServer}; the signal's reason when it is aborted
 */
export async function upgradeToTls(
  socket: Duplex,
  peer: Peer,
  { trust, roots }: Pick<NetworkRoute, 'trust' | 'roots'>,
  limitMs: number,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const judge = createJudge(trust, roots);
  try {
    return await shakeHands(socket, { host: peer.host, protocols: [], judge, onlyLook: false }, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw toNetError(error, peer, limitMs / 1000);
  }
}
