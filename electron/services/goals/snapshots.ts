import type { RequestOf } from '../../../shared/model/verbs/index.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import {
  ask,
  began,
  byVm,
  failedWith,
  failsNewly,
  minute,
  reached,
  restsAgain,
  settle,
  unmoved,
  waiting,
  type Goal,
} from './goal.ts';

const limit = 60 * minute;

export function snapshotCreateGoal(vm: Vm, request: RequestOf<'snapshot-create'>): Goal {
  const before = new Set(vm.snapshots.map((snapshot) => snapshot.id));
  const judge = unmoved(vm);
  let id: string | undefined;
  return {
    begin: async (provider, secrets, signal) => {
      const receipt = await provider.act(vm, request, secrets, signal);
      id = receipt.snapshotId;
      return receipt;
    },
    look: byVm(vm, (seen, held) => {
      const made = seen.snapshots.find((one) =>
        id === undefined ? !before.has(one.id) && one.name === request.name : one.id === id,
      );
      if (made?.state === 'error') return failedWith(seen);
      const isBusy = made?.state === 'busy';
      const isMade = made !== undefined && !isBusy && restsAgain(seen, vm);
      return isMade && !failsNewly(seen, vm) ? reached : judge(seen, held, isBusy);
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

export function snapshotDeleteGoal(vm: Vm, request: RequestOf<'snapshot-delete'>): Goal {
  const judge = unmoved(vm);
  return {
    begin: ask(vm, request),
    look: byVm(vm, (seen, held) => {
      const left = seen.snapshots.find((one) => one.id === request.snapshotId);
      return left === undefined ? reached : judge(seen, held, left.state === 'busy');
    }),
    limit,
  };
}

export function snapshotClearGoal(vm: Vm, request: RequestOf<'snapshot-clear'>): Goal {
  const judge = unmoved(vm);
  let fewest = vm.snapshots.length;
  return {
    begin: ask(vm, request),
    look: byVm(vm, (seen, held) => {
      const { snapshots } = seen;
      if (snapshots.length === 0) return reached;
      const isBusy = snapshots.length < fewest || snapshots.some(({ state }) => state === 'busy');
      fewest = snapshots.length;
      return judge(seen, held, isBusy);
    }),
    limit,
  };
}
