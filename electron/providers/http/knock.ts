import { AppError } from '../../../shared/errors/app-error.ts';
import { createDialer, createSecureDialer, type DialOptions } from '../../net/dialer.ts';
import { readUntil } from '../../net/read.ts';
import { withLimit } from '../../net/with-limit.ts';
import { toNetworkError } from './failures.ts';
import { defaultHttpLimits } from './limits.ts';

/** Bytes of a head that is worth reading. */
const mostHeader = 32_768;

export interface Knocked {
  readonly status: number;
  /** The server's clock, in milliseconds since the epoch; null when it does not tell. */
  readonly date: number | null;
}

/**
 * Whether an HTTP server is behind an address, without any key: an answer of any status is one.
 *
 * @throws AppError `net.*`, `tls.*`, `proxy.*`, `answer.not-json` for what is no HTTP
 */
export async function knock(
  url: URL,
  { idleMs, ...options }: DialOptions & { readonly idleMs: number },
  signal: AbortSignal,
): Promise<Knocked> {
  const isSecure = url.protocol === 'https:';
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  const peer = { host: url.hostname.replace(/^\[|\]$/g, ''), port };
  const dial = isSecure ? createSecureDialer(options, ['http/1.1']) : createDialer(options);
  const socket = await dial(peer.host, port, signal);
  const expired = (): AppError => new AppError('net.timeout', { host: peer.host, seconds: idleMs / 1000 });
  try {
    socket.write(`HEAD ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: */*\r\nConnection: close\r\n\r\n`);
    const read = (limited: AbortSignal): Promise<string | null> => readUntil(socket, '\r\n\r\n', mostHeader, limited);
    const head = await withLimit(options.clock, idleMs, expired, read, signal);
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(head ?? '')?.[1];
    if (status === undefined) throw new AppError('answer.not-json', { contentType: '' });
    const date = Date.parse(/^date: *(.+?)\r$/im.exec(head ?? '')?.[1] ?? '');
    return { status: Number(status), date: Number.isNaN(date) ? null : date };
  } catch (error) {
    signal.throwIfAborted();
    throw toNetworkError(error, peer, { ...defaultHttpLimits, idleMs });
  } finally {
    socket.destroy();
  }
}
