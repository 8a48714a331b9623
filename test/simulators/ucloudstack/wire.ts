import type { Disk, Machine, Nic, Settings, Snapshot, UsbDevice } from '../ucloud/state/model.ts';
import { progressOf } from '../ucloud/state/progress.ts';
import { SECURITY_GROUPS } from '../ucloud/state/resources.ts';
import { utilisation } from '../ucloud/utilisation.ts';

/** The moment at which somebody looks. */
export interface Moment {
  /** Unix seconds. */
  readonly seconds: number;
  /** Milliseconds since the epoch. */
  readonly milliseconds: number;
}

/** What the settings will be once everything pending is in force. */
export const wishedSettings = ({ settings, pending }: Machine): Settings =>
  pending.reduce((wished, { change }) => ({ ...wished, ...change }), settings);

/** `VmDiskInfo`, 000 lines 283-299. */
const diskInfo = (disk: Disk) => ({
  DiskID: disk.diskId,
  Name: disk.name,
  Drive: disk.drive,
  IsElastic: disk.type === 'data' ? 'Y' : 'N',
  Size: disk.size,
  StorageSetType: disk.storageSetType,
  Type: disk.type,
  ShareAble: false,
  IsSharedblock: false,
  StorageSetArch: disk.arch,
  StorageSetProvider: 'rbd',
  SnapshotCount: 0,
  Encrypted: false,
});

/** `IPInfo`, 000 lines 120-140. */
const ipInfo = (nic: Nic) => ({
  IPID: nic.ipId,
  SGName: SECURITY_GROUPS.get(nic.securityGroupId) ?? '',
  IPVersion: nic.version,
  ISDefaultGW: nic.isDefaultGateway ? 1 : 0,
  IsElastic: nic.type === 'public' ? 'Y' : 'N',
  IsVIP: 'N',
  Type: nic.type,
  SGID: nic.securityGroupId,
  IP: nic.ip,
  NicType: nic.nicType,
  InterfaceID: nic.ipId.replace(/\d$/, ''),
  MAC: nic.mac,
  Mode: nic.type === 'public' ? 'NAT' : 'Direct',
  NicPFCode: '',
  NicPFVendor: '',
  NicPFProduct: '',
  InterfaceName: nic.name,
});

/** `VMSPInfo`, 000 lines 266-281; `SPStatus` has one documented value. */
export const snapshotInfo = (machine: Machine, snapshot: Snapshot) => ({
  SPName: snapshot.name,
  SPID: snapshot.spId,
  Remark: snapshot.remark,
  SPStatus: 'ReadyVMSnapshot',
  SPSize: snapshot.size,
  CreateTime: snapshot.createTime,
  IsCurrent: snapshot.spId === machine.currentSpId,
  WithMemory: snapshot.withMemory,
  WithDisk: true,
  CPU: machine.cpu,
  Memory: machine.memory,
  ComputeSetType: machine.place.vmType,
});

const placeInfo = ({ place }: Machine) => ({
  Region: place.region,
  RegionAlias: place.regionAlias,
  CompanyID: place.companyId,
  CompanyName: place.companyName,
  Email: place.email,
  ProjectID: place.projectId,
  ProjectName: place.projectName,
  VMType: place.vmType,
  VMTypeAlias: place.vmTypeAlias,
  SetID: place.setId,
  SetArch: place.setArch,
  HostIP: place.hostIp,
  HostUUID: place.hostUuid,
  VPCID: place.vpcId,
  VPCName: place.vpcName,
  SubnetID: place.subnetId,
  SubnetName: place.subnetName,
  IGIDs: place.isolationGroupIds,
});

const settingsInfo = (machine: Machine) => {
  const { settings, pending } = machine;
  const wished = wishedSettings(machine);
  return {
    DNS: settings.dns,
    CPUMode: settings.cpuMode,
    HighAvailability: settings.highAvailability,
    UserData: settings.userData,
    BootloaderType: settings.bootloader,
    CPUModel: settings.cpuModel,
    CPUModelInSetIntersection: true,
    CPUModelSpec: wished.cpuModel,
    CPUModelInSetIntersectionSpec: true,
    ISOTotalSpec: wished.isoTotal,
    ISOTotalStatus: settings.isoTotal,
    DiskCacheMode: settings.cacheMode,
    VCPUBindingInfos: settings.bindings.map(({ vcpu, pcpu }) => ({ VCPU: vcpu, PCPU: pcpu })),
    VCPUBindingDegrandable: settings.bindingDegradable,
    VCPUBindingNode: settings.bindingNode,
    PendingChanges: pending.map(({ field, powerOff }) => ({ Field: field, Restart: powerOff })),
  };
};

const hardwareInfo = (machine: Machine) => ({
  GPUType: machine.gpu?.type ?? '',
  GPUMdevName: machine.gpu?.type === 'GPU' ? machine.gpu.name : '',
  GPU: machine.gpu?.type === 'GPU' ? machine.gpu.count : 0,
  VGPUID: '',
  MdevName: machine.gpu?.type === 'VGPU' ? machine.gpu.name : '',
  GPUBindingEnabled: false,
  VMNumaInfos: [],
  QGAEnabled: true,
  QGARunning: machine.state === 'Running',
  CloudInitEnabled: machine.image.osType === 'Linux',
  CloudInitRunning: false,
  IsFromISO: false,
  FlatNetworkID: '',
  FlatNetworkName: '',
  FlatNetwork: '',
  IPv4OutputName: '',
  IPv6OutputName: '',
});

/** `VMInfo`, 000 lines 171-254, with every documented field; utilisation only while Running (lines 194-196). */
export const vmInfo = (machine: Machine, usbIds: readonly string[], at: Moment): Record<string, unknown> => ({
  VMID: machine.vmId,
  UUID: machine.uuid,
  Name: machine.name,
  Remark: machine.remark,
  Reason: machine.failure,
  CreateTime: machine.createTime,
  UpdateTime: machine.updateTime,
  Tags: machine.tags.map(({ key, value }) => ({ Key: key, Value: value })),
  ChargeType: machine.chargeType,
  ExpireTime: machine.expireTime,
  BasicImageName: machine.image.name,
  ImageID: machine.image.id,
  OSType: machine.image.osType,
  OSName: machine.image.osName,
  CPU: machine.cpu,
  Memory: machine.memory,
  DiskInfos: machine.disks.map(diskInfo),
  IPInfos: machine.nics.map(ipInfo),
  State: machine.state,
  CanLogin: machine.state === 'Running',
  StatusProcessProgress: progressOf(machine, at.milliseconds),
  SupportHotplug: true,
  Hostname: machine.hostname,
  VMSPInfos: machine.snapshots.map((snapshot) => snapshotInfo(machine, snapshot)),
  AttachedUSBIDs: usbIds,
  CanMigrateAbort: machine.state === 'Migrating',
  ...placeInfo(machine),
  ...settingsInfo(machine),
  ...hardwareInfo(machine),
  ...(machine.state === 'Running' ? utilisation(machine, at.seconds) : {}),
});

/** One of `ListUSBs`' Infos (AUTH.md section 1). */
export const usbInfo = (device: UsbDevice) => ({
  USBDeviceID: device.usbId,
  Name: device.name,
  Status: device.status,
  AttachedVMID: device.attachedVmId,
  AttachedType: device.attachedType,
  Vendor: device.vendor,
  Product: device.product,
  Class: device.usbClass,
  Serial: device.serial,
  Version: device.version,
  HostIP: device.hostIp,
  ComputeSetID: device.setId,
  Region: device.region,
  Reason: device.reason,
});
