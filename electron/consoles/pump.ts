import type { Duplex } from 'node:stream';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ConsoleLimits } from './limits.ts';
import { socketErrorCode } from './transport.ts';
import type { WindowEnd } from './window-end.ts';
import { abortReason } from '../net/with-limit.ts';

/**
 * Moves bytes both ways until either end is gone. Never resolves: it rejects with why it ended, after everything that
 * the server sent has been handed to the window.
 *
 * @throws AppError console.closed-by-server, console.lost, jump.lost, or the signal's reason.
 */
export function pump(socket: Duplex, window: WindowEnd, limits: ConsoleLimits, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const toWindow = (bytes: Buffer): void => {
      window.send(bytes);
      if (window.inFlight >= limits.pauseAt) socket.pause();
    };
    const finish = (reason: Error): void => {
      socket.off('data', toWindow);
      signal.removeEventListener('abort', aborted);
      reject(reason);
    };
    const aborted = (): void => finish(abortReason(signal));
    if (signal.aborted) {
      aborted();
      return;
    }
    signal.addEventListener('abort', aborted, { once: true });
    socket.once('end', () => finish(new AppError('console.closed-by-server')));
    socket.once('close', () => finish(lost(socket)));
    if (socket.readableEnded || socket.destroyed) {
      finish(lost(socket));
      return;
    }
    window.pour({
      data: (bytes) => {
        socket.write(bytes, (error) => {
          if (!error) window.acknowledge(bytes.length);
        });
      },
      acknowledged: () => {
        if (socket.isPaused() && window.inFlight <= limits.resumeAt) socket.resume();
      },
    });
    socket.on('data', toWindow);
    socket.resume();
  });
}

function lost(socket: Duplex): AppError {
  if (socket.errored instanceof AppError) return socket.errored;
  const code = socketErrorCode(socket);
  return code === ''
    ? new AppError('console.closed-by-server')
    : new AppError('console.lost', {}, { detail: { code } });
}
