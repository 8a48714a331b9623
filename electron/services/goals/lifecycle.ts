import { AppError } from '../../../shared/errors/app-error.ts';
import { isAtRest } from '../../../shared/model/power.ts';
import { isMaking, type RegionRequest, type RequestOf } from '../../../shared/model/verbs/index.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Look } from '../poll.ts';
import { ask, began, failedWith, minute, reached, settle, unmoved, waiting, type Goal, type Scene } from './goal.ts';

/** Disks are copied; a large one takes hours. */
const limit = 6 * 60 * minute;

const isGone = (error: unknown): boolean => error instanceof AppError && error.code === 'vm.gone';

/** VMs of the name: what a cloud that names no id, or whose answer was lost, may have made. */
async function namesakes(
  provider: Provider,
  region: string,
  name: string,
  signal: AbortSignal,
): Promise<readonly Vm[]> {
  const found = new Map<string, Vm>();
  // A cloud's search may match more than the name, or other fields.
  const take = (vms: readonly Vm[]): void => {
    for (const vm of vms) if (vm.name === name) found.set(vm.cloudId, vm);
  };
  try {
    await provider.listVms(region, { text: name }, take, signal);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'cloud.invalid-parameter') throw error;
    await provider.listVms(region, {}, take, signal);
  }
  return [...found.values()];
}

/** Judges looks at a VM that is being made and is not there: one that was there and stays away was given up. */
function absence(): { readonly judge: (held: number) => Look; readonly seen: () => void } {
  let wasThere = false;
  let awaySince: number | null = null;
  return {
    judge: (held) => {
      if (!wasThere) return waiting;
      awaySince ??= held;
      return held - awaySince >= settle ? { state: 'failed', error: new AppError('task.made-gone') } : waiting;
    },
    seen: () => {
      wasThere = true;
      awaySince = null;
    },
  };
}

/** Follows a VM that is being made until it rests, or is gone again. */
function madeGoal(region: string, name: string, begin: Goal['begin']): Goal {
  const away = absence();
  let madeId: string | undefined;
  let before: ReadonlySet<string> = new Set();
  const seek = async ({ provider }: Scene, signal: AbortSignal): Promise<Vm | undefined> => {
    if (madeId !== undefined) return (await provider.readVms(region, [madeId], signal))[0];
    const made = (await namesakes(provider, region, name, signal)).find((vm) => !before.has(vm.cloudId));
    madeId = made?.cloudId;
    return made;
  };
  const judge = (vm: Vm): Look => {
    if (vm.power.state === 'error') return failedWith(vm);
    return isAtRest(vm.power.state) ? reached : began;
  };
  return {
    begin: async (provider, secrets, signal) => {
      before = new Set((await namesakes(provider, region, name, signal)).map((vm) => vm.cloudId));
      const receipt = await begin(provider, secrets, signal);
      madeId = receipt.vmId;
      return receipt;
    },
    look: async (scene, signal) => {
      const vm = await seek(scene, signal);
      if (vm === undefined) return away.judge(scene.held);
      away.seen();
      scene.onLook(vm);
      return judge(vm);
    },
    limit,
    makes: true,
  };
}

/** A VM that is made is followed until it rests; what else a region is asked for is done when the cloud has accepted it. */
export function createGoal(region: string, request: RegionRequest): Goal {
  const begin: Goal['begin'] = (provider, secrets, signal) => provider.actIn(region, request, secrets, signal);
  if (isMaking(request)) return madeGoal(region, request.name, begin);
  return { begin, look: ({ held }) => Promise.resolve(held > 0 ? reached : waiting), limit: minute };
}

export const cloneGoal = (vm: Vm, request: RequestOf<'clone'>): Goal =>
  madeGoal(vm.region, request.name, ask(vm, request));

export function deleteGoal(vm: Vm, request: RequestOf<'delete' | 'recycle-purge'>): Goal {
  const judge = unmoved(vm);
  return {
    begin: ask(vm, request),
    look: async ({ provider, held, onLook }, signal) => {
      try {
        const seen = await provider.readVm(vm, signal);
        onLook(seen);
        return seen.power.state === 'recycled' && request.action === 'delete' ? reached : judge(seen, held);
      } catch (error) {
        if (isGone(error)) return reached;
        throw error;
      }
    },
    limit: 30 * minute,
  };
}
