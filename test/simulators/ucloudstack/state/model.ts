export type VmState =
  | 'Starting'
  | 'Restarting'
  | 'Running'
  | 'Stopping'
  | 'Stopped'
  | 'Poweroffing'
  | 'Reinstalling'
  | 'Deleting'
  | 'Failed'
  | 'RFailed'
  | 'Migrating'
  | 'MigrateDisking'
  | 'Saving'
  | 'Saved'
  | 'Reverted';

/** The `States` filter of DescribeVMInstance is the only list of states (000 line 103). */
export const VM_STATES: readonly VmState[] = [
  'Starting',
  'Restarting',
  'Running',
  'Stopping',
  'Stopped',
  'Poweroffing',
  'Reinstalling',
  'Deleting',
  'Failed',
  'RFailed',
  'Migrating',
  'MigrateDisking',
  'Saving',
  'Saved',
  'Reverted',
];

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
  readonly type: 'private' | 'public';
  readonly nicType: 'LAN' | 'WAN';
  readonly mac: string;
  readonly isDefaultGateway: boolean;
  readonly name: string;
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

export interface Machine {
  readonly vmId: string;
  readonly uuid: string;
  readonly name: string;
  readonly remark: string;
  readonly hostname: string;
  readonly place: Place;
  readonly imageId: string;
  readonly imageName: string;
  readonly osType: 'Linux' | 'Windows';
  readonly osName: string;
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly disks: readonly Disk[];
  readonly nics: readonly Nic[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Unix seconds. */
  readonly createTime: number;
  readonly uefi: boolean;
  readonly gpu: string | undefined;
  /** Phase of the utilisation curves, 0–1. */
  readonly load: number;
  readonly failure: string;
  state: VmState;
  /** Unix seconds. */
  updateTime: number;
  /** 0–100 while something with a progress runs, else 0. */
  progress: number;
  snapshots: Snapshot[];
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
