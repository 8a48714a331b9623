import { connect, type Socket } from 'node:net';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { abortReason, withLimit } from './with-limit.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const keepAliveMs = 30_000;
/** Between addresses of one host; Node's 250 ms gives up on far servers that answer. */
const nextAddressMs = 1_000;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const isLookUp = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && error.syscall === 'getaddrinfo';

/** What the operating system said about a connection attempt, as one of the `net.*` errors. */
function connectError(error: unknown, { host, port }: Endpoint, seconds: number): AppError {
  const code = codeOf(error);
  const options = { cause: error, detail: { code } };
  if (isLookUp(error)) return new AppError('net.unresolved', { host }, options);
  switch (code) {
    case 'ECONNREFUSED':
      return new AppError('net.refused', { host, port: String(port) }, options);
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return new AppError('net.unreachable', { host, port: String(port) }, options);
    case 'ETIMEDOUT':
      return new AppError('net.timeout', { host, seconds }, options);
    case 'ECONNRESET':
    case 'EPIPE':
      return new AppError('net.reset', { host }, options);
    default:
      return new AppError('net.failed', { host }, options);
  }
}

/** Why a socket that was connected is gone: the errno, or '' after an orderly end. */
export const socketErrorCode = (socket: Socket): string => codeOf(socket.errored);

/**
 * Opens a TCP connection, without delay for small packets and with keep-alive. The socket is paused. Its later errors
 * are seen in `errored` when it closes, so the caller need not listen for 'error'.
 *
 * @throws AppError net.unresolved, net.refused, net.unreachable, net.timeout, net.reset, net.failed.
 */
export function openSocket(endpoint: Endpoint, clock: Clock, limitMs: number, signal: AbortSignal): Promise<Socket> {
  const seconds = limitMs / 1000;
  const expired = (): AppError => new AppError('net.timeout', { host: endpoint.host, seconds });
  return withLimit(clock, limitMs, expired, (limited) => attempt(endpoint, seconds, limited), signal);
}

function attempt(endpoint: Endpoint, seconds: number, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: endpoint.host,
      port: endpoint.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMs,
      autoSelectFamilyAttemptTimeout: nextAddressMs,
    });
    const aborted = (): void => {
      socket.destroy();
      reject(abortReason(signal));
    };
    signal.addEventListener('abort', aborted, { once: true });
    socket.on('error', (error) => {
      signal.removeEventListener('abort', aborted);
      reject(connectError(error, endpoint, seconds));
    });
    socket.once('connect', () => {
      signal.removeEventListener('abort', aborted);
      socket.pause();
      resolve(socket);
    });
  });
}
