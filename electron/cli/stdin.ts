import { CliFailure } from './failure.ts';

/** More than any secret or set of parameters needs. */
const mostBytes = 1024 * 1024;

/** Standard input as secrets come: lines first, then a document. */
export interface Input {
  /** The next line, without its end; empty when there is none. */
  line(): Promise<string>;
  /** Everything that is left. */
  rest(): Promise<string>;
  /** Lets the process end though the writer keeps the pipe open. */
  close(): void;
}

type ByteStream = AsyncIterable<Uint8Array> & { destroy(): unknown };

/** Nothing is read before it is asked for. */
export function createInput(stream: ByteStream, signal: AbortSignal): Input {
  let chunks: AsyncIterator<Uint8Array> | null = null;
  let held = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    chunks ??= stream[Symbol.asyncIterator]();
    const next = await orAborted(chunks.next(), signal);
    if (next.done === true) return false;
    held = Buffer.concat([held, next.value]);
    if (held.length > mostBytes) throw new CliFailure('cli.stdin-too-long', { mebibytes: mostBytes / 2 ** 20 });
    return true;
  };
  return {
    line: async () => {
      while (!held.includes(10) && (await more()));
      const end = held.indexOf(10);
      const line = held.subarray(0, end === -1 ? held.length : end).toString('utf8');
      held = held.subarray(end === -1 ? held.length : end + 1);
      return line.endsWith('\r') ? line.slice(0, -1) : line;
    },
    rest: async () => {
      while (await more());
      return held.toString('utf8');
    },
    close: () => {
      stream.destroy();
    },
  };
}

/** A pipe that nobody writes to must not hold a command beyond its time limit. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    // Reasons are typed any; every caller aborts with an error.
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
