import { AppError, type ErrorDetail } from '../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { HttpLimits } from './limits.ts';
import { redactText } from './redact.ts';

/** Where a call went, for the words of its failure. */
export interface Peer {
  readonly host: string;
  readonly port: number;
}

const byErrno: Readonly<Record<string, ErrorCode>> = {
  ENOTFOUND: 'net.unresolved',
  EAI_AGAIN: 'net.unresolved',
  EAI_NODATA: 'net.unresolved',
  EAI_NONAME: 'net.unresolved',
  ECONNREFUSED: 'net.refused',
  EHOSTUNREACH: 'net.unreachable',
  ENETUNREACH: 'net.unreachable',
  EHOSTDOWN: 'net.unreachable',
  ENETDOWN: 'net.unreachable',
  EADDRNOTAVAIL: 'net.unreachable',
  ECONNRESET: 'net.reset',
  ECONNABORTED: 'net.reset',
  EPIPE: 'net.reset',
  UND_ERR_SOCKET: 'net.reset',
  ETIMEDOUT: 'net.timeout',
  UND_ERR_CONNECT_TIMEOUT: 'net.timeout',
  UND_ERR_HEADERS_TIMEOUT: 'net.timeout',
  UND_ERR_BODY_TIMEOUT: 'net.timeout',
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

const idleCodes: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

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

/** The error that says most: attempts at several addresses and wrapped errors hide the errno inside. */
function essence(error: unknown): unknown {
  if (textOf(error, 'code') !== '') return error;
  if (error instanceof AggregateError && error.errors.length > 0) return essence(error.errors[0]);
  if (error instanceof Error && error.cause !== undefined) return essence(error.cause);
  return error;
}

const classify = (name: string, code: string, message: string): ErrorCode => {
  if (notTls.test(message) || notTls.test(code)) return 'tls.not-tls';
  const known = Object.hasOwn(byErrno, code) ? byErrno[code] : undefined;
  if (known !== undefined) return known;
  if (code === 'HPE_INVALID_EOF_STATE') return 'answer.truncated';
  // The parser met something that is no HTTP, e.g. a TLS server behind an http address.
  if (name === 'HTTPParserError') return 'answer.not-json';
  return tlsCode.test(code) || tlsCode.test(message) ? 'tls.failed' : 'net.failed';
};

/** A thrown error of the network as ours; `limits` are those that were in force, for the words of a timeout. */
export function toNetworkError(error: unknown, peer: Peer, limits: HttpLimits): AppError {
  if (error instanceof AppError) return error;
  const inner = essence(error);
  const code = textOf(inner, 'code');
  const message = textOf(inner, 'message');
  const ours = classify(textOf(inner, 'name'), code, message);
  const detail: ErrorDetail = { ...(code !== '' && { code }), ...(message !== '' && { message: redactText(message) }) };
  const params = {
    host: peer.host,
    ...(ours === 'answer.not-json' && { contentType: '' }),
    ...(ours === 'net.refused' && { port: peer.port }),
    ...(ours === 'net.timeout' && { seconds: (idleCodes.has(code) ? limits.idleMs : limits.connectMs) / 1000 }),
  };
  return new AppError(ours, params, { cause: error, detail });
}

/** HTTP statuses after which a change may have been carried out behind the gateway that reports the failure. */
const doubtfulStatuses: ReadonlySet<unknown> = new Set([500, 502, 504]);

const doubtful: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'net.reset',
  'net.timeout',
  'net.failed',
  'net.unreachable',
  'tls.failed',
  'answer.truncated',
  'answer.too-large',
  'answer.unexpected',
]);

/** The failure of a change that was sent, told honestly: `outcome.unknown` where no answer settles what happened. */
export function asOutcome(error: AppError): AppError {
  const open =
    doubtful.has(error.code) || (error.code === 'http.status' && doubtfulStatuses.has(error.params['status']));
  if (!open) return error;
  return new AppError('outcome.unknown', error.params, { cause: error, detail: error.detail ?? { code: error.code } });
}
