import type { PowerState } from '../../../shared/model/power.ts';
import { vmId, type Vm } from '../../../shared/model/vm.ts';
import { noParticulars } from '../../../shared/model/vm-particulars.ts';
import { readFields } from '../answers/fields.ts';
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
import { readVm, stateShape } from './wire.ts';

/** The documented states (001, line 150) but those of VMs that are gone. */
const powerStates: Readonly<Record<string, PowerState>> = {
  running: 'running',
  stopped: 'stopped',
  starting: 'starting',
  restarting: 'restarting',
  stopping: 'stopping',
  poweroffing: 'stopping',
  terminating: 'deleting',
  migrating: 'migrating',
  reinstalling: 'reinstalling',
  failed: 'error',
};

/** ISDefaultGW tells here whether an address could be the way out, not whether it is (001, line 135). */
const toPlainNic: typeof toNic = (raw, path, warn) => ({ ...toNic(raw, path, warn), gateway: null });

const goneStates: readonly string[] = ['deleted', 'terminated'];

/** The cloud may list a VM for a while after it was deleted (001, line 150). Never throws. */
export const isGone = (raw: unknown): boolean =>
  goneStates.includes(readFields(raw, stateShape, '', () => undefined).State.toLowerCase());

const undocumentedIn = undocumentedFinder(knownFields);

/**
 * A VM of the wire as the model's; null when it has no VMID. Never throws: what the answer lacks, or has in another
 * type than documented, is empty and named in `warnings`. Memory is in "M" and disks in "GB" (001, lines 116 and 166),
 * taken as MiB and GiB, since the sizes that can be ordered are powers of two (line 27). This generation knows neither
 * utilisation, agent, tags, snapshots nor USB.
 */
export function toVm(raw: unknown, { connectionId, region, now }: MapContext): Vm | null {
  const { warn, paths } = warnings();
  const vm = readVm(raw, '', warn);
  if (vm.VMID === '') return null;
  return {
    id: vmId(connectionId, vm.VMID),
    ...{ connectionId, cloudId: vm.VMID, region, syncedAt: now },
    power: { state: stateOf(powerStates, vm.State), raw: vm.State, since: now, progress: null },
    name: vm.Name,
    remark: vm.Remark,
    os: toOs(vm.OSType, vm.OSName),
    cpuCount: vm.CPU,
    memoryBytes: scaled(vm.Memory, mebibyte),
    ...{ cpuPercent: null, memoryPercent: null, diskPercent: null },
    nics: mapList(vm.IPInfos, 'IPInfos', toPlainNic, warn),
    disks: mapList(vm.DiskInfos, 'DiskInfos', toDisk, warn),
    host: vm.HostIP,
    cluster: firstOf(vm.VMTypeAlias, vm.VMType, vm.SetID),
    ...{ project: firstOf(vm.ProjectName, vm.ProjectID), projectId: vm.ProjectID },
    ...{ tenant: '', tenantId: vm.CompanyID, owner: vm.Email },
    createdAt: instant(vm.CreateTime),
    updatedAt: instant(vm.UpdateTime),
    expiresAt: instant(vm.ExpireTime),
    consoles: ['vnc'],
    ...noParticulars,
    architecture: toArchitecture(vm.SetArch),
    ...{ groups: [], hostname: '', image: '', imageId: vm.ImageID, recycledAt: null },
    ...{ agent: 'unknown', tags: [], usbIds: [], snapshots: [], pendingChanges: [], problem: '' },
    warnings: [...paths],
    undocumented: undocumentedIn(raw),
  };
}
