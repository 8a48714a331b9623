import type { Parameters, ParameterTable } from '../machinery/parameters.ts';
import { machineOf, pageOf, rowsOf, type Action, type ActionContext, type Actions } from './action.ts';
import { LIMIT, NOT_NEGATIVE } from './rules.ts';
import type { Disk, Image, Machine } from './state/model.ts';
import { COMPANIES, DISK_IMAGES, ISO_IMAGES, REGIONS } from './state/vocabulary.ts';

/**
 * AUTH.md names these actions and no more, so parameters and fields are ours: a region (except for users), the tenant,
 * pages and a list of ids; fields as documents 000 and 001 call the same things. A client may rely on the ids.
 */
const { may, region } = rowsOf('AUTH.md');
const LINE = 15;
const REGION_LINE = 7;
const DEFAULT_LIMIT = 10;

const paged: ParameterTable = {
  CompanyID: may('integer', LINE),
  Limit: may('integer', LINE, LIMIT),
  Offset: may('integer', LINE, NOT_NEGATIVE),
};

/** A list that can be narrowed to ids. */
const picker = (
  idParameter: string,
  idOf: (item: Readonly<Record<string, unknown>>) => unknown,
  list: (parameters: Parameters, context: ActionContext) => readonly Readonly<Record<string, unknown>>[],
  extra: ParameterTable = {},
): Action => ({
  source: `AUTH.md:${LINE}`,
  parameters: { Region: region(LINE), ...paged, [idParameter]: may('strings', LINE), ...extra },
  run: (parameters, context) => {
    context.stock.company(parameters.integer('CompanyID'));
    const ids: readonly unknown[] = parameters.list(idParameter);
    const found = list(parameters, context).filter((item) => ids.length === 0 || ids.includes(idOf(item)));
    return pageOf(found, parameters, DEFAULT_LIMIT, (item) => item);
  },
});

const imageInfo = (image: Image, format: 'disk' | 'iso') => ({
  ImageID: image.id,
  Name: image.name,
  OSType: image.osType,
  OSName: image.osName,
  OSDistribution: image.osName.split(' ')[0]?.toLowerCase() ?? '',
  ImageFormat: format,
  ImageType: 'Base',
  ImageStatus: 'Available',
});

const diskInfo = (disk: Disk, vmId: string) => ({
  DiskID: disk.diskId,
  Name: disk.name,
  Size: disk.size,
  DiskType: disk.type,
  SetType: disk.storageSetType,
  DiskStatus: vmId === '' ? 'Available' : 'Bound',
  AttachResourceID: vmId,
});

const onlyVm: ParameterTable = { VMID: may('string', LINE) };

const inRegion = (parameters: Parameters, { stock }: ActionContext) => stock.of(parameters.need('Region'));

/** Of one company, or of all. */
const noRegion = (list: readonly { readonly CompanyID: number }[]): Action => ({
  source: `AUTH.md:${LINE}`,
  parameters: { Region: may('string', LINE), ...paged },
  run: (parameters) => {
    const company = parameters.integer('CompanyID');
    const found = list.filter(({ CompanyID }) => (company ?? CompanyID) === CompanyID);
    return pageOf(found, parameters, DEFAULT_LIMIT, (item) => item);
  },
});

/** Regions and what else both generations list; each shows the snapshots of a VM in its own way. */
export const pickerActions = (snapshotsOf: (machine: Machine) => readonly object[]): Actions => ({
  DescribeRegion: {
    source: `AUTH.md:${REGION_LINE}`,
    parameters: {},
    run: () => ({
      TotalCount: REGIONS.length,
      Infos: REGIONS.map(({ region: id, alias }) => ({ Region: id, RegionAlias: alias })),
    }),
  },
  DescribeVMSet: picker(
    'SetIDs',
    (item) => item['SetID'],
    (parameters, context) => inRegion(parameters, context).vmSets,
  ),
  DescribeStorageSet: picker(
    'StorageSetTypes',
    (item) => item['StorageSetType'],
    (parameters, context) => inRegion(parameters, context).storageSets,
  ),
  DescribeImage: picker(
    'ImageIDs',
    (item) => item['ImageID'],
    () => [
      ...DISK_IMAGES.map((image) => imageInfo(image, 'disk')),
      ...ISO_IMAGES.map((image) => imageInfo(image, 'iso')),
    ],
  ),
  // Disks that belong to no VM, and those of the VM that is named.
  DescribeDisk: picker(
    'DiskIDs',
    (item) => item['DiskID'],
    (parameters, context) => {
      const loose = context.stock.looseDisks(parameters.need('Region')).map((disk) => diskInfo(disk, ''));
      if (parameters.text('VMID') === undefined) return loose;
      const machine = machineOf(parameters, context);
      return machine.disks.map((disk) => diskInfo(disk, machine.vmId));
    },
    onlyVm,
  ),
  DescribeVPC: picker(
    'VPCIDs',
    (item) => item['VPCID'],
    (parameters, context) => inRegion(parameters, context).vpcs,
  ),
  DescribeSubnet: picker(
    'SubnetIDs',
    (item) => item['SubnetID'],
    (parameters, context) => {
      const vpcId = parameters.text('VPCID');
      return inRegion(parameters, context).subnets.filter(({ VPCID }) => vpcId === undefined || VPCID === vpcId);
    },
    { VPCID: may('string', LINE) },
  ),
  DescribeSecurityGroup: picker(
    'SGIDs',
    (item) => item['SGID'],
    (parameters, context) => inRegion(parameters, context).securityGroups,
  ),
  // 000 points here for the ids of snapshots of whole VMs (lines 746, 764, 865).
  DescribeSnapshot: picker(
    'SPIDs',
    (item) => item['SPID'],
    (parameters, context) => {
      const shown = (machine: Machine) => snapshotsOf(machine).map((snapshot) => ({ ...snapshot, VMID: machine.vmId }));
      if (parameters.text('VMID') !== undefined) return shown(machineOf(parameters, context));
      const { world } = context;
      const company = parameters.integer('CompanyID');
      const owned = world
        .entries(parameters.need('Region'))
        .filter(({ place }) => (company ?? place.companyId) === place.companyId);
      return owned.flatMap((entry) => shown(world.read(entry)));
    },
    onlyVm,
  ),
  ListProjects: noRegion(
    COMPANIES.flatMap(({ id: CompanyID, projects }) =>
      projects.map(([ProjectID, ProjectName]) => ({ ProjectID, ProjectName, CompanyID })),
    ),
  ),
  DescribeUser: noRegion(COMPANIES.map(({ id, name, email }) => ({ CompanyID: id, CompanyName: name, Email: email }))),
});
