import { AppError } from '../../../shared/errors/app-error.ts';
import type { RawAnswer } from './exchange.ts';

/**
 * The JSON of an answer. What begins like JSON and does not parse was cut off on the way; anything else is a page of
 * somebody else (a proxy, a login). With `refusesInJson` the JSON of a 4xx status other than 429 counts as an answer.
 *
 * @throws AppError `http.status` {status}, `cloud.rate-limited` (RFC 6585, section 4), `answer.truncated`, `answer.not-json` {contentType}
 */
export function parseAnswer({ status, contentType, text }: RawAnswer, refusesInJson = false): unknown {
  const isRefusal = refusesInJson && status >= 400 && status < 500 && status !== 429;
  const isAccepted = status >= 200 && status < 300;
  const detail = { code: `HTTP ${status}` };
  const failed = (): AppError =>
    status === 429
      ? new AppError('cloud.rate-limited', {}, { detail })
      : new AppError('http.status', { status }, { detail });
  if (!isAccepted && !isRefusal) throw failed();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (isRefusal) throw failed();
    // The parser's own error quotes the text, which may hold a secret: it is left behind.
    const start = text.trimStart();
    if (start === '' || start.startsWith('{') || start.startsWith('[')) throw new AppError('answer.truncated');
    throw new AppError('answer.not-json', { contentType: contentType.slice(0, 100) });
  }
}

/** `Retry-After` (RFC 9110, section 10.2.3) in milliseconds from `now`; 0 where it says nothing usable. */
export function retryAfterMs(value: string | null, now: number): number {
  if (value === null) return 0;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(ms, 0) : 0;
}
