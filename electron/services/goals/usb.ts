import type { UsbDevice } from '../../../shared/model/usb.ts';
import type { RequestOf } from '../../../shared/model/verbs/index.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { ask, failedWith, failsNewly, minute, reached, waiting, type Goal } from './goal.ts';

/** The device is looked at, since the VM's own record shows it late or not at all. */
const usbGoal = (
  vm: Vm,
  request: RequestOf<'usb-attach' | 'usb-detach'>,
  isReached: (device: UsbDevice | undefined) => boolean,
): Goal => ({
  begin: ask(vm, request),
  look: async ({ provider, onLook }, signal) => {
    const seen = await provider.readVm(vm, signal);
    onLook(seen);
    const devices = await provider.ask('usb-devices', { region: vm.region }, signal);
    if (isReached(devices.find((one) => one.id === request.usbId))) return reached;
    return failsNewly(seen, vm) ? failedWith(seen) : waiting;
  },
  limit: minute,
});

export const usbAttachGoal = (vm: Vm, request: RequestOf<'usb-attach'>): Goal =>
  usbGoal(vm, request, (device) => device?.state === 'attached' && device.attachedTo === vm.cloudId);

export const usbDetachGoal = (vm: Vm, request: RequestOf<'usb-detach'>): Goal =>
  usbGoal(vm, request, (device) => device?.state !== 'attached');
