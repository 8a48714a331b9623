import { RET, Refusal } from '../retcodes.ts';
import type { Disk, Image } from './model.ts';
import { COMPANIES, DISK_IMAGES, ISO_IMAGES, REGIONS, SECURITY_GROUP, type Company } from './vocabulary.ts';

/** What VMs are made of, as pickers list it. Field names are those of the documents wherever they have one. */
export interface Resources {
  readonly vmSets: readonly {
    readonly VMType: string;
    readonly VMTypeAlias: string;
    readonly [field: string]: unknown;
  }[];
  readonly storageSets: readonly { readonly StorageSetType: string; readonly [field: string]: unknown }[];
  readonly vpcs: readonly { readonly VPCID: string; readonly Name: string; readonly [field: string]: unknown }[];
  readonly subnets: readonly {
    readonly SubnetID: string;
    readonly VPCID: string;
    readonly Name: string;
    readonly [field: string]: unknown;
  }[];
  readonly securityGroups: readonly { readonly SGID: string; readonly Name: string }[];
  readonly segments: readonly string[];
}

const resourcesAt = (regionIndex: number): Resources => {
  const letter = 'ab'.charAt(regionIndex);
  const set = (kind: string, alias: string, arch: string) => ({
    VMType: `ComputeSet${kind}`,
    VMTypeAlias: alias,
    SetID: `compute-set-${kind}-${letter}`,
    SetArch: arch,
    Status: 'Available',
  });
  const storage = (type: string, arch: string) => ({
    StorageSetType: type,
    StorageSetTypeAlias: type.replace('StorageSet', ''),
    StorageSetArch: arch,
    StorageSetProvider: 'rbd',
    Status: 'Available',
  });
  const vpcId = `vpc-${letter}office0000001`;
  const subnet = (id: string, name: string, network: string) => ({
    SubnetID: `subnet-${letter}${id}000000001`,
    Name: name,
    Network: network,
    VPCID: vpcId,
    VPCName: '办公网',
    State: 'Available',
  });
  return {
    vmSets: [set('x86', 'Intel 集群', 'x86_64'), set('arm', '鲲鹏集群', 'aarch64')],
    storageSets: [storage('StorageSetSSD', 'SSD'), storage('StorageSetceph', 'HDD')],
    vpcs: [{ VPCID: vpcId, Name: '办公网', Network: `10.${10 + regionIndex}.0.0/16`, State: 'Available' }],
    subnets: [
      subnet('lan1', '小子网', `10.${10 + regionIndex}.0.0/17`),
      subnet('lan2', '生产子网', `10.${10 + regionIndex}.128.0/17`),
    ],
    securityGroups: [
      { SGID: SECURITY_GROUP.id, Name: SECURITY_GROUP.name },
      { SGID: `sg-${letter}web0000000001`, Name: 'web' },
    ],
    segments: [`segment-${letter}internet00001`],
  };
};

/** Names of all security groups by id. */
export const SECURITY_GROUPS: ReadonlyMap<string, string> = new Map(
  REGIONS.flatMap((_region, index) => resourcesAt(index).securityGroups.map(({ SGID, Name }) => [SGID, Name])),
);

const RESOURCES: ReadonlyMap<string, Resources> = new Map(
  REGIONS.map(({ region }, index) => [region, resourcesAt(index)]),
);

/** Hosts as VCPUs are bound to them, and models of their network cards (000:68, 72). */
const NODES: readonly string[] = ['node-1', 'node-2', 'node-3', 'node-4'];
const NIC_MODELS: readonly string[] = ['intel-x710'];

/** A disk that belongs to no VM. */
export interface LooseDisk extends Disk {
  readonly region: string;
}

const firstLooseDisks = (): LooseDisk[] =>
  REGIONS.map(({ region }, index) => ({
    region,
    diskId: `disk-${'ab'.charAt(index)}spare0000001`,
    name: 'spare',
    drive: '',
    size: 100,
    type: 'data',
    storageSetType: 'StorageSetceph',
    arch: 'HDD',
  }));

const notFound = (what: string, id: string): never => {
  throw new Refusal(RET.notFound, `${what} ${id} not found`);
};

/** @throws {Refusal} 200 in every look-up that fails. */
export class Stock {
  #loose: LooseDisk[] = firstLooseDisks();

  of(region: string): Resources {
    return RESOURCES.get(region) ?? notFound('Region', region);
  }

  looseDisks(region: string): readonly LooseDisk[] {
    return this.#loose.filter((disk) => disk.region === region);
  }

  putDisks(region: string, disks: readonly Disk[]): void {
    this.#loose.push(...disks.map((disk) => ({ ...disk, region })));
  }

  /** Takes a loose disk away, to be attached. */
  takeDisk(region: string, diskId: string): Disk {
    const disk = this.checkDisk(region, diskId);
    this.#loose = this.#loose.filter((other) => other.diskId !== diskId);
    return disk;
  }

  checkDisk(region: string, diskId: string): LooseDisk {
    return this.looseDisks(region).find((disk) => disk.diskId === diskId) ?? notFound('Disk', diskId);
  }

  diskImage(imageId: string): Image {
    return DISK_IMAGES.find(({ id }) => id === imageId) ?? notFound('Image', imageId);
  }

  isoImage(imageId: string): Image {
    return ISO_IMAGES.find(({ id }) => id === imageId) ?? notFound('ISO image', imageId);
  }

  storageSet(region: string, type: string) {
    return (
      this.of(region).storageSets.find(({ StorageSetType }) => StorageSetType === type) ?? notFound('Storage set', type)
    );
  }

  vmSet(region: string, type: string) {
    return this.of(region).vmSets.find(({ VMType }) => VMType === type) ?? notFound('Compute set', type);
  }

  subnet(region: string, vpcId: string, subnetId: string) {
    const { vpcs, subnets } = this.of(region);
    if (!vpcs.some(({ VPCID }) => VPCID === vpcId)) notFound('VPC', vpcId);
    const found = subnets.find(({ SubnetID, VPCID }) => SubnetID === subnetId && VPCID === vpcId);
    return found ?? notFound('Subnet', subnetId);
  }

  checkSecurityGroup(region: string, sgId: string | undefined): void {
    if (sgId !== undefined && !this.of(region).securityGroups.some(({ SGID }) => SGID === sgId))
      notFound('Security group', sgId);
  }

  checkSegment(region: string, segment: string | undefined): void {
    if (segment !== undefined && !this.of(region).segments.includes(segment)) notFound('Segment', segment);
  }

  checkNode(node: string | undefined): void {
    if (node !== undefined && !NODES.includes(node)) notFound('Node', node);
  }

  checkNicModel(code: string | undefined): void {
    if (code !== undefined && !NIC_MODELS.includes(code)) notFound('Network card', code);
  }

  /** @returns id and name; the company's first project when none is named. */
  project({ projects }: Company, projectId: string | undefined): readonly [string, string] {
    if (projectId === undefined) return projects[0];
    return projects.find(([id]) => id === projectId) ?? notFound('Project', projectId);
  }

  /** The first company when none is named. */
  company(companyId: number | undefined): Company {
    if (companyId === undefined) return COMPANIES[0];
    return COMPANIES.find(({ id }) => id === companyId) ?? notFound('Company', String(companyId));
  }
}
