import type { Socket } from 'node:net';
import type { Clock } from '../../shared/util/clock.ts';
import { createDialer } from '../net/dialer.ts';
import { directRoute } from '../net/route.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Why a socket that was connected is gone: the errno, or '' after an orderly end. */
export const socketErrorCode = ({ errored }: Socket): string =>
  errored !== null && 'code' in errored && typeof errored.code === 'string' ? errored.code : '';

/**
 * Opens a TCP connection. The socket is paused. Its later errors are seen in `errored` when it closes, so the caller need
 * not listen for 'error'.
 *
 * @throws AppError net.unresolved, net.refused, net.unreachable, net.timeout, net.reset, net.failed.
 */
export async function openSocket(
  { host, port }: Endpoint,
  clock: Clock,
  limitMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = await createDialer({ route: directRoute, clock, limitMs })(host, port, signal);
  return socket.pause();
}
