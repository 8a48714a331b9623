import type { UsbAttachMode } from '../../../shared/model/usb.ts';
import { nothingMore, powerCalls, vmOf } from '../ucloud/calls.ts';
import type { UCloudClient } from '../ucloud/client.ts';
import type { VmHandlers } from '../verbs.ts';
import type { UCloudStackCatalog } from './catalog/index.ts';
import { savedSchema } from './wire.ts';

/** 000's spelling; the vendor's own library spells it otherwise (AUTH, section 1). */
const attachTypes = { 'pass-through': 'pass-through', redirected: 'redir' } as const satisfies Record<
  UsbAttachMode,
  string
>;

/** What document 000 can do with a VM. */
export const vmHandlers = (client: UCloudClient<UCloudStackCatalog>): VmHandlers => ({
  start: (ref, _, __, signal) => client.call(powerCalls.start, vmOf(ref), nothingMore, signal),
  shutdown: (ref, _, __, signal) => client.call(powerCalls.shutdown, vmOf(ref), nothingMore, signal),
  'power-off': (ref, _, __, signal) => client.call(powerCalls['power-off'], vmOf(ref), nothingMore, signal),
  restart: (ref, _, __, signal) => client.call(powerCalls.restart, vmOf(ref), nothingMore, signal),
  // The same two calls as for snapshots, told apart by their flags (000, lines 727–728) and by the snapshot (line 746).
  hibernate: (ref, _, __, signal) => {
    const values = { ...vmOf(ref), WithoutDisk: true, WithoutMemory: false };
    return client.call('SaveVMInstance', values, nothingMore, signal);
  },
  wake: (ref, _, __, signal) => client.call('RestoreVMInstance', vmOf(ref), nothingMore, signal),
  'snapshot-create': async (ref, { name, remark, memory }, _, signal) => {
    const values = { ...vmOf(ref), SPName: name, Remark: remark, WithoutMemory: !memory, WithoutDisk: false };
    return { snapshotId: (await client.call('SaveVMInstance', values, savedSchema, signal)).SPID };
  },
  'snapshot-revert': (ref, { snapshotId }, _, signal) =>
    client.call('RestoreVMInstance', { ...vmOf(ref), SPID: snapshotId }, nothingMore, signal),
  'snapshot-delete': (ref, { snapshotId }, _, signal) =>
    client.call('DeleteVMSnapshot', { ...vmOf(ref), SPID: snapshotId, IsClear: false }, nothingMore, signal),
  'snapshot-clear': (ref, _, __, signal) =>
    client.call('DeleteVMSnapshot', { ...vmOf(ref), IsClear: true }, nothingMore, signal),
  'password-reset': (ref, _, { password }, signal) =>
    client.call('ResetVMInstancePassword', { ...vmOf(ref), Password: password?.reveal() ?? '' }, nothingMore, signal),
  'usb-attach': ({ region, cloudId }, { usbId, mode }, _, signal) => {
    const values = { Region: region, USBDeviceID: usbId, VMID: cloudId, AttachType: attachTypes[mode] };
    return client.call('AttachUSB', values, nothingMore, signal);
  },
  'usb-detach': ({ region }, { usbId }, _, signal) =>
    client.call('DetachUSB', { Region: region, USBDeviceID: usbId }, nothingMore, signal),
});
