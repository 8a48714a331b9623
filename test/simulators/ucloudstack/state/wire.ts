import type { Disk, Machine, Nic, Snapshot, UsbDevice } from './model.ts';

const YEAR = 31_536_000;
const DRIFT_SECONDS = 600;

/** Percentages that drift slowly around a level of the VM's own. */
export const utilisation = (machine: Machine, seconds: number) => {
  const wave = (offset: number): number =>
    Math.sin((seconds / DRIFT_SECONDS + machine.load * 7 + offset) * 2 * Math.PI);
  const percent = (level: number, swing: number, offset: number): number =>
    Number(Math.min(100, Math.max(0, level + swing * wave(offset))).toFixed(4));
  return {
    CPUUtilization: percent(5 + machine.load * 60, 5, 0),
    MemUsage: percent(30 + machine.load * 50, 4, 0.3),
    SpaceUsage: percent(20 + machine.load * 70, 0.5, 0.6),
  };
};

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
  SGName: '默认安全组',
  IPVersion: 'IPv4',
  ISDefaultGW: nic.isDefaultGateway ? 1 : 0,
  IsElastic: nic.type === 'public' ? 'Y' : 'N',
  IsVIP: 'N',
  Type: nic.type,
  SGID: 'sg-9mdqfo7pvin9wz',
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
const snapshotInfo = (machine: Machine, snapshot: Snapshot) => ({
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

/** Fields that no simulated action changes. */
const hardwareInfo = (machine: Machine) => ({
  CPUMode: 'custom',
  HighAvailability: 'NeverStop',
  GPUType: machine.gpu === undefined ? '' : 'GPU',
  GPUMdevName: machine.gpu ?? '',
  GPU: machine.gpu === undefined ? 0 : 1,
  VGPUID: '',
  MdevName: '',
  QGAEnabled: true,
  QGARunning: machine.state === 'Running',
  CloudInitEnabled: machine.osType === 'Linux',
  CloudInitRunning: false,
  UserData: '',
  IsFromISO: false,
  BootloaderType: machine.uefi ? 'uefi' : 'bios',
  FlatNetworkID: '',
  FlatNetworkName: '',
  FlatNetwork: '',
  IPv4OutputName: '',
  IPv6OutputName: '',
  CPUModel: 'Cascadelake-Server-noTSX',
  CPUModelInSetIntersection: true,
  CPUModelSpec: 'Cascadelake-Server-noTSX',
  CPUModelInSetIntersectionSpec: true,
  ISOTotalSpec: 1,
  ISOTotalStatus: 1,
  DiskCacheMode: 'directsync',
  VCPUBindingInfos: [],
  VCPUBindingDegrandable: false,
  VCPUBindingNode: '',
  GPUBindingEnabled: false,
  VMNumaInfos: [],
  PendingChanges: [],
});

/** `VMInfo`, 000 lines 171-254, with every documented field; utilisation only while Running (lines 194-196). */
export const vmInfo = (machine: Machine, usbIds: readonly string[], seconds: number): Record<string, unknown> => ({
  VMID: machine.vmId,
  UUID: machine.uuid,
  Name: machine.name,
  Remark: machine.remark,
  Reason: machine.failure,
  CreateTime: machine.createTime,
  UpdateTime: machine.updateTime,
  Tags: machine.tags.map(({ key, value }) => ({ Key: key, Value: value })),
  ChargeType: 'Year',
  ExpireTime: machine.createTime + 5 * YEAR,
  BasicImageName: machine.imageName,
  ImageID: machine.imageId,
  OSType: machine.osType,
  OSName: machine.osName,
  CPU: machine.cpu,
  Memory: machine.memory,
  DiskInfos: machine.disks.map(diskInfo),
  IPInfos: machine.nics.map(ipInfo),
  State: machine.state,
  CanLogin: machine.state === 'Running',
  StatusProcessProgress: machine.progress,
  SupportHotplug: true,
  Hostname: machine.hostname,
  DNS: '114.114.114.114,114.114.115.115',
  VMSPInfos: machine.snapshots.map((snapshot) => snapshotInfo(machine, snapshot)),
  AttachedUSBIDs: usbIds,
  CanMigrateAbort: machine.state === 'Migrating',
  ...placeInfo(machine),
  ...hardwareInfo(machine),
  ...(machine.state === 'Running' ? utilisation(machine, seconds) : {}),
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
