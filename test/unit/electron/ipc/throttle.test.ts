import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttle } from '../../../../electron/ipc/throttle.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('throttle', () => {
  it('runs at once, then once for all calls of the pause, and never loses the last', () => {
    let runs = 0;
    const run = throttle(() => (runs += 1), 100);
    run();
    expect(runs).toBe(1);
    run();
    run();
    expect(runs).toBe(1);
    vi.advanceTimersByTime(100);
    expect(runs).toBe(2);
    vi.advanceTimersByTime(1_000);
    expect(runs).toBe(2);
    run();
    expect(runs).toBe(3);
  });
});
