import { AppError } from '../../shared/errors/app-error.ts';
import type { ActionRequest } from '../../shared/model/action.ts';
import { isTransitional, powerTransitions, type PowerAction } from '../../shared/model/power.ts';
import type { UsbDevice } from '../../shared/model/usb.ts';
import type { Vm } from '../../shared/model/vm.ts';
import type { Provider } from '../providers/provider.ts';
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
  begin(provider: Provider, vm: Vm, signal: AbortSignal): Promise<void>;
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

function powerGoal(action: PowerAction): ActionGoal {
  const { from, via, to } = powerTransitions[action];
  let moved = false;
  return {
    begin: (provider, vm, signal) => provider.power(vm, action, signal),
    judge: (vm, held) => {
      const { state } = vm.power;
      if (via.includes(state)) moved = true;
      if (state === 'error') return failedWith(vm);
      if (state === to && (moved || !from.includes(to) || held >= settle)) return reached;
      if (moved && state !== to && from.includes(state)) return failedWith(vm);
      return waiting;
    },
    limit: action === 'power-off' ? 2 * minute : 5 * minute,
  };
}

function snapshotCreateGoal(request: Extract<ActionRequest, { action: 'snapshot-create' }>): ActionGoal {
  let id: string | null = null;
  const before = new Set<string>();
  return {
    begin: async (provider, vm, signal) => {
      for (const snapshot of vm.snapshots) before.add(snapshot.id);
      id = await provider.createSnapshot(vm, request, signal);
    },
    judge: (vm) => {
      const made = vm.snapshots.find((one) =>
        id === null ? !before.has(one.id) && one.name === request.name : one.id === id,
      );
      if (made?.state === 'error') return failedWith(vm);
      return made !== undefined && made.state !== 'busy' && !isTransitional(vm.power.state) ? reached : waiting;
    },
    limit: 60 * minute,
  };
}

function snapshotRevertGoal(snapshotId: string): ActionGoal {
  let moved = false;
  return {
    begin: (provider, vm, signal) => provider.revertSnapshot(vm, snapshotId, signal),
    judge: (vm, held) => {
      if (vm.power.state === 'error') return failedWith(vm);
      if (isTransitional(vm.power.state)) {
        moved = true;
        return waiting;
      }
      const current = vm.snapshots.find((one) => one.id === snapshotId)?.current === true;
      return current && (moved || held >= settle) ? reached : waiting;
    },
    limit: 60 * minute,
  };
}

const snapshotDeleteGoal = (snapshotId: string): ActionGoal => ({
  begin: (provider, vm, signal) => provider.deleteSnapshot(vm, snapshotId, signal),
  judge: (vm) => (vm.snapshots.some((one) => one.id === snapshotId) ? waiting : reached),
  limit: 60 * minute,
});

const usbGoal = (
  usbId: string,
  begin: ActionGoal['begin'],
  isReached: (device: UsbDevice | undefined, vm: Vm) => boolean,
): ActionGoal => ({
  begin,
  judge: () => waiting,
  judgeUsb: (devices, vm) => {
    const device = devices.find((one) => one.id === usbId);
    return isReached(device, vm) ? reached : waiting;
  },
  limit: minute,
});

/** The goal of a request. Each call makes a new one: a goal remembers what it has seen. */
export function goalOf(request: ActionRequest): ActionGoal {
  switch (request.action) {
    case 'start':
    case 'shutdown':
    case 'power-off':
    case 'restart':
      return powerGoal(request.action);
    case 'snapshot-create':
      return snapshotCreateGoal(request);
    case 'snapshot-revert':
      return snapshotRevertGoal(request.snapshotId);
    case 'snapshot-delete':
      return snapshotDeleteGoal(request.snapshotId);
    case 'usb-attach':
      return usbGoal(
        request.usbId,
        (provider, vm, signal) => provider.attachUsb(vm, request.usbId, request.mode, signal),
        (device, vm) => device?.state === 'attached' && device.attachedTo === vm.cloudId,
      );
    case 'usb-detach':
      return usbGoal(
        request.usbId,
        (provider, vm, signal) => provider.detachUsb(vm, request.usbId, signal),
        (device) => device?.state !== 'attached',
      );
  }
}
