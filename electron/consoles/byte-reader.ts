import type { Duplex } from 'node:stream';
import { AppError } from '../../shared/errors/app-error.ts';
import { socketErrorCode } from './transport.ts';
import { abortReason } from '../net/with-limit.ts';

/** Where a handshake reads from: the server's socket or the window's port. */
export interface ByteSource {
  /** Exactly `length` bytes. What came beyond them stays in the source. */
  read(length: number, signal: AbortSignal): Promise<Uint8Array>;
}

/**
 * Reads a connected socket piece by piece. Nothing is buffered here: unread bytes stay in the socket, which can be
 * handed to whoever reads on.
 *
 * @throws AppError console.handshake-ended when the server ends or breaks the connection first.
 */
export const socketSource = (socket: Duplex): ByteSource => ({
  read: (length, signal) => readExactly(socket, length, signal),
});

function readExactly(socket: Duplex, length: number, signal: AbortSignal): Promise<Uint8Array> {
  if (length === 0) return Promise.resolve(new Uint8Array(0));
  return new Promise((resolve, reject) => {
    const release = (): void => {
      socket.off('readable', attempt);
      socket.off('end', ended);
      socket.off('close', ended);
      signal.removeEventListener('abort', aborted);
    };
    const aborted = (): void => {
      release();
      reject(abortReason(signal));
    };
    const ended = (): void => {
      release();
      const code = socketErrorCode(socket);
      reject(new AppError('console.handshake-ended', {}, code === '' ? {} : { detail: { code } }));
    };
    const attempt = (): void => {
      const chunk: unknown = socket.read(length);
      if (!(chunk instanceof Uint8Array)) return;
      // At the end of the stream, read() gives what is left even when that is less.
      if (chunk.length < length) {
        ended();
        return;
      }
      release();
      resolve(chunk);
    };
    if (signal.aborted) {
      aborted();
      return;
    }
    if (socket.readableEnded || socket.destroyed) {
      ended();
      return;
    }
    signal.addEventListener('abort', aborted, { once: true });
    socket.on('end', ended);
    socket.on('close', ended);
    socket.on('readable', attempt);
    attempt();
  });
}
