import type { Clock } from '../../../../../shared/util/clock.ts';

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const aborted = (): void => {
        clearTimeout(timer);
        reject(new Error('aborted'));
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', aborted);
        resolve();
      }, ms);
      if (signal.aborted) aborted();
      else signal.addEventListener('abort', aborted, { once: true });
    }),
};

/** Sleeps end when the test says so. */
export class HandClock implements Clock {
  readonly #sleeps = new Set<{ readonly ms: number; readonly wake: () => void }>();
  #watcher: () => void = () => undefined;

  now(): number {
    return 0;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleep = { ms, wake: resolve };
      this.#sleeps.add(sleep);
      signal.addEventListener('abort', () => {
        this.#sleeps.delete(sleep);
        reject(new Error('aborted'));
      });
      this.#watcher();
    });
  }

  /** How many are asleep. */
  get asleep(): number {
    return this.#sleeps.size;
  }

  /** Waits until somebody sleeps for exactly `ms` and lets that time pass. */
  async elapse(ms: number): Promise<void> {
    for (;;) {
      const sleep = [...this.#sleeps].find((candidate) => candidate.ms === ms);
      if (sleep !== undefined) {
        this.#sleeps.delete(sleep);
        sleep.wake();
        return;
      }
      await new Promise<void>((resolve) => (this.#watcher = resolve));
    }
  }
}
