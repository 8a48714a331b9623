import { connect, type Socket } from 'node:net';
import type { Peer } from './failures.ts';
import { abortReason } from './with-limit.ts';

/** Milliseconds of silence after which the system asks whether the other end is still there. */
const keepAliveMs = 30_000;
/** Milliseconds between addresses of one host; Node's 250 gives up on far servers that answer. */
const nextAddressMs = 1_000;

/**
 * A TCP connection, without delay for small packets and with keep-alive. Nothing is read yet. Its later errors are seen
 * in `errored` when it closes, so nobody need listen for 'error'. Rejects with the system's error.
 */
export function connectTcp({ host, port }: Peer, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({
      ...{ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs },
      autoSelectFamilyAttemptTimeout: nextAddressMs,
    });
    const aborted = (): void => {
      socket.destroy();
      reject(abortReason(signal));
    };
    signal.addEventListener('abort', aborted, { once: true });
    socket.on('error', (error) => {
      signal.removeEventListener('abort', aborted);
      reject(error);
    });
    socket.once('connect', () => {
      signal.removeEventListener('abort', aborted);
      resolve(socket);
    });
  });
}
