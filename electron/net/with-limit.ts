import { AppError } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../shared/util/clock.ts';

/** Why a signal was aborted, as an error to reject with. */
export const abortReason = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new AppError('cancelled');

/**
 * Runs `work` with a signal that is aborted after `ms` milliseconds (reason: what `expired` makes) or when `signal`
 * is (its reason). `work` must reject with its signal's reason.
 */
export async function withLimit<T>(
  clock: Clock,
  ms: number,
  expired: () => AppError,
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const limit = new AbortController();
  const limited = AbortSignal.any([signal, limit.signal]);
  clock.sleep(ms, limited).then(
    () => limit.abort(expired()),
    () => undefined,
  );
  try {
    return await work(limited);
  } finally {
    limit.abort();
  }
}
