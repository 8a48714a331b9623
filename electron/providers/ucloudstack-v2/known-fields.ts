import { namesOf, type KnownFields } from '../answers/undocumented.ts';

/** What document 001 names of a VM, shown or not: VMInstanceInfo (lines 141–173) and the records in its lists. */
export const knownFields: KnownFields = {
  fields: namesOf(
    'Region CompanyID Email ProjectID ProjectName State VMID VMType VMTypeAlias SetID SetArch HostIP ImageID OSName',
    'OSType Remark Name CreateTime ChargeType ExpireTime CPU Memory DiskInfos IPInfos VPCID VPCName SubnetID',
    'SubnetName UpdateTime',
  ),
  lists: {
    // MAC and InterfaceName are only in 000; a cloud that has them here has them shown in their place.
    IPInfos: namesOf('IP Type IPVersion SGName SGID InterfaceID IsElastic IPID ISDefaultGW NicType MAC InterfaceName'),
    DiskInfos: namesOf('Type DiskID Name Drive Size IsElastic StorageSetType'),
  },
};
