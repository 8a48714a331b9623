import type { Dispatcher } from 'undici';
import { AppError } from '../../../shared/errors/app-error.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How far a call has come; filled in while it is under way. */
export interface CallTrace {
  /** Of the last answer; null before the first. */
  status: number | null;
  /** Length of the last answer's body. */
  bytes: number;
  attempts: number;
}

export interface HttpRequest {
  readonly method: HttpMethod;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Only what reads may be sent again. */
  readonly effect: 'reads' | 'changes';
  /** The cloud refuses with a 4xx status and JSON that says why: such an answer is given back, not thrown. */
  readonly refusesInJson?: boolean;
  /**
   * The refusal that the JSON of an answer tells of: thrown instead of the answer, and tried again like a status when it is
   * `cloud.rate-limited`. May throw itself.
   */
  readonly refusalIn?: (json: unknown) => AppError | null;
  readonly trace?: CallTrace;
}

/** An answer as it came, of whatever status. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly text: string;
  readonly bytes: number;
}

interface ExchangeOptions {
  /** Milliseconds without headers, or between two pieces of the body. */
  readonly idleMs: number;
  readonly maxBytes: number;
  /** Called when the request begins to leave on an open connection; before that, nothing can have been carried out. */
  readonly onStart: () => void;
}

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

const header = (headers: Headers, name: string): string | null => {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
};

/** UTF-8 without its mark. A TextDecoder does the same in more than twice the time, which the pages of a fleet notice. */
function textOf(body: Buffer): string {
  const text = body.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

const endedEarly = (error: Error): boolean =>
  'code' in error && (error.code === 'UND_ERR_SOCKET' || error.code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH');

/**
 * One request, one answer, no retry, no redirect.
 *
 * Rejects at once with the signal's reason when it is aborted, also while the connection is still being made.
 *
 * @throws AppError `answer.too-large`, `answer.truncated`; errors of the network as undici gives them
 */
export function exchange(
  dispatcher: Dispatcher,
  request: HttpRequest,
  { idleMs, maxBytes, onStart }: ExchangeOptions,
  signal: AbortSignal,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let over = false;
    let head: Pick<RawAnswer, 'status' | 'contentType' | 'retryAfter'> | null = null;
    let bytes = 0;
    const chunks: Uint8Array[] = [];

    const settle = (act: () => void): void => {
      over = true;
      signal.removeEventListener('abort', onAbort);
      act();
    };
    const fail = (error: Error): void => {
      if (over) return;
      settle(() => reject(error));
      controller?.abort(error);
    };
    // Reasons are typed any; every caller aborts with an error.
    const onAbort = (): void => fail(signal.reason as Error);

    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });

    const { url, method, headers, body } = request;
    dispatcher.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        ...{ method, headers, body, headersTimeout: idleMs, bodyTimeout: idleMs },
      },
      {
        onRequestStart: (started) => {
          if (over) started.abort(new AppError('cancelled'));
          else onStart();
          controller = started;
        },
        onResponseStart: (_, status, fields) => {
          if (status < 200) return;
          const contentType = header(fields, 'content-type') ?? '';
          head = { status, contentType, retryAfter: header(fields, 'retry-after') };
        },
        onResponseData: (_, chunk) => {
          bytes += chunk.byteLength;
          if (bytes > maxBytes) fail(new AppError('answer.too-large', { mebibytes: Math.round(maxBytes / 2 ** 20) }));
          else chunks.push(chunk);
        },
        onResponseEnd: () => {
          if (over || head === null) return;
          const answer = { ...head, text: textOf(Buffer.concat(chunks, bytes)), bytes };
          settle(() => resolve(answer));
        },
        onResponseError: (_, error) => {
          fail(head !== null && endedEarly(error) ? new AppError('answer.truncated', {}, { cause: error }) : error);
        },
      },
    );
  });
}
