import { isAbort } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../shared/util/clock.ts';

/** What one look told: not there yet (and whether it is seen to be under way), there, or that it will never be. */
export type Look =
  | { readonly state: 'waiting'; readonly began?: true }
  | { readonly state: 'reached' }
  | { readonly state: 'failed'; readonly error: Error };

export type PollOutcome = 'reached' | 'timed-out';

interface PollOptions {
  readonly clock: Clock;
  /** Milliseconds between the first looks; grows by half each time up to `maxDelay`. */
  readonly minDelay: number;
  readonly maxDelay: number;
  /** Milliseconds after which the wait ends with `timed-out`. */
  readonly limit: number;
}

/**
 * Looks again and again until the end is reached, has become impossible, or the limit has passed. A look that throws
 * is told to `onError`, which rethrows what should end the wait.
 *
 * @throws the error of a failed look, and the signal's reason when aborted
 */
export async function poll(
  look: (signal: AbortSignal) => Promise<Look>,
  onError: (error: unknown) => void,
  { clock, minDelay, maxDelay, limit }: PollOptions,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const end = clock.now() + limit;
  for (let delay = minDelay; clock.now() < end; delay = Math.min(delay * 1.5, maxDelay)) {
    await clock.sleep(delay, signal);
    let seen: Look;
    try {
      seen = await look(signal);
    } catch (error) {
      if (isAbort(error) || signal.aborted) throw error;
      onError(error);
      continue;
    }
    if (seen.state === 'failed') throw seen.error;
    if (seen.state === 'reached') return 'reached';
  }
  return 'timed-out';
}
