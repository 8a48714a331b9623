import { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Capability } from '../../../shared/model/capability.ts';
import type { UsbAttachMode, UsbDevice } from '../../../shared/model/usb.ts';
import type { ConsoleKind, VmRef } from '../../../shared/model/vm.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { readPages, type Page } from '../answers/paging.ts';
import { createHttpTransport } from '../http/transport.ts';
import type { ConsoleTicket, Provider, ProviderContext } from '../provider.ts';
import { powerCalls, vmOf } from '../ucloud/calls.ts';
import { createClient, type UCloudClient } from '../ucloud/client.ts';
import { pageSchema, regionsSchema, spiceAnswerSchema, vncAnswerSchema } from '../ucloud/envelope.ts';
import { createInventory, isSomething } from '../ucloud/inventory.ts';
import { toRegion } from '../ucloud/map.ts';
import { catalog, type UCloudStackCatalog } from './catalog/index.ts';
import { toUsbDevice, toVm } from './map.ts';
import { savedSchema } from './wire.ts';

const capabilities: ReadonlySet<Capability> = new Set<Capability>([
  ...(['power.start', 'power.shutdown', 'power.off', 'power.restart'] as const),
  ...(['power.hibernate', 'power.wake', 'snapshot.clear', 'guest.password'] as const),
  ...(['snapshot.create', 'snapshot.memory', 'snapshot.revert', 'snapshot.delete'] as const),
  ...(['usb.list', 'usb.attach', 'usb.detach', 'console.vnc', 'console.spice'] as const),
]);

/** 000's spelling; the vendor's own library spells it otherwise (AUTH, section 1). */
const attachTypes = { 'pass-through': 'pass-through', redirected: 'redir' } as const satisfies Record<
  UsbAttachMode,
  string
>;

const nothing = z.unknown();

/** Without an id these calls mean something else: wake from hibernation, clear all (000, lines 746 and 764). */
function requireSnapshot(snapshotId: string): string {
  if (snapshotId === '') throw new AppError('cloud.invalid-parameter', { field: 'SPID' });
  return snapshotId;
}

async function askTicket(
  client: UCloudClient<UCloudStackCatalog>,
  ref: VmRef,
  kind: ConsoleKind,
  signal: AbortSignal,
): Promise<ConsoleTicket> {
  if (kind === 'vnc') {
    const { Info } = await client.call('GetVMVNCInfo', vmOf(ref), vncAnswerSchema, signal);
    return { kind, host: Info.VNCIP, port: Info.VNCPort, password: new Secret(Info.VNCPassword) };
  }
  const { Info } = await client.call('GetVMSpiceInfo', vmOf(ref), spiceAnswerSchema, signal);
  return { kind, host: Info.SpiceIP, port: Info.SpicePort, password: new Secret(Info.SpicePassword) };
}

/** A connection to UCloudStack, current API (document 000). */
export function createUCloudStackProvider(context: ProviderContext): Provider {
  const { clock, random, limits } = context;
  const client = createClient(catalog, createHttpTransport({ clock, random, limits }), context);
  const inventory = createInventory({
    describe: (region, page, signal) => {
      const values = { Region: region, SortBy: 'CreateTime', Sort: 'Ascending', ...page } as const;
      return client.call('DescribeVMInstance', values, pageSchema, signal);
    },
    ...{ toVm, context },
  });

  return {
    ...inventory,
    capabilities,
    regions: async (signal) => {
      const { Infos } = await client.call('DescribeRegion', {}, regionsSchema, signal);
      return (Infos ?? []).map(toRegion).filter(isSomething);
    },
    power: async (ref, action, signal) => {
      await client.call(powerCalls[action], vmOf(ref), nothing, signal);
    },
    // The same two calls as for snapshots, told apart by their flags (000, lines 727–728) and by the snapshot (line 746).
    hibernate: async (ref, signal) => {
      const values = { ...vmOf(ref), WithoutDisk: true, WithoutMemory: false };
      await client.call('SaveVMInstance', values, nothing, signal);
    },
    wake: async (ref, signal) => {
      await client.call('RestoreVMInstance', vmOf(ref), nothing, signal);
    },
    createSnapshot: async (ref, { name, remark, memory }, signal) => {
      const values = { ...vmOf(ref), SPName: name, Remark: remark, WithoutMemory: !memory, WithoutDisk: false };
      return (await client.call('SaveVMInstance', values, savedSchema, signal)).SPID;
    },
    revertSnapshot: async (ref, snapshotId, signal) => {
      const values = { ...vmOf(ref), SPID: requireSnapshot(snapshotId) };
      await client.call('RestoreVMInstance', values, nothing, signal);
    },
    deleteSnapshot: async (ref, snapshotId, signal) => {
      const values = { ...vmOf(ref), SPID: requireSnapshot(snapshotId), IsClear: false };
      await client.call('DeleteVMSnapshot', values, nothing, signal);
    },
    clearSnapshots: async (ref, signal) => {
      await client.call('DeleteVMSnapshot', { ...vmOf(ref), IsClear: true }, nothing, signal);
    },
    resetPassword: async (ref, password, signal) => {
      const values = { ...vmOf(ref), Password: password.reveal() };
      await client.call('ResetVMInstancePassword', values, nothing, signal);
    },
    listUsb: async ({ region }, signal) => {
      const devices: UsbDevice[] = [];
      const fetch = async (Offset: number, Limit: number, within: AbortSignal): Promise<Page<UsbDevice>> => {
        const values = { Region: region, Limit, Offset };
        const { TotalCount, Infos } = await client.call('ListUSBs', values, pageSchema, within);
        const found = (Infos ?? []).map(toUsbDevice).filter(isSomething);
        return { items: found, unusable: (Infos ?? []).length - found.length, total: TotalCount };
      };
      await readPages({ fetch, idOf: ({ id }) => id, onPage: (items) => devices.push(...items) }, signal);
      return devices;
    },
    attachUsb: async ({ region, cloudId }, usbId, mode, signal) => {
      const values = { Region: region, USBDeviceID: usbId, VMID: cloudId, AttachType: attachTypes[mode] };
      await client.call('AttachUSB', values, nothing, signal);
    },
    detachUsb: async ({ region }, usbId, signal) => {
      await client.call('DetachUSB', { Region: region, USBDeviceID: usbId }, nothing, signal);
    },
    consoleTicket: (ref, kind, signal) => askTicket(client, ref, kind, signal),
    endpoints: () => catalog,
    call: (endpointId, params, signal) => client.callRaw(endpointId, params, signal),
    close: () => client.close(),
  };
}
