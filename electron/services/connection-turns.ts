import { AppError } from '../../shared/errors/app-error.ts';
import { createTurns } from '../vault/turns.ts';

/** @throws AppError `vault.locked` */
export function requireOpen(open: AbortSignal): void {
  if (open.aborted) throw new AppError('vault.locked');
}

/**
 * Changes of connections read what is kept and write what comes of it: one after another, or one would take back another.
 * A lock refuses those that wait; one that it finds being saved is done, though nothing comes to life of it.
 */
export class ConnectionTurns {
  readonly #turn = createTurns();
  #open = new AbortController();

  /** Aborted at the next lock: what is still being read or saved then must not come to life. What is saved, stays. */
  get open(): AbortSignal {
    return this.#open.signal;
  }

  lock(): void {
    this.#open.abort();
    this.#open = new AbortController();
  }

  /**
   * @param change asks for no further turn, which would never come
   * @throws AppError `vault.locked` when that came before its turn; what `change` throws
   */
  take<T>(change: (open: AbortSignal) => Promise<T>): Promise<T> {
    const { open } = this;
    return this.#turn(() => {
      requireOpen(open);
      return change(open);
    });
  }
}
