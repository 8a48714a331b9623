/** States of both generations; each document allows some of them. */
export type VmState =
  | 'Starting'
  | 'Restarting'
  | 'Running'
  | 'Stopping'
  | 'Stopped'
  | 'Poweroffing'
  | 'Reinstalling'
  | 'Deleting'
  | 'Terminating'
  | 'Failed'
  | 'RFailed'
  | 'Migrating'
  | 'MigrateDisking'
  | 'Saving'
  | 'Saved'
  | 'Reverted';

/** States in which a VM stays until somebody acts. */
export const RESTING: ReadonlySet<VmState> = new Set<VmState>(['Running', 'Stopped', 'Failed', 'RFailed', 'Saved']);

export interface Place {
  readonly region: string;
  readonly regionAlias: string;
  readonly companyId: number;
  readonly companyName: string;
  readonly email: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly vmType: string;
  readonly vmTypeAlias: string;
  readonly setId: string;
  readonly setArch: string;
  readonly hostIp: string;
  readonly hostUuid: string;
  readonly vpcId: string;
  readonly vpcName: string;
  readonly subnetId: string;
  readonly subnetName: string;
  readonly isolationGroupIds: readonly string[];
}

export interface Disk {
  readonly diskId: string;
  readonly name: string;
  readonly drive: string;
  /** GiB. */
  readonly size: number;
  readonly type: 'boot' | 'data';
  readonly storageSetType: string;
  readonly arch: 'HDD' | 'SSD';
}

export interface Nic {
  readonly ipId: string;
  readonly ip: string;
  readonly version: 'IPv4' | 'IPv6';
  readonly type: 'private' | 'public';
  readonly nicType: 'LAN' | 'WAN';
  readonly mac: string;
  readonly isDefaultGateway: boolean;
  readonly name: string;
  readonly securityGroupId: string;
}

export interface Snapshot {
  readonly spId: string;
  readonly name: string;
  readonly remark: string;
  /** Unix seconds. */
  readonly createTime: number;
  readonly withMemory: boolean;
  /** Bytes. */
  readonly size: number;
}

export interface Gpu {
  readonly type: 'GPU' | 'VGPU';
  readonly name: string;
  readonly count: number;
}

/** What takes effect at the next power cycle is kept apart in `pending`. */
export interface Settings {
  readonly dns: string;
  readonly highAvailability: string;
  readonly cpuMode: string;
  readonly cpuModel: string;
  readonly userData: string;
  readonly bootloader: string;
  readonly isoTotal: number;
  readonly cacheMode: string;
  /** Image in the CD drive; empty when there is none. */
  readonly cdImageId: string;
  readonly bootFromCd: boolean;
  readonly bindingNode: string;
  readonly bindings: readonly { readonly vcpu: number; readonly pcpu: string }[];
  readonly bindingDegradable: boolean;
}

/** A change that waits: for a power-off, or for any restart. */
export interface Pending {
  readonly field: string;
  readonly powerOff: boolean;
  readonly change: Partial<Settings>;
}

export interface Image {
  readonly id: string;
  readonly name: string;
  readonly osType: 'Linux' | 'Windows';
  readonly osName: string;
}

export interface Machine {
  readonly vmId: string;
  readonly uuid: string;
  readonly name: string;
  readonly remark: string;
  readonly hostname: string;
  readonly place: Place;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Unix seconds. */
  readonly createTime: number;
  readonly chargeType: string;
  /** Unix seconds. */
  readonly expireTime: number;
  /** Phase of the utilisation curves, 0–1. */
  readonly load: number;
  readonly failure: string;
  image: Image;
  cpu: number;
  /** MiB. */
  memory: number;
  disks: readonly Disk[];
  nics: readonly Nic[];
  gpu: Gpu | undefined;
  settings: Settings;
  pending: readonly Pending[];
  state: VmState;
  /** Unix seconds. */
  updateTime: number;
  /** What is under way with a progress; milliseconds since the epoch, percent at the start. */
  work: { readonly from: number; readonly startedAt: number; readonly endsAt: number } | undefined;
  snapshots: readonly Snapshot[];
  currentSpId: string | undefined;
}

export interface UsbDevice {
  readonly usbId: string;
  readonly name: string;
  readonly vendor: string;
  readonly product: string;
  readonly usbClass: string;
  readonly serial: string;
  readonly version: string;
  readonly region: string;
  readonly hostIp: string;
  readonly setId: string;
  readonly setType: string;
  readonly projectId: string;
  readonly companyId: number;
  readonly reason: string;
  status: 'Attached' | 'Detached' | 'Lost';
  attachedVmId: string;
  attachedType: string;
}
