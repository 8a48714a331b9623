import type { ActionRequest, RequestOf, VmAction } from '../../../shared/model/verbs/index.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { passageGoal, restGoal, shownGoal, type Goal } from './goal.ts';
import { cloneGoal, deleteGoal } from './lifecycle.ts';
import { powerGoal } from './power.ts';
import { snapshotClearGoal, snapshotCreateGoal, snapshotDeleteGoal, snapshotRevertGoal } from './snapshots.ts';
import { usbAttachGoal, usbDetachGoal } from './usb.ts';

type GoalMakers = { readonly [A in VmAction]?: (vm: Vm, request: RequestOf<A>) => Goal };

/** Per action what "finished" means; what is not here ends when the cloud has accepted it and the VM rests. */
const goals: GoalMakers = {
  start: powerGoal,
  shutdown: powerGoal,
  'power-off': powerGoal,
  restart: powerGoal,
  reset: powerGoal,
  pause: powerGoal,
  resume: powerGoal,
  hibernate: powerGoal,
  wake: powerGoal,
  'snapshot-create': snapshotCreateGoal,
  'snapshot-revert': snapshotRevertGoal,
  'snapshot-delete': snapshotDeleteGoal,
  'snapshot-clear': snapshotClearGoal,
  'usb-attach': usbAttachGoal,
  'usb-detach': usbDetachGoal,
  clone: cloneGoal,
  delete: deleteGoal,
  'recycle-purge': deleteGoal,
  // The image that it had before, asked for again, is shown all along: then only the passage tells.
  reinstall: (vm, request) => passageGoal(vm, request, ({ imageId }) => imageId === '' || imageId === request.imageId),
  'storage-move': passageGoal,
  migrate: passageGoal,
  resize: (vm, request) =>
    shownGoal(
      vm,
      request,
      (seen) => seen.cpuCount === request.cpuCount && seen.memoryBytes === request.memoryBytes,
      /cpu|memory/i,
    ),
  rename: (vm, request) => shownGoal(vm, request, ({ name }) => name === request.name),
  describe: (vm, request) => shownGoal(vm, request, ({ remark }) => remark === request.remark),
  'mac-set': (vm, request) => {
    const { mac, network } = request;
    const same = (one: string): boolean =>
      one.toLowerCase().replaceAll('-', ':') === mac?.toLowerCase().replaceAll('-', ':');
    if (mac === undefined) return restGoal(vm, request);
    return shownGoal(vm, request, ({ nics }) => nics.some((nic) => nic.network === network && same(nic.mac)), /mac/i);
  },
};

/** The goal of a request. Each call makes a new one: a goal remembers what it has seen. */
export function goalOf(vm: Vm, request: ActionRequest): Goal {
  // The key picks the maker for exactly this request, which the type system cannot follow.
  const make = goals[request.action] as GoalMakers['clone'];
  return make === undefined ? restGoal(vm, request) : make(vm, request as RequestOf<'clone'>);
}
