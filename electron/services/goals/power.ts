import type { PowerState } from '../../../shared/model/power.ts';
import { vmVerbs, type RequestOf } from '../../../shared/model/verbs/index.ts';
import { powerTransitions, type PowerAction } from '../../../shared/model/verbs/power.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { ask, began, byVm, failedWith, minute, reached, restsAgain, settle, waiting, type Goal } from './goal.ts';

/** Copying memory takes its time; cutting the power does not. */
const limits: Readonly<Partial<Record<PowerAction, number>>> = {
  'power-off': 2 * minute,
  hibernate: 30 * minute,
  wake: 30 * minute,
};

export function powerGoal(vm: Vm, request: RequestOf<PowerAction>): Goal {
  const { action } = request;
  const from: readonly PowerState[] = vmVerbs[action].from;
  const { via, to } = powerTransitions[action];
  const limit = limits[action] ?? 5 * minute;
  let moved = false;
  let astraySince: number | null = null;
  /** Between the halves of a restart: no document says how long the cloud may leave it there (000, line 540). */
  const isBetween = (state: PowerState): boolean =>
    state === 'stopped' && to === 'running' && via.includes('stopping') && via.includes('starting');
  /** Whether the VM has ended elsewhere: back where it was, or for a while at a rest that is not what was asked for. */
  const isAstray = (seen: Vm, held: number): boolean => {
    const { state } = seen.power;
    if (!restsAgain(seen, vm) || (!moved && from.includes(state))) {
      astraySince = null;
      return false;
    }
    astraySince ??= held;
    if (isBetween(state)) return held >= limit - settle;
    return from.includes(state) || held - astraySince >= settle;
  };
  return {
    begin: ask(vm, request),
    look: byVm(vm, (seen, held) => {
      const { state } = seen.power;
      if (via.includes(state)) moved = true;
      if (state === 'error') return failedWith(seen);
      if (state === to && (moved || !from.includes(to) || held >= settle)) return reached;
      if (state !== to && isAstray(seen, held)) return failedWith(seen);
      return moved ? began : waiting;
    }),
    limit,
  };
}
