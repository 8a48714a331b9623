import { AppError, type ErrorDetail } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';

/** Where a connection went, for the words of its failure. */
export interface Peer {
  readonly host: string;
  readonly port: number;
}

const byErrno: Readonly<Record<string, ErrorCode>> = {
  ECONNREFUSED: 'net.refused',
  EHOSTUNREACH: 'net.unreachable',
  ENETUNREACH: 'net.unreachable',
  EHOSTDOWN: 'net.unreachable',
  ENETDOWN: 'net.unreachable',
  EADDRNOTAVAIL: 'net.unreachable',
  ECONNRESET: 'net.reset',
  ECONNABORTED: 'net.reset',
  EPIPE: 'net.reset',
  ETIMEDOUT: 'net.timeout',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls.self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls.self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls.untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls.untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls.untrusted',
  CERT_UNTRUSTED: 'tls.untrusted',
  CERT_REJECTED: 'tls.untrusted',
  INVALID_CA: 'tls.untrusted',
  CERT_HAS_EXPIRED: 'tls.expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls.wrong-host',
};

/**
 * What OpenSSL (Node) and BoringSSL (Electron) say when the first bytes of the answer are no TLS record, and what
 * Node says when the server closes instead of answering the greeting.
 */
const notTls =
  /wrong[_ ]version[_ ]number|ssl3_get_record|tls_get_more_records|packet[_ ]length[_ ]too[_ ]long|http_request|unknown_protocol|before secure TLS connection was established/i;

const tlsCode = /^(EPROTO$|ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|CRL_|UNABLE_TO_)|SSL routines/;

const textOf = (value: unknown, key: string): string => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'string' ? found : '';
};

interface Essence {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  /** What the system was asked to do; '' for errors of other origin. */
  readonly syscall: string;
}

/** What of an error says most: attempts at several addresses and wrapped errors hide the errno inside. */
export function essenceOf(error: unknown): Essence {
  const code = textOf(error, 'code');
  if (code === '' && error instanceof AggregateError && error.errors.length > 0) return essenceOf(error.errors[0]);
  if (code === '' && error instanceof Error && error.cause !== undefined) return essenceOf(error.cause);
  return { name: textOf(error, 'name'), code, message: textOf(error, 'message'), syscall: textOf(error, 'syscall') };
}

/** What an error of a socket or of TLS means; null where its code and its message are unknown. */
export function netCodeOf({ code, message, syscall }: Omit<Essence, 'name'>): ErrorCode | null {
  if (syscall === 'getaddrinfo' || /^(ENOTFOUND$|EAI_)/.test(code)) return 'net.unresolved';
  if (notTls.test(message) || notTls.test(code)) return 'tls.not-tls';
  const known = Object.hasOwn(byErrno, code) ? byErrno[code] : undefined;
  return known ?? (tlsCode.test(code) || tlsCode.test(message) ? 'tls.failed' : null);
}

/** Params of a failure at `peer`: what the words of `code` ask for. `seconds` is the limit that was in force. */
export const netParams = (code: ErrorCode, { host, port }: Peer, seconds: number): Record<string, string | number> => ({
  host,
  ...(code === 'net.refused' && { port }),
  ...(code === 'net.timeout' && { seconds }),
});

/** An error of a socket or of TLS as ours; one that is ours already stays as it is. */
export function toNetError(error: unknown, peer: Peer, seconds: number): AppError {
  if (error instanceof AppError) return error;
  const essence = essenceOf(error);
  const ours = netCodeOf(essence) ?? 'net.failed';
  const message = essence.message.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 300);
  const detail: ErrorDetail = {
    ...(essence.code !== '' && { code: essence.code }),
    ...(message !== '' && { message }),
  };
  return new AppError(ours, netParams(ours, peer, seconds), { cause: error, detail });
}
