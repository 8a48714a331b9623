import type { ErrorData } from '../../shared/errors/app-error.ts';

/**
 * Whole seconds until a password can be tried again after it was refused; 0 when it can.
 *
 * @param failedAt when it was refused, in milliseconds since the epoch; `now` likewise
 */
export function secondsLeft(error: ErrorData | null, failedAt: number, now: number): number {
  if (error?.code !== 'vault.wait') return 0;
  return Math.max(0, Math.ceil((failedAt + Number(error.params['count']) * 1000 - now) / 1000));
}
