import type { Clock } from '../../../shared/util/clock.ts';

export interface Rate {
  /** Requests per second in the long run; above 0. */
  readonly perSecond: number;
  /** Requests that may leave at once after a rest; at least 1. */
  readonly burst: number;
}

/** Milliseconds by which a timer may end early. */
const timerSlackMs = 20;

/**
 * A token bucket: requests leave in the order in which they came, no faster than the rate. It is kept as one instant, at
 * which the bucket is full again if nobody takes from it (the generic cell rate algorithm).
 */
export class RateLimit {
  readonly #burst: number;
  /** Milliseconds in which one token drips in. */
  readonly #interval: number;
  readonly #clock: Clock;
  /** Milliseconds since the epoch. */
  #fullAt = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ perSecond, burst }: Rate, clock: Clock) {
    this.#burst = burst;
    this.#interval = 1000 / perSecond;
    this.#clock = clock;
  }

  /** Resolves when a request may leave; rejects with the signal's reason, and uses nothing up, when it is aborted. */
  take(signal: AbortSignal): Promise<void> {
    const turn = this.#last.then(() => this.#token(signal));
    this.#last = turn.catch(() => undefined);
    return untilAborted(turn, signal);
  }

  async #token(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const now = this.#clock.now();
    // A clock that was set back must not make anybody wait for it to catch up.
    const latest = now + this.#burst * this.#interval + timerSlackMs;
    const fullAt = Math.min(Math.max(this.#fullAt, now), latest);
    const wait = fullAt - (this.#burst - 1) * this.#interval - now;
    if (wait > 0) await this.#clock.sleep(wait, signal);
    this.#fullAt = fullAt + this.#interval;
  }
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    // Reasons are typed any; every caller aborts with an error.
    const aborted = (): void => reject(signal.reason as Error);
    if (signal.aborted) aborted();
    signal.addEventListener('abort', aborted, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
