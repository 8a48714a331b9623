import { namesOf, type KnownFields } from '../answers/undocumented.ts';

/** What document 000 names of a VM, shown or not: VMInfo (lines 171–254) and the records in its lists. */
export const knownFields: KnownFields = {
  fields: namesOf(
    'Name Remark Region RegionAlias CompanyID CompanyName Email ProjectID ProjectName Reason CreateTime UpdateTime',
    'Tags ChargeType ExpireTime VMTypeAlias BasicImageName VPCName SubnetName CPUUtilization MemUsage SpaceUsage',
    'VMID ImageID OSType OSName VMType SetID SetArch HostIP CPU Memory VPCID SubnetID DiskInfos IPInfos IGIDs State',
    'CanLogin StatusProcessProgress SupportHotplug Hostname DNS CPUMode HighAvailability GPUType GPUMdevName GPU',
    'VGPUID MdevName QGAEnabled QGARunning CloudInitEnabled CloudInitRunning UserData IsFromISO BootloaderType',
    'FlatNetworkID FlatNetworkName FlatNetwork IPv4OutputName IPv6OutputName CPUModel CPUModelInSetIntersection',
    'CPUModelSpec CPUModelInSetIntersectionSpec HostUUID UUID VMSPInfos AttachedUSBIDs ISOTotalSpec ISOTotalStatus',
    'DiskCacheMode CanMigrateAbort VCPUBindingInfos VCPUBindingDegrandable VCPUBindingNode GPUBindingEnabled',
    'VMNumaInfos PendingChanges',
  ),
  lists: {
    IPInfos: namesOf(
      'IPID SGName IPVersion ISDefaultGW IsElastic IsVIP Type SGID IP NicType InterfaceID MAC Mode NicPFCode',
      'NicPFVendor NicPFProduct InterfaceName',
    ),
    DiskInfos: namesOf(
      'DiskID Name Drive IsElastic Size StorageSetType Type ShareAble IsSharedblock StorageSetArch',
      'StorageSetProvider SnapshotCount Encrypted',
    ),
    VMSPInfos: namesOf(
      'SPName SPID Remark SPStatus SPSize CreateTime IsCurrent WithMemory WithDisk CPU Memory ComputeSetType',
    ),
    Tags: namesOf('Key Value'),
    PendingChanges: namesOf('Field Restart'),
    VCPUBindingInfos: namesOf('VCPU PCPU'),
    VMNumaInfos: namesOf('NumaID HostNumaID Memory VCPUSet GPUInfos'),
  },
};
