import type { Duplex } from 'node:stream';
import { abortReason } from './with-limit.ts';

/** Thrown when the other end closes in the middle of what was to be read. */
export class EndedEarly extends Error {
  override readonly name = 'EndedEarly';
}

/** Waits until `take` finds what it wants in what has arrived. What it leaves stays in the socket. */
function readWhen<T>(socket: Duplex, take: () => T | null, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      socket.off('readable', look).off('end', ended).off('close', ended);
      signal.removeEventListener('abort', aborted);
      act();
    };
    const look = (): void => {
      try {
        const found = take();
        if (found !== null) settle(() => resolve(found));
      } catch (error) {
        settle(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    };
    const ended = (): void => settle(() => reject(socket.errored ?? new EndedEarly()));
    const aborted = (): void => settle(() => reject(abortReason(signal)));
    signal.addEventListener('abort', aborted, { once: true });
    socket.on('readable', look).on('end', ended).on('close', ended);
    if (signal.aborted) aborted();
    else if (socket.destroyed) ended();
    else look();
  });
}

/** The next `length` bytes. */
export function readExactly(socket: Duplex, length: number, signal: AbortSignal): Promise<Buffer> {
  const take = (): Buffer | null => {
    const bytes = socket.read(length) as Buffer | null;
    // At the end of the stream, what is left comes even when it is too short.
    if (bytes !== null && bytes.length < length) throw new EndedEarly();
    return bytes;
  };
  return readWhen(socket, take, signal);
}

/** Text up to and including `mark`, or null when the first `maxBytes` do not hold it. */
export async function readUntil(
  socket: Duplex,
  mark: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string | null> {
  let seen: Buffer = Buffer.alloc(0);
  const take = (): { readonly text: string | null } | null => {
    for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null) {
      seen = Buffer.concat([seen, chunk]);
      const at = seen.indexOf(mark, 0, 'latin1');
      if (at >= 0) {
        const end = at + mark.length;
        if (end < seen.length) socket.unshift(seen.subarray(end));
        return { text: seen.toString('latin1', 0, end) };
      }
      if (seen.length > maxBytes) return { text: null };
    }
    return null;
  };
  return (await readWhen(socket, take, signal)).text;
}
