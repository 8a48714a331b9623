import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { AppError, type ErrorDetail, type ErrorParams } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import { netCodeOf } from './failures.ts';

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

const mostCertificates = 10;

/** Control characters and marks that change the direction of what follows: they are shown as what they are. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A distinguished name as `X509Certificate` gives it, on one line, with nothing in it that deceives the eye. */
export const oneLine = (name: string): string =>
  name
    .split('\n')
    .map((part) => part.replace(unseen, (mark) => `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`))
    .join(', ');

function describe(raw: Buffer): SeenCertificate {
  const { subject, issuer, validFrom, validTo, fingerprint256 } = new X509Certificate(raw);
  return {
    ...{ subject: oneLine(subject), issuer: oneLine(issuer), sha256: fingerprint256 },
    ...{ validFrom: Date.parse(validFrom), validTo: Date.parse(validTo) },
  };
}

/**
 * What a server showed, its own certificate first; never empty after a handshake. The last certificate of a complete
 * chain names itself as its issuer; Node then links it to itself.
 */
export function chainOf(socket: TLSSocket): readonly SeenCertificate[] {
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

/** Why no authority vouches for the server. Node declares an Error and gives its code. */
const reasonOf = ({ authorizationError }: TLSSocket): string =>
  typeof authorizationError === 'string' ? authorizationError : String(authorizationError);

/** Why the authorities of a handshake do not vouch for the server; null when they do. */
export function problemOf(socket: TLSSocket): ErrorCode | null {
  if (socket.authorized) return null;
  const reason = reasonOf(socket);
  return netCodeOf({ code: reason, message: reason, syscall: '' }) ?? 'tls.failed';
}

/** A server whose certificate is not believed. What it showed is for a person to look at. */
export class UnbelievedServer extends AppError {
  readonly chain: readonly SeenCertificate[];

  constructor(code: ErrorCode, params: ErrorParams, chain: readonly SeenCertificate[], detail?: ErrorDetail) {
    super(code, params, detail === undefined ? {} : { detail });
    this.chain = chain;
  }
}

/** A fingerprint as it is shown: pairs of upper-case hex digits with colons between. */
export const formatFingerprint = (sha256: string): string =>
  (
    sha256
      .replace(/[^0-9a-f]/gi, '')
      .toUpperCase()
      .match(/../g) ?? []
  ).join(':');

/** With the fingerprint of what was shown beside the code, for whoever is to compare it. */
export function unvouched(host: string, code: ErrorCode, socket: TLSSocket): UnbelievedServer {
  const chain = chainOf(socket);
  const [leaf] = chain;
  const shown = leaf === undefined ? {} : { message: `SHA-256 ${formatFingerprint(leaf.sha256)}` };
  return new UnbelievedServer(code, { host }, chain, { code: reasonOf(socket), ...shown });
}
