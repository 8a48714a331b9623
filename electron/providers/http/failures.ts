import { AppError, type ErrorDetail } from '../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { essenceOf, netCodeOf, netParams, type Peer } from '../../net/failures.ts';
import type { HttpLimits } from './limits.ts';
import { redactText } from './redact.ts';

/** What undici says of a connection that was established. */
const byUndici: Readonly<Record<string, ErrorCode>> = {
  UND_ERR_SOCKET: 'net.reset',
  UND_ERR_HEADERS_TIMEOUT: 'net.timeout',
  UND_ERR_BODY_TIMEOUT: 'net.timeout',
  HPE_INVALID_EOF_STATE: 'answer.truncated',
};

/** A thrown error of the network as ours; `limits` are those that were in force, for the words of a timeout. */
export function toNetworkError(error: unknown, peer: Peer, limits: HttpLimits): AppError {
  if (error instanceof AppError) return error;
  const essence = essenceOf(error);
  const { name, code, message } = essence;
  const fallback = (): ErrorCode =>
    // The parser met something that is no HTTP, e.g. a TLS server behind an http address.
    name === 'HTTPParserError' ? 'answer.not-json' : 'net.failed';
  const known = Object.hasOwn(byUndici, code) ? byUndici[code] : undefined;
  const ours = known ?? netCodeOf(essence) ?? fallback();
  const detail: ErrorDetail = { ...(code !== '' && { code }), ...(message !== '' && { message: redactText(message) }) };
  const params = {
    ...netParams(ours, peer, limits.idleMs / 1000),
    ...(ours === 'answer.not-json' && { contentType: '' }),
  };
  return new AppError(ours, params, { cause: error, detail });
}

/** After any status of a server's own fault a change may have been carried out, or be under way behind a gateway. */
const isServerFault = (status: unknown): boolean => typeof status === 'number' && status >= 500;

const doubtful: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'net.reset',
  'net.timeout',
  'net.failed',
  'net.unreachable',
  'jump.lost',
  'tls.failed',
  'answer.not-json',
  'answer.truncated',
  'answer.too-large',
  'answer.unexpected',
]);

/** The failure of a change that was sent, told honestly: `outcome.unknown` where no answer settles what happened. */
export function asOutcome(error: AppError): AppError {
  const open = doubtful.has(error.code) || (error.code === 'http.status' && isServerFault(error.params['status']));
  if (!open) return error;
  return new AppError('outcome.unknown', error.params, { cause: error, detail: error.detail ?? { code: error.code } });
}
