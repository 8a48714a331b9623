import { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Capability } from '../../../shared/model/capability.ts';
import type { PowerAction } from '../../../shared/model/power.ts';
import type { UsbAttachMode, UsbDevice } from '../../../shared/model/usb.ts';
import type { ConsoleKind, Vm, VmRef } from '../../../shared/model/vm.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { createHttpTransport } from '../http/transport.ts';
import type { ConsoleTicket, Provider, ProviderContext } from '../provider.ts';
import { createClient, type UCloudStackClient } from './client.ts';
import { toRegion, toUsbDevice, toVm } from './map.ts';
import { readPages, type Page } from './paging.ts';
import { pageSchema, savedSchema, spiceAnswerSchema, vncAnswerSchema } from './wire.ts';

const capabilities: ReadonlySet<Capability> = new Set<Capability>([
  ...(['power.start', 'power.shutdown', 'power.off', 'power.restart'] as const),
  ...(['snapshot.create', 'snapshot.memory', 'snapshot.revert', 'snapshot.delete'] as const),
  ...(['usb.list', 'usb.attach', 'usb.detach', 'console.vnc', 'console.spice'] as const),
]);

const powerCalls = {
  start: 'StartVMInstance',
  shutdown: 'StopVMInstance',
  'power-off': 'PoweroffVMInstance',
  restart: 'RestartVMInstance',
} as const satisfies Record<PowerAction, string>;

/** 000's spelling; the vendor's own library spells it otherwise (AUTH, section 1). */
const attachTypes = { 'pass-through': 'pass-through', redirected: 'redir' } as const satisfies Record<
  UsbAttachMode,
  string
>;

/** The most ids that one page can answer. */
const idsPerCall = 100;
const nothing = z.unknown();
const isSomething = <T>(value: T | null): value is T => value !== null;

/** Without an id these calls mean something else: wake from hibernation, clear all (000, lines 746 and 764). */
function requireSnapshot(snapshotId: string): string {
  if (snapshotId === '') throw new AppError('cloud.invalid-parameter', { field: 'SPID' });
  return snapshotId;
}

const vmOf = ({ region, cloudId }: VmRef): { readonly Region: string; readonly VMID: string } => ({
  Region: region,
  VMID: cloudId,
});

async function askTicket(
  client: UCloudStackClient,
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
  const { connectionId, clock, random, limits, log } = context;
  const client = createClient(createHttpTransport({ clock, random, limits }), context);

  const toVms = (region: string, infos: readonly unknown[]): readonly Vm[] => {
    const vms = infos.map((raw) => toVm(raw, { connectionId, region, now: clock.now() }));
    const dropped = vms.filter((vm) => vm === null).length;
    if (dropped > 0)
      log({ level: 'warn', event: 'cloud.vm-without-id', fields: { connection: connectionId, region, dropped } });
    return vms.filter(isSomething);
  };

  const describe = async (
    region: string,
    page: { readonly Limit: number; readonly Offset?: number; readonly VMIDs?: readonly string[] },
    signal: AbortSignal,
  ): Promise<{ readonly items: readonly unknown[]; readonly total: number }> => {
    const values = { Region: region, SortBy: 'CreateTime', Sort: 'Ascending', ...page } as const;
    const { TotalCount, Infos } = await client.call('DescribeVMInstance', values, pageSchema, signal);
    return { items: Infos ?? [], total: TotalCount };
  };

  const readVms: Provider['readVms'] = async (region, cloudIds, signal) => {
    const vms: Vm[] = [];
    for (let from = 0; from < cloudIds.length; from += idsPerCall) {
      const VMIDs = cloudIds.slice(from, from + idsPerCall);
      const { items } = await describe(region, { Limit: idsPerCall, VMIDs }, signal);
      // A cloud that ignores the filter must not pass other VMs off as those that were asked for.
      vms.push(...toVms(region, items).filter((vm) => VMIDs.includes(vm.cloudId)));
    }
    return vms;
  };

  return {
    capabilities,
    regions: async (signal) => {
      const { Infos } = await client.call('DescribeRegion', {}, pageSchema.pick({ Infos: true }), signal);
      return (Infos ?? []).map(toRegion).filter(isSomething);
    },
    listVms: (region, onPage, signal) => {
      const fetch = async (Offset: number, Limit: number, within: AbortSignal): Promise<Page<Vm>> => {
        const { items, total } = await describe(region, { Limit, Offset }, within);
        const vms = toVms(region, items);
        return { items: vms, unusable: items.length - vms.length, total };
      };
      return readPages({ fetch, idOf: ({ cloudId }) => cloudId, onPage }, signal);
    },
    countVms: async (region, signal) => (await describe(region, { Limit: 1 }, signal)).total,
    readVms,
    readVm: async (ref, signal) => {
      const [vm] = await readVms(ref.region, [ref.cloudId], signal);
      if (vm === undefined) throw new AppError('vm.gone', { vm: ref.cloudId });
      return vm;
    },
    power: async (ref, action, signal) => {
      await client.call(powerCalls[action], vmOf(ref), nothing, signal);
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
    close: () => client.close(),
  };
}
