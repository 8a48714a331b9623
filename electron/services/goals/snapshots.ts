import type { RequestOf } from '../../../shared/model/verbs/index.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { ask, began, byVm, failedWith, minute, reached, restsAgain, settle, waiting, type Goal } from './goal.ts';

const limit = 60 * minute;

export function snapshotCreateGoal(vm: Vm, request: RequestOf<'snapshot-create'>): Goal {
  const before = new Set(vm.snapshots.map((snapshot) => snapshot.id));
  let id: string | undefined;
  return {
    begin: async (provider, secrets, signal) => {
      const receipt = await provider.act(vm, request, secrets, signal);
      id = receipt.snapshotId;
      return receipt;
    },
    look: byVm(vm, (seen) => {
      const made = seen.snapshots.find((one) =>
        id === undefined ? !before.has(one.id) && one.name === request.name : one.id === id,
      );
      if (made?.state === 'error') return failedWith(seen);
      if (made?.state === 'busy' || !restsAgain(seen, vm)) return began;
      return made === undefined ? waiting : reached;
    }),
    limit,
  };
}

export function snapshotRevertGoal(vm: Vm, request: RequestOf<'snapshot-revert'>): Goal {
  let moved = false;
  return {
    begin: ask(vm, request),
    look: byVm(vm, (seen, held) => {
      if (seen.power.state === 'error') return failedWith(seen);
      if (!restsAgain(seen, vm)) {
        moved = true;
        return began;
      }
      const current = seen.snapshots.find((one) => one.id === request.snapshotId)?.current === true;
      return current && (moved || held >= settle) ? reached : waiting;
    }),
    limit,
  };
}

export const snapshotDeleteGoal = (vm: Vm, request: RequestOf<'snapshot-delete'>): Goal => ({
  begin: ask(vm, request),
  look: byVm(vm, (seen) => {
    const left = seen.snapshots.find((one) => one.id === request.snapshotId);
    if (left === undefined) return reached;
    return left.state === 'busy' || !restsAgain(seen, vm) ? began : waiting;
  }),
  limit,
});

export const snapshotClearGoal = (vm: Vm, request: RequestOf<'snapshot-clear'>): Goal => ({
  begin: ask(vm, request),
  look: byVm(vm, (seen) => {
    if (seen.snapshots.length === 0) return reached;
    return seen.snapshots.length < vm.snapshots.length || !restsAgain(seen, vm) ? began : waiting;
  }),
  limit,
});
