import { AppError } from '../../../shared/errors/app-error.ts';
import type { Clock } from '../../../shared/util/clock.ts';
import type { Authorised, AuthStrategy, Draft } from './strategy.ts';

/** Milliseconds without another attempt after a fresh login, too, was called expired. */
const fruitlessMs = 60_000;

const isExpired = (error: unknown): boolean => error instanceof AppError && error.code === 'cloud.login-expired';

/** Runs calls under a strategy: a login that has expired is renewed once, and the call sent once more. */
export class Relogin {
  readonly #strategy: AuthStrategy;
  readonly #clock: Clock;
  #fruitlessAt = -Infinity;

  constructor(strategy: AuthStrategy, clock: Clock) {
    this.#strategy = strategy;
    this.#clock = clock;
  }

  /**
   * Authorises `draft` and attempts it. A second attempt follows only `cloud.login-expired`, an answer that says that
   * nothing was carried out, so that it is safe for changes too.
   *
   * @throws AppError what the strategy and the last attempt throw
   */
  async run<T>(
    draft: Draft,
    attempt: (authorised: Authorised, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const first = await this.#strategy.authorise(draft, signal);
    try {
      return await attempt(first, signal);
    } catch (error) {
      if (!isExpired(error)) throw error;
      this.#strategy.expire(first);
      if (this.#isFruitless()) throw error;
    }
    const second = await this.#strategy.authorise(draft, signal);
    try {
      return await attempt(second, signal);
    } catch (error) {
      if (isExpired(error)) {
        this.#strategy.expire(second);
        this.#fruitlessAt = this.#clock.now();
      }
      throw error;
    }
  }

  #isFruitless(): boolean {
    const since = this.#clock.now() - this.#fruitlessAt;
    return since >= 0 && since < fruitlessMs;
  }
}
