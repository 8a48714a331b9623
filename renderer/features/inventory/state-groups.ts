import { transitionalStates, type PowerState } from '../../../shared/model/power.ts';

/** The states that a person filters by, each a chip. */
export const stateGroups = {
  running: ['running'],
  stopped: ['stopped'],
  suspended: ['paused', 'suspended', 'guest-suspended'],
  changing: transitionalStates,
  failed: ['error'],
} as const satisfies Record<string, readonly PowerState[]>;

export type StateGroup = keyof typeof stateGroups;

export const stateGroupNames = Object.keys(stateGroups) as StateGroup[]; // Object.keys forgets what the keys are

/** The states of all chosen groups; none chosen means every state. */
export const statesOf = (groups: ReadonlySet<StateGroup>): PowerState[] =>
  stateGroupNames.filter((group) => groups.has(group)).flatMap((group) => [...stateGroups[group]]);

export function toggleGroup(groups: ReadonlySet<StateGroup>, group: StateGroup): ReadonlySet<StateGroup> {
  const next = new Set(groups);
  if (!next.delete(group)) next.add(group);
  return next;
}
