import type { PowerState } from '../../../shared/model/power.ts';
import { isTransitional } from '../../../shared/model/power.ts';
import type { UsbDevice } from '../../../shared/model/usb.ts';
import { vmId, type Snapshot, type Vm } from '../../../shared/model/vm.ts';
import type { Region } from '../provider.ts';
import { readFields, type Read } from './fields.ts';
import { diskShape, ipShape, pendingShape, regionShape, snapshotShape, tagShape, usbShape, vmShape } from './wire.ts';

export interface MapContext {
  readonly connectionId: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type Warn = (path: string) => void;

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;
const maxWarnings = 20;
/** Last instant that a Date can hold, in Unix seconds. */
const lastSecond = 8_640_000_000_000;

/** The documented states (000, line 103). */
const powerStates: Readonly<Record<string, PowerState>> = {
  running: 'running',
  stopped: 'stopped',
  saved: 'suspended',
  starting: 'starting',
  restarting: 'restarting',
  stopping: 'stopping',
  poweroffing: 'stopping',
  saving: 'saving',
  reverted: 'restoring',
  reinstalling: 'reinstalling',
  migrating: 'migrating',
  migratedisking: 'migrating',
  deleting: 'deleting',
  failed: 'error',
  rfailed: 'error',
};

/** The normalised state of a cloud's word; `unknown` for a word that is not documented. */
export function toPowerState(raw: string): PowerState {
  const key = raw.toLowerCase();
  return Object.hasOwn(powerStates, key) ? (powerStates[key] ?? 'unknown') : 'unknown';
}

const clampPercent = (value: number): number => Math.min(Math.max(value, 0), 100);

const scaled = (value: number | null, unit: number): number | null => (value === null ? null : value * unit);

/** 0 is how the cloud says "never". */
const instant = (seconds: number | null): number | null =>
  seconds === null || seconds === 0 || seconds > lastSecond ? null : seconds * 1000;

const firstOf = (...candidates: readonly string[]): string => candidates.find((value) => value !== '') ?? '';

function toPower(vm: Read<typeof vmShape>, now: number): Vm['power'] {
  const state = toPowerState(vm.State);
  const progress = vm.StatusProcessProgress;
  // The field is 0 whenever nothing is being reported (000, line 214: creation and migration only).
  const reported = (isTransitional(state) || state === 'unknown') && progress !== null && progress > 0;
  return { state, raw: vm.State, since: now, progress: reported ? clampPercent(progress) : null };
}

function toOs(type: string, name: string): Vm['os'] {
  const lower = type.toLowerCase();
  if (lower === '') return { family: 'unknown', name };
  if (lower.includes('windows')) return { family: 'windows', name };
  return { family: lower.includes('linux') ? 'linux' : 'other', name };
}

function toAgent(enabled: boolean | null, running: boolean | null): Vm['agent'] {
  if (running === true) return 'running';
  if (enabled === true) return 'enabled';
  return enabled === false ? 'off' : 'unknown';
}

function toNic(raw: unknown, path: string, warn: Warn): Vm['nics'][number] {
  const ip = readFields(raw, ipShape, path, warn);
  const version = /^IPv([46])$/i.exec(ip.IPVersion)?.[1];
  return {
    address: ip.IP,
    version: version === '4' || version === '6' ? version : 'unknown',
    mac: ip.MAC,
    network: firstOf(ip.NicType, ip.Type),
    name: firstOf(ip.InterfaceName, ip.InterfaceID),
  };
}

function toDisk(raw: unknown, path: string, warn: Warn): Vm['disks'][number] {
  const disk = readFields(raw, diskShape, path, warn);
  return {
    id: disk.DiskID,
    name: disk.Name,
    device: disk.Drive,
    sizeBytes: scaled(disk.Size, gibibyte),
    boot: disk.Type.toLowerCase() === 'boot',
  };
}

/** Only `ReadyVMSnapshot` is documented (000, line 273); failures and things under way are read from their names. */
function toSnapshotState(raw: string): Snapshot['state'] {
  if (raw === 'ReadyVMSnapshot') return 'ready';
  if (/fail|error/i.test(raw)) return 'error';
  return /(creat|delet|sav|restor|revert|pend)ing/i.test(raw) ? 'busy' : 'other';
}

function toSnapshot(raw: unknown, path: string, warn: Warn): Snapshot {
  const snapshot = readFields(raw, snapshotShape, path, warn);
  return {
    id: snapshot.SPID,
    name: firstOf(snapshot.SPName, snapshot.SPID),
    remark: snapshot.Remark,
    state: toSnapshotState(snapshot.SPStatus),
    raw: snapshot.SPStatus,
    createdAt: instant(snapshot.CreateTime),
    // SPSize has no documented unit (000, line 274), so it is not shown as if it had one.
    sizeBytes: null,
    withMemory: snapshot.WithMemory ?? false,
    withDisk: snapshot.WithDisk ?? true,
    current: snapshot.IsCurrent ?? false,
  };
}

/** `{Key, Value}`, or `key:value` as the example of 000, line 187 has it. */
function toTag(raw: unknown, path: string, warn: Warn): Vm['tags'][number] {
  if (typeof raw === 'string') {
    const colon = raw.indexOf(':');
    return colon < 0 ? { key: raw, value: '' } : { key: raw.slice(0, colon), value: raw.slice(colon + 1) };
  }
  const tag = readFields(raw, tagShape, path, warn);
  return { key: tag.Key, value: tag.Value };
}

/**
 * A VM of the wire as the model's; null when it has no VMID. Never throws: what the answer lacks, or has in another
 * type than documented, is empty and named in `warnings`. Utilisation is taken as percent from 0 to 100, which the
 * document does not say (000, lines 194–196).
 */
export function toVm(raw: unknown, { connectionId, region, now }: MapContext): Vm | null {
  const warnings = new Set<string>();
  const warn: Warn = (path) => {
    if (warnings.size < maxWarnings) warnings.add(path);
  };
  const vm = readFields(raw, vmShape, '', warn);
  if (vm.VMID === '') return null;
  const each = <T>(items: readonly unknown[], name: string, map: (item: unknown, path: string, warn: Warn) => T): T[] =>
    items.map((item, index) => map(item, `${name}[${index}]`, warn));
  const power = toPower(vm, now);
  const usage = (value: number | null): number | null =>
    power.state === 'running' && value !== null ? clampPercent(value) : null;
  return {
    id: vmId(connectionId, vm.VMID),
    ...{ connectionId, cloudId: vm.VMID, region, power, syncedAt: now },
    name: firstOf(vm.Name, vm.VMID),
    remark: vm.Remark,
    os: toOs(vm.OSType, vm.OSName),
    cpuCount: vm.CPU,
    memoryBytes: scaled(vm.Memory, mebibyte),
    cpuPercent: usage(vm.CPUUtilization),
    memoryPercent: usage(vm.MemUsage),
    diskPercent: usage(vm.SpaceUsage),
    nics: each(vm.IPInfos, 'IPInfos', toNic),
    disks: each(vm.DiskInfos, 'DiskInfos', toDisk),
    host: vm.HostIP,
    cluster: firstOf(vm.VMTypeAlias, vm.VMType, vm.SetID),
    project: firstOf(vm.ProjectName, vm.ProjectID),
    owner: firstOf(vm.Email, vm.CompanyName),
    tags: each(vm.Tags, 'Tags', toTag),
    agent: toAgent(vm.QGAEnabled, vm.QGARunning),
    createdAt: instant(vm.CreateTime),
    updatedAt: instant(vm.UpdateTime),
    expiresAt: instant(vm.ExpireTime),
    // Both calls are documented for every VM; the cloud refuses one that a VM lacks.
    consoles: ['vnc', 'spice'],
    usbIds: vm.AttachedUSBIDs.filter((id) => id !== ''),
    snapshots: each(vm.VMSPInfos, 'VMSPInfos', toSnapshot).filter(({ id }) => id !== ''),
    pendingChanges: each(vm.PendingChanges, 'PendingChanges', (item, path) => {
      const change = readFields(item, pendingShape, path, warn);
      return { field: change.Field, needsRestart: change.Restart ?? false };
    }),
    problem: vm.Reason,
    warnings: [...warnings],
  };
}

const usbStates: Readonly<Record<string, UsbDevice['state']>> = {
  attached: 'attached',
  detached: 'free',
  lost: 'lost',
};

function toAttachMode(raw: string): UsbDevice['attachMode'] {
  const word = raw.toLowerCase().replaceAll(/[-_\s]/g, '');
  if (word === 'passthrough') return 'pass-through';
  return word.startsWith('redir') ? 'redirected' : 'unknown';
}

/** A USB device of the wire as the model's; null when it has no id. Never throws. */
export function toUsbDevice(raw: unknown): UsbDevice | null {
  const usb = readFields(raw, usbShape, '', () => undefined);
  if (usb.USBDeviceID === '') return null;
  const word = usb.Status.toLowerCase();
  return {
    id: usb.USBDeviceID,
    name: firstOf(usb.Name, `${usb.Vendor} ${usb.Product}`.trim(), usb.USBDeviceID),
    vendor: usb.Vendor,
    product: usb.Product,
    serial: usb.Serial,
    host: usb.HostIP,
    state: Object.hasOwn(usbStates, word) ? (usbStates[word] ?? 'unknown') : 'unknown',
    raw: usb.Status,
    attachedTo: usb.AttachedVMID === '' ? null : usb.AttachedVMID,
    attachMode: usb.AttachedVMID === '' ? null : toAttachMode(usb.AttachedType),
    problem: usb.Reason,
  };
}

/** A region of the wire; null when it has no id. Never throws. */
export function toRegion(raw: unknown): Region | null {
  const region = readFields(typeof raw === 'string' ? { Region: raw } : raw, regionShape, '', () => undefined);
  if (region.Region === '') return null;
  return { id: region.Region, name: firstOf(region.RegionAlias, region.RegionName, region.Region) };
}
