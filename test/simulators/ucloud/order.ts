import type { Parameters } from '../machinery/parameters.ts';
import type { ActionContext } from './action.ts';
import { RET, Refusal } from './retcodes.ts';
import type { Plan } from './state/assemble.ts';
import type { Disk, Gpu, Place } from './state/model.ts';
import { placeAt, REGIONS } from './state/vocabulary.ts';

export const refuse = (message: string): never => {
  throw new Refusal(RET.parameter, message);
};

const FIRST_HOST = 11;
const HOSTS = 4;

/** Where an ordered VM will live. @throws {Refusal} 200 for anything that does not exist. */
const placeOf = (parameters: Parameters, { stock, world }: ActionContext, vmType: string): Place => {
  const region = parameters.need('Region');
  const company = stock.company(parameters.integer('CompanyID'));
  const set = stock.vmSet(region, vmType);
  const subnet = stock.subnet(region, parameters.need('VPCID'), parameters.need('SubnetID'));
  const regionIndex = REGIONS.findIndex((known) => known.region === region);
  const place = placeAt({
    regionIndex,
    arm: set.VMType === 'ComputeSetarm',
    host: FIRST_HOST + world.random.between(0, HOSTS - 1),
    company,
    project: stock.project(company, parameters.text('ProjectID')),
    inGroup: parameters.text('IGID') !== undefined,
  });
  const group = parameters.text('IGID');
  if (group !== undefined && !place.isolationGroupIds.includes(group))
    throw new Refusal(RET.notFound, `Isolation group ${group} not found`);
  return { ...place, subnetId: subnet.SubnetID, subnetName: subnet.Name };
};

const newDisk = (diskId: string, type: Disk['type'], size: number, set: Readonly<Record<string, unknown>>): Disk => ({
  diskId,
  name: type === 'boot' ? '系统盘' : 'data-1',
  drive: type === 'boot' ? 'vda' : 'vdb',
  size,
  type,
  storageSetType: String(set['StorageSetType']),
  arch: set['StorageSetArch'] === 'HDD' ? 'HDD' : 'SSD',
});

/** Disks as ordered: found by id, or new in a storage set. */
const disksOf = (
  parameters: Parameters,
  { stock, world }: ActionContext,
  defaultBootSize: number,
): ((vmId: string) => readonly Disk[]) => {
  const region = parameters.need('Region');
  const bootId = parameters.text('BootDiskID');
  const dataId = parameters.text('DataDiskID');
  const bootSet = bootId === undefined ? stock.storageSet(region, parameters.need('BootDiskSetType')) : undefined;
  const dataSize = parameters.integer('DataDiskSpace') ?? 0;
  const newData = dataId === undefined && dataSize > 0;
  const dataSet = newData ? stock.storageSet(region, parameters.need('DataDiskSetType')) : undefined;
  for (const id of [bootId, dataId]) if (id !== undefined) stock.checkDisk(region, id);
  return (vmId) => {
    const boot: Disk =
      bootId === undefined
        ? newDisk(`${vmId}-boot`, 'boot', parameters.integer('BootDiskSpace') ?? defaultBootSize, bootSet ?? {})
        : { ...stock.takeDisk(region, bootId), drive: 'vda', type: 'boot' };
    if (dataId !== undefined) return [boot, { ...stock.takeDisk(region, dataId), drive: 'vdb' }];
    return dataSet === undefined ? [boot] : [boot, newDisk(`disk-${world.random.code(14)}`, 'data', dataSize, dataSet)];
  };
};

const CARDS: readonly string[] = ['GPUMdevName', 'GPU'];
const SLICES: readonly string[] = ['MdevName'];

/** What is named for each GPUType, and for no other (000:51-54, 359-362, 390-393, 529-532). */
export const checkGpu = (parameters: Parameters): void => {
  const type = parameters.text('GPUType');
  const wanted = type === 'GPU' ? CARDS : type === 'VGPU' ? SLICES : [];
  for (const name of [...CARDS, ...SLICES]) {
    const given = parameters.text(name) !== undefined;
    if (given && !wanted.includes(name)) refuse(`Parameter ${name} does not go with GPUType ${type ?? 'left out'}`);
    if (!given && wanted.includes(name)) refuse(`Missing parameter ${name}`);
  }
};

