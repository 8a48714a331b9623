import type { Disk, Machine, Nic } from '../ucloud/state/model.ts';
import { SECURITY_GROUPS } from '../ucloud/state/resources.ts';

/** `VMDiskInfo`, 001 lines 108-118: sizes in GB, `Boot` and `Data`. */
const diskInfo = (disk: Disk) => ({
  Type: disk.type === 'boot' ? 'Boot' : 'Data',
  DiskID: disk.diskId,
  Name: disk.name,
  Drive: disk.drive,
  Size: disk.size,
  IsElastic: disk.type === 'data' ? 'Y' : 'N',
  StorageSetType: disk.storageSetType,
});

/**
 * `VMIPInfo`, 001 lines 123-136. `ISDefaultGW` tells here whether the address could be the way out, while in 000 it
 * tells whether it is; so it is 1 for every address outside and for the only one.
 */
const ipInfo = (nic: Nic, { nics }: Machine) => ({
  IP: nic.ip,
  Type: nic.type === 'public' ? 'Public' : 'Private',
  IPVersion: nic.version,
  SGName: SECURITY_GROUPS.get(nic.securityGroupId) ?? '',
  SGID: nic.securityGroupId,
  InterfaceID: nic.ipId.replace(/\d$/, ''),
  IsElastic: nic.type === 'public' ? 'Y' : 'N',
  IPID: nic.ipId,
  ISDefaultGW: nic.type === 'public' || nics.length === 1 ? 1 : 0,
  NicType: nic.nicType,
});

/** `VMInstanceInfo`, 001 lines 141-173, with every documented field; memory in MB. */
export const vmInstanceInfo = (machine: Machine): Record<string, unknown> => {
  const { place } = machine;
  return {
    Region: place.region,
    CompanyID: place.companyId,
    Email: place.email,
    ProjectID: place.projectId,
    ProjectName: place.projectName,
    State: machine.state,
    VMID: machine.vmId,
    VMType: place.vmType,
    VMTypeAlias: place.vmTypeAlias,
    SetID: place.setId,
    SetArch: place.setArch,
    HostIP: place.hostIp,
    ImageID: machine.image.id,
    OSName: machine.image.osName,
    OSType: machine.image.osType,
    Remark: machine.remark,
    Name: machine.name,
    CreateTime: machine.createTime,
    ChargeType: machine.chargeType,
    ExpireTime: machine.expireTime,
    CPU: machine.cpu,
    Memory: machine.memory,
    DiskInfos: machine.disks.map(diskInfo),
    IPInfos: machine.nics.map((nic) => ipInfo(nic, machine)),
    VPCID: place.vpcId,
    VPCName: place.vpcName,
    SubnetID: place.subnetId,
    SubnetName: place.subnetName,
    UpdateTime: machine.updateTime,
  };
};
