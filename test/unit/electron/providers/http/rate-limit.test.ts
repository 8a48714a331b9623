import { describe, expect, it } from 'vitest';
import { RateLimit, type Rate } from '../../../../../electron/providers/http/rate-limit.ts';
import type { Clock } from '../../../../../shared/util/clock.ts';

/** Time passes only by sleeping; a sleep takes as long as it is wished, less `early`. */
class JumpClock implements Clock {
  time = 1_000_000;
  readonly early: number;

  constructor(early = 0) {
    this.early = early;
  }

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    await Promise.resolve();
    signal.throwIfAborted();
    this.time += Math.max(ms - this.early, 0);
  }
}

const never = (): AbortSignal => new AbortController().signal;

/** When each of `count` requests left, in milliseconds from the start. */
async function departures(clock: JumpClock, rate: Rate, count: number): Promise<number[]> {
  const limit = new RateLimit(rate, clock);
  const start = clock.time;
  return Promise.all(
    Array.from({ length: count }, () => limit.take(never()).then(() => Math.round(clock.time - start))),
  );
}

describe('a rate limit', () => {
  it('lets a burst leave at once and the rest one by one', async () => {
    expect(await departures(new JumpClock(), { perSecond: 4, burst: 3 }, 7)).toEqual([0, 0, 0, 250, 500, 750, 1000]);
  });

  it('keeps its rate when sleeps end early', async () => {
    const times = await departures(new JumpClock(1), { perSecond: 10, burst: 1 }, 101);
    expect(times.at(-1)).toBeGreaterThanOrEqual(9_999);
  });

  it('takes a rate below one a second', async () => {
    expect(await departures(new JumpClock(), { perSecond: 0.5, burst: 1 }, 3)).toEqual([0, 2000, 4000]);
  });

  it('saves up no more than the burst', async () => {
    const clock = new JumpClock();
    const limit = new RateLimit({ perSecond: 10, burst: 2 }, clock);
    clock.time += 3_600_000;
    const start = clock.time;
    for (let call = 0; call < 4; call += 1) await limit.take(never());
    expect(clock.time - start).toBe(200);
  });

  it('is not confused by a clock that is set back', async () => {
    const clock = new JumpClock();
    const limit = new RateLimit({ perSecond: 10, burst: 1 }, clock);
    await limit.take(never());
    clock.time -= 3_600_000;
    const start = clock.time;
    await limit.take(never());
    expect(clock.time - start).toBeLessThanOrEqual(120);
  });

  it('forgets who gave up, and rejects at once with the reason', async () => {
    const clock = new JumpClock();
    const limit = new RateLimit({ perSecond: 1, burst: 1 }, clock);
    const start = clock.time;
    await limit.take(never());
    const abort = new AbortController();
    const first = limit.take(never());
    const gone = limit.take(abort.signal);
    const next = limit.take(never());
    const reason = new Error('enough');
    abort.abort(reason);
    await expect(gone).rejects.toBe(reason);
    await Promise.all([first, next]);
    expect(clock.time - start).toBe(2000);
    await expect(limit.take(abort.signal)).rejects.toBe(reason);
  });
});