export const gpuOf = (parameters: Parameters): Gpu | undefined => {
  const count = parameters.integer('GPU');
  const type = parameters.text('GPUType');
  if (type === 'VGPU') return { type, name: parameters.need('MdevName'), count: 1 };
  return count === undefined ? undefined : { type: 'GPU', name: parameters.text('GPUMdevName') ?? '', count };
};

/** What a row's text leaves open when it is not given. */
interface Defaults {
  readonly vmType: string;
  readonly image: Plan['image'];
  /** GiB. */
  readonly bootSize: number;
  /** Takes the place of the ordered disks. */
  readonly disks?: Plan['disks'];
  readonly settings?: Plan['settings'];
  readonly tags?: Plan['tags'];
}

const numberOf = (address: string): number => address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);

const isInside = (address: string, network: string): boolean => {
  const [base = '', bits = ''] = network.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size);
};

const checkFamily = (parameters: Parameters, name: string, versionName: string): void => {
  const [address, version] = [parameters.text(name), parameters.text(versionName)];
  if (address === undefined || (version !== 'IPv4' && version !== 'IPv6')) return;
  if (address.includes(':') !== (version === 'IPv6')) refuse(`Parameter ${name} is no ${version} address`);
};

/** Addresses of the family that is named; the one inside is of its subnet, which has IPv4 only here, and free. */
const checkAddresses = (parameters: Parameters, { stock, world }: ActionContext): void => {
  checkFamily(parameters, 'InternetIP', 'IPVersion');
  checkFamily(parameters, 'InternalIP', 'InternalIPVersion');
  const address = parameters.text('InternalIP');
  if (address === undefined) return;
  const region = parameters.need('Region');
  const network = String(stock.subnet(region, parameters.need('VPCID'), parameters.need('SubnetID'))['Network']);
  if (address.includes(':') || !isInside(address, network)) refuse(`Parameter InternalIP is not within ${network}`);
  if (world.entries(region).some((entry) => world.addressesOf(entry).includes(address)))
    refuse(`Parameter InternalIP is in use: ${address}`);
};

/** A VM as both generations order it. @throws {Refusal} for what does not exist or does not fit together. */
export const planOf = (parameters: Parameters, context: ActionContext, defaults: Defaults): Plan => {
  const { stock } = context;
  const region = parameters.need('Region');
  const chargeType = parameters.need('ChargeType');
  const place = placeOf(parameters, context, defaults.vmType);
  for (const name of ['LANSGID', 'WANSGID', 'FlatNetworkSGID']) stock.checkSecurityGroup(region, parameters.text(name));
  stock.checkSegment(region, parameters.text('OperatorName'));
  checkAddresses(parameters, context);
  const flat = parameters.text('FlatNetworkID');
  if (flat !== undefined) throw new Refusal(RET.notFound, `Flat network ${flat} not found`);
  const outside = (parameters.integer('Bandwidth') ?? 0) > 0 && parameters.text('OperatorName') !== undefined;
  return {
    name: parameters.need('Name'),
    remark: parameters.text('Remark') ?? '',
    hostname: parameters.text('Hostname'),
    place,
    image: defaults.image,
    cpu: parameters.count('CPU'),
    memory: parameters.count('Memory'),
    disks: defaults.disks ?? disksOf(parameters, context, defaults.bootSize),
    inside: {
      ip: parameters.text('InternalIP'),
      mac: parameters.text('LANMAC'),
      securityGroupId: parameters.text('LANSGID'),
    },
    outside: outside
      ? {
          ip: parameters.text('InternetIP'),
          version: parameters.text('IPVersion') === 'IPv6' ? 'IPv6' : 'IPv4',
          mac: parameters.text('WANMAC'),
          securityGroupId: parameters.text('WANSGID'),
        }
      : undefined,
    tags: defaults.tags ?? [],
    chargeType,
    quantity: chargeType === 'Dynamic' ? 1 : (parameters.integer('Quantity') ?? 1),
    gpu: gpuOf(parameters),
    settings: defaults.settings ?? {},
  };
};
