import type { ActionReason } from '../../../shared/model/action.ts';
import type { UsbDevice } from '../../../shared/model/usb.ts';
import type { Vm } from '../../../shared/model/vm.ts';

export type UsbReason = ActionReason | 'usb-lost' | 'usb-other' | 'usb-unknown';

export const isHeldBy = (device: UsbDevice, vm: Pick<Vm, 'cloudId'>): boolean => device.attachedTo === vm.cloudId;

/** Why this device itself cannot be attached to or detached from this VM; `null` when it can. */
export function reasonOfDevice(device: UsbDevice, vm: Pick<Vm, 'cloudId'>): UsbReason | null {
  if (isHeldBy(device, vm)) return null;
  if (device.attachedTo !== null) return 'usb-other';
  if (device.state === 'lost') return 'usb-lost';
  return device.state === 'unknown' ? 'usb-unknown' : null;
}
