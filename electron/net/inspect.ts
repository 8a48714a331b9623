import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import { limitedDial, openPlain, type DialOptions } from './dialer.ts';
import { netCodeOf } from './failures.ts';
import { createJudge, formatFingerprint, shakeHands } from './tls.ts';

export interface SeenCertificate {
  /** Distinguished names, one attribute after the other: `O=Example, CN=cloud.example`. */
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
  readonly validTo: number;
  /** Upper-case hex pairs with colons between. */
  readonly sha256: string;
}

export interface Inspection {
  /** As the server sent it: its own certificate first. Never empty. */
  readonly chain: readonly SeenCertificate[];
  /** Why the authorities of the route (of a pinned one: the system's) do not vouch for it; null when they do. */
  readonly problem: ErrorCode | null;
}

const mostCertificates = 10;

const oneLine = (name: string): string => name.split('\n').join(', ');

function describe(raw: Buffer): SeenCertificate {
  const { subject, issuer, validFrom, validTo, fingerprint256 } = new X509Certificate(raw);
  return {
    ...{ subject: oneLine(subject), issuer: oneLine(issuer), sha256: formatFingerprint(fingerprint256) },
    ...{ validFrom: Date.parse(validFrom), validTo: Date.parse(validTo) },
  };
}

/** Leaf first. The last certificate of a complete chain names itself as its issuer; Node then links it to itself. */
function chainOf(socket: TLSSocket): readonly SeenCertificate[] {
  const chain: SeenCertificate[] = [];
  // Optional, whatever the declarations say: a certificate whose issuer was not sent has none.
  let next: Partial<DetailedPeerCertificate> | undefined = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < mostCertificates) {
    const certificate = describe(next.raw);
    if (chain.some(({ sha256 }) => sha256 === certificate.sha256)) break;
    chain.push(certificate);
    next = next.issuerCertificate;
  }
  return chain;
}

/** Node declares an Error and gives its code. */
const problemOf = (socket: TLSSocket): ErrorCode | null => {
  if (socket.authorized) return null;
  const given: unknown = socket.authorizationError;
  const code = typeof given === 'string' ? given : '';
  return netCodeOf({ code, message: String(given), syscall: '' }) ?? 'tls.failed';
};

/**
 * Fetches a server's certificates without believing them and without sending anything but the TLS handshake, so that a
 * person can compare the fingerprint and pin it.
 *
 * @throws AppError `net.*`, `proxy.*`, `tls.not-tls`, `tls.failed`; the signal's reason when it is aborted
 */
export async function inspectCertificate(
  host: string,
  port: number,
  options: DialOptions,
  signal: AbortSignal,
): Promise<Inspection> {
  const { trust, roots } = options.route;
  let found: Inspection = { chain: [], problem: 'tls.failed' };
  const look = limitedDial(options, async (target, waitFor, limited) => {
    const judge = createJudge(trust.kind === 'pinned' ? { kind: 'system' } : trust, roots);
    const socket = await openPlain(options.route, target, waitFor, limited);
    const secure = await shakeHands(socket, { host, protocols: [], judge, onlyLook: true }, limited);
    found = { chain: chainOf(secure), problem: problemOf(secure) };
    secure.destroy();
    return secure;
  });
  await look(host, port, signal);
  return found;
}
