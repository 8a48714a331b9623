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
  let moved = false;
  let astraySince: number | null = null;
  /** Whether the VM has ended elsewhere: back where it was, or for a while at a rest that is not what was asked for. */
  const isAstray = (seen: Vm, held: number): boolean => {
    const { state } = seen.power;
    if (!restsAgain(seen, vm) || (!moved && from.includes(state))) {
      astraySince = null;
      return false;
    }
    astraySince ??= held;
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
    limit: limits[action] ?? 5 * minute,
  };
}
