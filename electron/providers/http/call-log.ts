import { AppError, isAbort } from '../../../shared/errors/app-error.ts';
import type { ProviderContext, ProviderLogEntry } from '../provider.ts';
import type { CallTrace, HttpMethod } from './exchange.ts';
import { redactFields, redactText } from './redact.ts';

interface CallFacts {
  readonly method: HttpMethod;
  readonly url: URL;
  /** Id of the call in the cloud's catalog. */
  readonly endpoint: string;
}

type Fields = ProviderLogEntry['fields'];

const longestPath = 200;

/** What became of a call: a word of the log, and the level that it deserves. */
function verdict(error: unknown): { readonly level: ProviderLogEntry['level']; readonly fields: Fields } {
  if (isAbort(error)) return { level: 'info', fields: { outcome: 'cancelled' } };
  if (!(error instanceof AppError)) return { level: 'error', fields: { outcome: 'internal' } };
  const { code = null, message = null, requestId = null } = error.detail ?? {};
  return {
    level: 'warn',
    fields: { outcome: error.code, reason: code, message: message === null ? null : redactText(message), requestId },
  };
}

/**
 * One entry per call that was sent or was about to be: connection, method, host, path without the query, endpoint,
 * status, milliseconds, bytes, attempts, and the outcome (`ok` or the code of our error, with the cloud's own code, its
 * redacted words and its request id).
 */
export async function logged<T>(
  {
    connectionId,
    clock,
    log,
    signal,
  }: Pick<ProviderContext, 'connectionId' | 'clock' | 'log'> & { signal: AbortSignal },
  { method, url, endpoint }: CallFacts,
  work: (trace: CallTrace) => Promise<T>,
): Promise<T> {
  const startedAt = clock.now();
  const trace: CallTrace = { status: null, bytes: 0, attempts: 0 };
  const note = (level: ProviderLogEntry['level'], outcome: Fields): void => {
    const peer = { method, host: url.host, path: redactText(url.pathname).slice(0, longestPath), endpoint };
    const fields = { connection: connectionId, ...peer, ...trace, ms: clock.now() - startedAt, ...outcome };
    log({ level, event: 'cloud.call', fields: redactFields(fields) });
  };
  try {
    const value = await work(trace);
    note('info', { outcome: 'ok' });
    return value;
  } catch (error) {
    const { level, fields } = verdict(signal.aborted ? new AppError('cancelled') : error);
    note(level, fields);
    throw error;
  }
}
