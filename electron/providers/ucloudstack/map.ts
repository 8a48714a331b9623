import type { PowerState } from '../../../shared/model/power.ts';
import { isTransitional } from '../../../shared/model/power.ts';
import type { UsbDevice } from '../../../shared/model/usb.ts';
import { vmId, type Snapshot, type Vm } from '../../../shared/model/vm.ts';
import { noParticulars } from '../../../shared/model/vm-particulars.ts';
import { readFields, type Warn } from '../answers/fields.ts';
import { undocumentedFinder } from '../answers/undocumented.ts';
import {
  firstOf,
  instant,
  mapList,
  mebibyte,
  scaled,
  stateOf,
  toArchitecture,
  toDisk,
  toNic,
  toOs,
  warnings,
  type MapContext,
} from '../ucloud/map.ts';
import { knownFields } from './known-fields.ts';
import { pendingShape, readSnapshot, readVm, tagShape, usbShape } from './wire.ts';

/** The documented states (000, line 103). */
export const powerStates: Readonly<Record<string, PowerState>> = {
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

const clampPercent = (value: number): number => Math.min(Math.max(value, 0), 100);

function toPower(vm: ReturnType<typeof readVm>, now: number): Vm['power'] {
  const state = stateOf(powerStates, vm.State);
  const progress = vm.StatusProcessProgress;
  // The field is 0 whenever nothing is being reported (000, line 214: creation and migration only).
  const reported = (isTransitional(state) || state === 'unknown') && progress !== null && progress > 0;
  return { state, raw: vm.State, since: now, progress: reported ? clampPercent(progress) : null };
}

/** 000, line 219. Null for a mode that the document does not name. */
function toHighAvailability(mode: string): boolean | null {
  if (mode === 'NeverStop') return true;
  return mode === 'None' ? false : null;
}

function toAgent(enabled: boolean | null, running: boolean | null): Vm['agent'] {
  if (running === true) return 'running';
  if (enabled === true) return 'enabled';
  return enabled === false ? 'off' : 'unknown';
}

/** Only `ReadyVMSnapshot` is documented (000, line 273); failures and things under way are read from their names. */
function toSnapshotState(raw: string): Snapshot['state'] {
  if (raw === 'ReadyVMSnapshot') return 'ready';
  if (/fail|error/i.test(raw)) return 'error';
  return /(creat|delet|sav|restor|revert|pend)ing/i.test(raw) ? 'busy' : 'other';
}

function toSnapshot(raw: unknown, path: string, warn: Warn): Snapshot {
  const snapshot = readSnapshot(raw, path, warn);
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

function toPendingChange(raw: unknown, path: string, warn: Warn): Vm['pendingChanges'][number] {
  const change = readFields(raw, pendingShape, path, warn);
  return { field: change.Field, needsRestart: change.Restart ?? false };
}

const undocumentedIn = undocumentedFinder(knownFields);

/**
 * A VM of the wire as the model's; null when it has no VMID. Never throws: what the answer lacks, or has in another
 * type than documented, is empty and named in `warnings`. Utilisation is taken as percent from 0 to 100, which the
 * document does not say (000, lines 194–196).
 */
export function toVm(raw: unknown, { connectionId, region, now }: MapContext): Vm | null {
  const { warn, paths } = warnings();
  const vm = readVm(raw, '', warn);
  if (vm.VMID === '') return null;
  const power = toPower(vm, now);
  const usage = (value: number | null): number | null =>
    power.state === 'running' && value !== null ? clampPercent(value) : null;
  return {
    id: vmId(connectionId, vm.VMID),
    ...{ connectionId, cloudId: vm.VMID, region, power, syncedAt: now },
    name: vm.Name,
    remark: vm.Remark,
    os: toOs(vm.OSType, vm.OSName),
    cpuCount: vm.CPU,
    memoryBytes: scaled(vm.Memory, mebibyte),
    cpuPercent: usage(vm.CPUUtilization),
    memoryPercent: usage(vm.MemUsage),
    diskPercent: usage(vm.SpaceUsage),
    nics: mapList(vm.IPInfos, 'IPInfos', toNic, warn),
    disks: mapList(vm.DiskInfos, 'DiskInfos', toDisk, warn),
    host: vm.HostIP,
    cluster: firstOf(vm.VMTypeAlias, vm.VMType, vm.SetID),
    ...{ project: firstOf(vm.ProjectName, vm.ProjectID), projectId: vm.ProjectID },
    ...{ tenant: vm.CompanyName, tenantId: vm.CompanyID, owner: firstOf(vm.Email, vm.CompanyName) },
    groups: vm.IGIDs.filter((id) => id !== ''),
    ...noParticulars,
    ...{ architecture: toArchitecture(vm.SetArch), highAvailability: toHighAvailability(vm.HighAvailability) },
    ...{ hostname: vm.Hostname, image: vm.BasicImageName, imageId: vm.ImageID, recycledAt: null },
    tags: mapList(vm.Tags, 'Tags', toTag, warn),
    agent: toAgent(vm.QGAEnabled, vm.QGARunning),
    createdAt: instant(vm.CreateTime),
    updatedAt: instant(vm.UpdateTime),
    expiresAt: instant(vm.ExpireTime),
    // Both calls are documented for every VM; the cloud refuses one that a VM lacks.
    consoles: ['vnc', 'spice'],
    usbIds: vm.AttachedUSBIDs.filter((id) => id !== ''),
    snapshots: mapList(vm.VMSPInfos, 'VMSPInfos', toSnapshot, warn).filter(({ id }) => id !== ''),
    pendingChanges: mapList(vm.PendingChanges, 'PendingChanges', toPendingChange, warn),
    problem: vm.Reason,
    warnings: [...paths],
    undocumented: undocumentedIn(raw),
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
