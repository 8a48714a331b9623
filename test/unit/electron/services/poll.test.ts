import { describe, expect, it } from 'vitest';
import { poll, type Look } from '../../../../electron/services/poll.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { Clock } from '../../../../shared/util/clock.ts';

/** Time that passes only while somebody sleeps. */
function jumpingClock(): Clock & { readonly sleeps: number[] } {
  let now = 0;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    sleep: (ms, signal) => {
      if (signal.aborted) return Promise.reject(new AppError('cancelled'));
      sleeps.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

const never: Look = { state: 'waiting' };
const { signal } = new AbortController();
const options = (clock: Clock) => ({ clock, minDelay: 100, maxDelay: 400, limit: 2_000 });
const ignore = (): void => undefined;

describe('poll', () => {
  it('looks until the end is reached', async () => {
    const looks: Look[] = [never, never, { state: 'reached' }];
    const clock = jumpingClock();
    expect(await poll(() => Promise.resolve(looks.shift() ?? never), ignore, options(clock), signal)).toBe('reached');
    expect(clock.sleeps).toEqual([100, 150, 225]);
  });

  it('waits longer and longer, but no longer than it may, and ends at the limit', async () => {
    const clock = jumpingClock();
    expect(await poll(() => Promise.resolve(never), ignore, options(clock), signal)).toBe('timed-out');
    expect(Math.max(...clock.sleeps)).toBe(400);
    expect(clock.now()).toBeGreaterThanOrEqual(2_000);
    expect(clock.now()).toBeLessThan(2_400);
  });

  it('goes on after a look that failed, unless the listener ends it', async () => {
    const errors: unknown[] = [];
    let looks = 0;
    const look = (): Promise<Look> => {
      looks += 1;
      return looks < 3
        ? Promise.reject(new AppError('net.reset', { host: 'h' }))
        : Promise.resolve({ state: 'reached' });
    };
    expect(await poll(look, (error) => errors.push(error), options(jumpingClock()), signal)).toBe('reached');
    expect(errors).toHaveLength(2);
    looks = 0;
    const rethrow = (error: unknown): void => {
      throw error;
    };
    await expect(poll(look, rethrow, options(jumpingClock()), signal)).rejects.toMatchObject({ code: 'net.reset' });
  });

  it('throws what a look calls the end', async () => {
    const failed: Look = { state: 'failed', error: new AppError('task.failed', { state: 'Failed' }) };
    const ending = poll(() => Promise.resolve(failed), ignore, options(jumpingClock()), signal);
    await expect(ending).rejects.toMatchObject({ code: 'task.failed' });
  });

  it('ends at once when it is given up', async () => {
    const controller = new AbortController();
    controller.abort();
    const ending = poll(() => Promise.resolve(never), ignore, options(jumpingClock()), controller.signal);
    await expect(ending).rejects.toMatchObject({ code: 'cancelled' });
  });
});
