import { AppError } from '../../../shared/errors/app-error.ts';
import { isAtRest } from '../../../shared/model/power.ts';
import type { ActionRequest } from '../../../shared/model/verbs/index.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import type { Provider, Receipt, Secrets } from '../../providers/provider.ts';
import type { Look } from '../poll.ts';

export const waiting: Look = { state: 'waiting' };
/** Not there yet, but seen to be under way: the cloud has accepted, even if its answer was lost. */
export const began: Look = { state: 'waiting', began: true };
export const reached: Look = { state: 'reached' };
export const minute = 60_000;

/**
 * Milliseconds that a state must hold before it counts as the end of an action whose transitional state was never
 * seen: the cloud may take a moment before it shows that it has begun.
 */
export const settle = 6_000;

/** Milliseconds by which a record may tell later what was done than that the VM rests. */
const lateRecord = 12_000;

/** Milliseconds after which an accepted action that leaves its VM at rest, without its effect, is not coming any more. */
export const idle = 5 * minute;

/** One look at an action that is under way. */
export interface Scene {
  readonly provider: Provider;
  /**
   * Milliseconds since the cloud accepted; 0 for as long as it is not known to have accepted: a state that was there
   * before then proves nothing until it was left.
   */
  readonly held: number;
  /** Told of every VM that is read on the way. */
  readonly onLook: (vm: Vm) => void;
}

/** How an action is asked of the cloud and how its end is recognised. A goal remembers what it has seen. */
export interface Goal {
  /** Asks the cloud; returns when it has accepted. */
  begin(provider: Provider, secrets: Secrets, signal: AbortSignal): Promise<Receipt>;
  /** Reads what tells how far it is. */
  look(scene: Scene, signal: AbortSignal): Promise<Look>;
  /** Milliseconds to wait for the end. */
  readonly limit: number;
  /** Whether the end is a VM that was not there before. */
  readonly makes?: true;
}

export const failedWith = (vm: Vm): Look => ({
  state: 'failed',
  error: new AppError(
    'task.failed',
    { state: vm.power.state },
    vm.problem === '' ? {} : { detail: { message: vm.problem } },
  ),
});

export const ask =
  (vm: Vm, request: ActionRequest): Goal['begin'] =>
  (provider, secrets, signal) =>
    provider.act(vm, request, secrets, signal);

/** A look that reads the VM and judges it. */
export const byVm =
  (vm: Vm, judge: (seen: Vm, held: number) => Look): Goal['look'] =>
  async ({ provider, held, onLook }, signal) => {
    const seen = await provider.readVm(vm, signal);
    onLook(seen);
    return judge(seen, held);
  };

/** Whether a VM rests: in a documented state, or in the undocumented one that it was in before it was asked. */
export const restsAgain = ({ power }: Vm, before: Vm): boolean =>
  isAtRest(power.state) ||
  (power.state === 'unknown' && before.power.state === 'unknown' && power.raw === before.power.raw);

/** Whether a VM has come into error since it was asked. */
export const failsNewly = (seen: Vm, before: Vm): boolean =>
  seen.power.state === 'error' && before.power.state !== 'error';

/**
 * Judges looks that do not show the effect: the VM has failed, or has left its rest for the action and has been back
 * for `patience` milliseconds.
 */
export function unmoved(before: Vm, patience = settle): (seen: Vm, held: number, isBusy?: boolean) => Look {
  let moved = false;
  let backAt: number | null = null;
  return (seen, held, isBusy = false) => {
    if (failsNewly(seen, before)) return failedWith(seen);
    if (isBusy || !restsAgain(seen, before)) {
      moved = true;
      backAt = null;
      return began;
    }
    if (!moved) return waiting;
    backAt ??= held;
    return held - backAt >= patience ? failedWith(seen) : waiting;
  };
}

/** The end of what the VM's record does not show otherwise: the cloud has accepted it, and the VM rests. */
export const restGoal = (vm: Vm, request: ActionRequest): Goal => ({
  begin: ask(vm, request),
  look: byVm(vm, (seen, held) => {
    if (failsNewly(seen, vm)) return failedWith(seen);
    return held > 0 && restsAgain(seen, vm) ? reached : waiting;
  }),
  limit: 60 * minute,
});

/**
 * The end of what passes through a state of its own and leaves the VM at rest, with what it was to bring: `isShown`
 * where the record shows that, perhaps a while after the VM is at rest.
 */
export function passageGoal(vm: Vm, request: ActionRequest, isShown: (seen: Vm) => boolean = () => true): Goal {
  const judge = unmoved(vm, lateRecord);
  let moved = false;
  return {
    begin: ask(vm, request),
    look: byVm(vm, (seen, held) => {
      if (seen.power.state === 'error') return failedWith(seen);
      const isResting = restsAgain(seen, vm);
      moved ||= !isResting;
      if (isResting && isShown(seen) && (moved || held >= settle)) return reached;
      return !moved && held >= idle ? failedWith(seen) : judge(seen, held);
    }),
    limit: 120 * minute,
  };
}

/** Whether the record has a change of such a field that waits for the next start of the VM. */
const waitsForStart = ({ pendingChanges }: Vm, fields: RegExp): boolean =>
  pendingChanges.some(({ field, needsRestart }) => needsRestart && fields.test(field));

/**
 * The end of what the VM's own record shows, or has as a change of one of `fields`, in the cloud's words, that takes
 * effect at the next start (000, lines 148–155).
 */
export function shownGoal(vm: Vm, request: ActionRequest, isShown: (seen: Vm) => boolean, fields: RegExp = /^$/): Goal {
  const judge = unmoved(vm);
  return {
    begin: ask(vm, request),
    look: byVm(vm, (seen, held) => {
      const isKept = isShown(seen) || (held >= settle && waitsForStart(seen, fields));
      const isReached = isKept && restsAgain(seen, vm) && !failsNewly(seen, vm);
      return isReached ? reached : judge(seen, held);
    }),
    limit: 10 * minute,
  };
}
