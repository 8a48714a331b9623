import { expect, it } from 'vitest';
import { hurryMs, restMs, retryMs } from '../../../../electron/services/sync-pace.ts';

it.each([
  [0, 10_000],
  [1_000, 10_000],
  [10_000, 60_000],
  [100_000, 600_000],
  [1_000_000, 600_000],
])('reads a fleet of %d VMs every %d ms', (vms, ms) => {
  expect(restMs(vms)).toBe(ms);
  expect(hurryMs(vms)).toBeLessThan(ms);
});

it('tries again later after every failure, but not later than two minutes', () => {
  const waits = [1, 2, 3, 4, 9].map(retryMs);
  expect(waits).toEqual([20_000, 40_000, 80_000, 120_000, 120_000]);
});
