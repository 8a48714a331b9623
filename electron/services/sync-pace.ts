import { isTransitional } from '../../shared/model/power.ts';
import type { Vm } from '../../shared/model/vm.ts';

/** How often a connection asks its cloud, in milliseconds. */
export const pace = {
  /** Between two looks at the VMs that are in transition. */
  moving: 3_000,
  /** Between two looks at the VMs that a window shows, and at the count of all. */
  look: 10_000,
} as const;

const fullEvery = { least: 10_000, perVm: 6, most: 600_000 } as const;
const retryEvery = { first: 20_000, most: 120_000 } as const;

/** Between two readings of the whole fleet: a hundred pages of 100 VMs a minute at most, and never rarer than every ten minutes. */
export const restMs = (vms: number): number =>
  Math.min(Math.max(vms * fullEvery.perVm, fullEvery.least), fullEvery.most);

/** Before a fleet whose count has changed is read anew: what is created all the time must not be read all the time. */
export const hurryMs = (vms: number): number => restMs(vms) / 6;

/** After so many failures in a row, at least one. */
export const retryMs = (failures: number): number => Math.min(retryEvery.first * 2 ** (failures - 1), retryEvery.most);

/** How long a state that no document names is taken for one that passes. */
const passesWithin = 600_000;

/** Whether a VM that does not rest is looked at again soon: not one that has long been in a state of no known meaning. */
export const mayPass = ({ power }: Pick<Vm, 'power'>, now: number): boolean =>
  isTransitional(power.state) || now - power.since < passesWithin;
