import { AppError } from '../../shared/errors/app-error.ts';
import { isTransitional, type PowerState } from '../../shared/model/power.ts';
import type { UsbDevice } from '../../shared/model/usb.ts';
import { vmVerbs, type ActionRequest, type RequestOf } from '../../shared/model/verbs/index.ts';
import { powerTransitions, type PowerAction } from '../../shared/model/verbs/power.ts';
import type { Vm } from '../../shared/model/vm.ts';
import type { Provider, Secrets } from '../providers/provider.ts';
import type { Look } from './poll.ts';

const waiting: Look = { state: 'waiting' };
const reached: Look = { state: 'reached' };
const minute = 60_000;

/**
 * Milliseconds that a state must hold before it counts as the end of an action whose transitional state was never
 * seen: the cloud may take a moment before it shows that it has begun.
 */
const settle = 6_000;

/** How an action is asked of the cloud and how its end is recognised. */
export interface ActionGoal {
  /** Asks the cloud; returns when it has accepted. */
  begin(provider: Provider, vm: Vm, secrets: Secrets, signal: AbortSignal): Promise<void>;
  /**
   * Judges one look at the VM, `held` milliseconds after the cloud accepted; 0 for as long as it is not known to
   * have accepted: a state that was there before then proves nothing until it was left.
   */
  judge(vm: Vm, held: number): Look;
  /** For devices, which the VM's own record shows late or not at all. */
  readonly judgeUsb?: (devices: readonly UsbDevice[], vm: Vm) => Look;
  /** Milliseconds to wait for the end. */
  readonly limit: number;
}

const failedWith = (vm: Vm): Look => ({
  state: 'failed',
  error: new AppError(
    'task.failed',
    { state: vm.power.raw },
    vm.problem === '' ? {} : { detail: { message: vm.problem } },
  ),
});

const ask =
  (request: ActionRequest): ActionGoal['begin'] =>
  async (provider, vm, secrets, signal) => {
    await provider.act(vm, request, secrets, signal);
  };

function powerGoal(request: RequestOf<PowerAction>): ActionGoal {
  const { action } = request;
  const from: readonly PowerState[] = vmVerbs[action].from;
  const { via, to } = powerTransitions[action];
  let moved = false;
  return {
    begin: ask(request),
    judge: (vm, held) => {
      const { state } = vm.power;
      if (via.includes(state)) moved = true;
      if (state === 'error') return failedWith(vm);
      if (state === to && (moved || !from.includes(to) || held >= settle)) return reached;
      if (moved && state !== to && from.includes(state)) return failedWith(vm);
      return waiting;
    },
    limit: action === 'power-off' ? 2 * minute : action === 'hibernate' || action === 'wake' ? 30 * minute : 5 * minute,
  };
}

function snapshotCreateGoal(request: RequestOf<'snapshot-create'>): ActionGoal {
  let id: string | undefined;
  const before = new Set<string>();
  return {
    begin: async (provider, vm, secrets, signal) => {
      for (const snapshot of vm.snapshots) before.add(snapshot.id);
      id = (await provider.act(vm, request, secrets, signal)).snapshotId;
    },
    judge: (vm) => {
      const made = vm.snapshots.find((one) =>
        id === undefined ? !before.has(one.id) && one.name === request.name : one.id === id,
      );
      if (made?.state === 'error') return failedWith(vm);
      return made !== undefined && made.state !== 'busy' && !isTransitional(vm.power.state) ? reached : waiting;
    },
    limit: 60 * minute,
  };
}

function snapshotRevertGoal(request: RequestOf<'snapshot-revert'>): ActionGoal {
  let moved = false;
  return {
    begin: ask(request),
    judge: (vm, held) => {
      if (vm.power.state === 'error') return failedWith(vm);
      if (isTransitional(vm.power.state)) {
        moved = true;
        return waiting;
      }
      const current = vm.snapshots.find((one) => one.id === request.snapshotId)?.current === true;
      return current && (moved || held >= settle) ? reached : waiting;
    },
    limit: 60 * minute,
  };
}

const snapshotDeleteGoal = (request: RequestOf<'snapshot-delete'>): ActionGoal => ({
  begin: ask(request),
  judge: (vm) => (vm.snapshots.some((one) => one.id === request.snapshotId) ? waiting : reached),
  limit: 60 * minute,
});

const snapshotClearGoal = (request: RequestOf<'snapshot-clear'>): ActionGoal => ({
  begin: ask(request),
  judge: (vm) => (vm.snapshots.length > 0 ? waiting : reached),
  limit: 60 * minute,
});

const usbGoal = (
  request: RequestOf<'usb-attach' | 'usb-detach'>,
  isReached: (device: UsbDevice | undefined, vm: Vm) => boolean,
): ActionGoal => ({
  begin: ask(request),
  judge: () => waiting,
  judgeUsb: (devices, vm) => {
    const device = devices.find((one) => one.id === request.usbId);
    return isReached(device, vm) ? reached : waiting;
  },
  limit: minute,
});

/** The end of what the VM's record does not show otherwise: it rests again. */
function restGoal(request: ActionRequest): ActionGoal {
  return {
    begin: ask(request),
    judge: (vm, held) => {
      if (vm.power.state === 'error') return failedWith(vm);
      return !isTransitional(vm.power.state) && held > 0 ? reached : waiting;
    },
    limit: 60 * minute,
  };
}

/** The goal of a request. Each call makes a new one: a goal remembers what it has seen. */
export function goalOf(request: ActionRequest): ActionGoal {
  switch (request.action) {
    case 'start':
    case 'shutdown':
    case 'power-off':
    case 'restart':
    case 'reset':
    case 'pause':
    case 'resume':
    case 'hibernate':
    case 'wake':
      return powerGoal(request);
    case 'snapshot-create':
      return snapshotCreateGoal(request);
    case 'snapshot-revert':
      return snapshotRevertGoal(request);
    case 'snapshot-delete':
      return snapshotDeleteGoal(request);
    case 'snapshot-clear':
      return snapshotClearGoal(request);
    case 'usb-attach':
      return usbGoal(request, (device, vm) => device?.state === 'attached' && device.attachedTo === vm.cloudId);
    case 'usb-detach':
      return usbGoal(request, (device) => device?.state !== 'attached');
    case 'clone':
    case 'clone-cancel':
    case 'clone-forget':
    case 'reinstall':
    case 'delete':
    case 'resize':
    case 'options-set':
    case 'cpu-bind':
    case 'password-reset':
    case 'boot-cd':
    case 'boot-disk':
    case 'storage-move':
    case 'mac-set':
    case 'gateway-set':
    case 'network-reset':
      return restGoal(request);
  }
}
