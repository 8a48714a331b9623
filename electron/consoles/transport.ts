import type { Duplex } from 'node:stream';
import { createDialer, type DialOptions } from '../net/dialer.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Why a socket that was connected is gone: the errno, or '' after an orderly end. */
export const socketErrorCode = ({ errored }: Duplex): string =>
  errored !== null && 'code' in errored && typeof errored.code === 'string' ? errored.code : '';

/**
 * Opens a TCP connection. The socket is paused. Its later errors are seen in `errored` when it closes, so the caller need
 * not listen for 'error'.
 *
 * @throws AppError net.unresolved, net.refused, net.unreachable, net.timeout, net.reset, net.failed, proxy.*.
 */
export async function openSocket({ host, port }: Endpoint, options: DialOptions, signal: AbortSignal): Promise<Duplex> {
  const socket = await createDialer(options)(host, port, signal);
  return socket.pause();
}
