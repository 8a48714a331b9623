import { describe, expect, it } from 'vitest';
import { mayPass, hurryMs, restMs, retryMs } from '../../../../electron/services/sync-pace.ts';
import type { PowerState } from '../../../../shared/model/power.ts';
import { aVm } from '../../../support/vms.ts';

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

describe('a VM that does not rest', () => {
  const now = 10_000_000;
  const isSoon = (state: PowerState, since: number): boolean =>
    mayPass(aVm({ name: 'a', power: { state, raw: state, since, progress: null } }), now);

  it('is looked at again soon, one in a state of no known meaning for some minutes only', () => {
    expect([isSoon('saving', 0), isSoon('unknown', now - 60_000), isSoon('unknown', 0)]).toEqual([true, true, false]);
  });
});
