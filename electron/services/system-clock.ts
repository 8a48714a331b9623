import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../shared/util/clock.ts';
import type { Ticker } from './auto-lock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
};

export const systemTicker: Ticker = {
  monotonic: () => performance.now(),
  now: () => Date.now(),
  every: (ms, run) => {
    const timer = setInterval(run, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
