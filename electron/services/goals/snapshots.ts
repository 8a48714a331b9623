import type { RequestOf } from '../../../shared/model/verbs/index.ts';
import type { Snapshot, Vm } from '../../../shared/model/vm.ts';
import {
  ask,
  began,
  byVm,
  failedWith,
  failsNewly,
  idle,
  minute,
  reached,
  restsAgain,
  settle,
  unmoved,
  waiting,
  type Goal,
} from './goal.ts';

const limit = 60 * minute;

/**
 * Whether a snapshot is being worked on. A state that no document names may pass, but for one that a snapshot already
 * rested in before anything was asked; of one without a state nothing tells.
 */
const isUnderWay = ({ state, raw }: Snapshot, before: Vm): boolean =>
  state === 'busy' || (state === 'other' && raw !== '' && before.snapshots.every((one) => one.raw !== raw));

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
      // What goes on in a state without a name may be the end as well: nobody waits for it longer than this.
      const isOver = made?.state === 'other' && held >= idle;
      const isBusy = made !== undefined && isUnderWay(made, vm) && !isOver;
      const isMade = made !== undefined && !isBusy && restsAgain(seen, vm);
      return isMade && !failsNewly(seen, vm) ? reached : judge(seen, held, isBusy);
    }),
    limit,
  };
}

export function snapshotRevertGoal(vm: Vm, request: RequestOf<'snapshot-revert'>): Goal {
  const judge = unmoved(vm);
  let moved = false;
  return {
    begin: ask(vm, request),
    look: byVm(vm, (seen, held) => {
      const isAtRest = restsAgain(seen, vm) && !failsNewly(seen, vm);
      moved ||= !isAtRest;
      const current = seen.snapshots.find((one) => one.id === request.snapshotId)?.current === true;
      return current && isAtRest && (moved || held >= settle) ? reached : judge(seen, held);
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
      return left === undefined ? reached : judge(seen, held, isUnderWay(left, vm));
    }),
    limit,
  };
}

/** Snapshots go one after the other, and merging one may take minutes in which nothing shows that the cloud works. */
export function snapshotClearGoal(vm: Vm, request: RequestOf<'snapshot-clear'>): Goal {
  let judge = unmoved(vm);
  let fewest = vm.snapshots.length;
  return {
    begin: ask(vm, request),
    look: byVm(vm, (seen, held) => {
      const { snapshots } = seen;
      if (snapshots.length === 0) return reached;
      const isFewer = snapshots.length < fewest;
      // What was seen to move has led to something: only what moves from now on can come to nothing.
      if (isFewer) judge = unmoved(vm);
      fewest = Math.min(fewest, snapshots.length);
      const isBusy = snapshots.some((one) => isUnderWay(one, vm));
      const look = judge(seen, held, isBusy);
      return isFewer && look === waiting ? began : look;
    }),
    limit,
  };
}
