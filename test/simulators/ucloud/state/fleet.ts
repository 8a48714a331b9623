import { randomOf, type Random } from '../../machinery/random.ts';
import type { Disk, Machine, Nic, Place, Settings, Snapshot, VmState } from './model.ts';
import { imageFor, nameFor, placeFor, regionIndexOf, SECURITY_GROUP } from './vocabulary.ts';

/** Where generated times end, so that a seed gives the same fleet on every day. Unix seconds. */
const EPOCH = 1_754_640_000;
const DAY = 86_400;
const YEAR = 365 * DAY;
/** Lanes of randomness: what a list needs, and the rest of a VM, which is made when somebody asks. */
const DETAILS_LANE = 0x5bd1e995;

/** What a generation's document knows of. */
export interface FleetTraits {
  /** States by turns. */
  readonly states: readonly [VmState, ...VmState[]];
  readonly snapshots: boolean;
  readonly usb: boolean;
  /** The state in which a VM is until it is deleted. */
  readonly deleting: VmState;
}

/** What lists sort and filter by, small enough to be held of every VM. */
export interface Entry {
  /** Number of a generated VM; -1 for one that was created by a call. */
  readonly index: number;
  readonly vmId: string;
  readonly name: string;
  readonly remark: string;
  readonly place: Place;
  /** Unix seconds. */
  readonly createTime: number;
  readonly load: number;
  /** Set once something happened to the VM. */
  machine: Machine | undefined;
}

export const entryOf = (seed: number, index: number, createTime?: number): Entry => {
  const random = randomOf(seed, index);
  return {
    index,
    vmId: `vm-${random.code(14)}`,
    name: nameFor(index),
    remark: random.chance(0.3)
      ? random.pick(['用于测试的虚拟机', 'migrated from old cluster', '勿删', '月底回收'])
      : '',
    place: placeFor(random, index),
    createTime: createTime ?? EPOCH - random.between(40 * DAY, 900 * DAY),
    load: random.next(),
    machine: undefined,
  };
};

/** The state in which the n-th VM is found. */
export const firstStateOf = (index: number, { states }: FleetTraits): VmState =>
  states[index % states.length] ?? states[0];

/** The addresses of the n-th VM: one inside, and for every fourth one outside. */
export const addressesOf = (index: number): readonly string[] => {
  const inner = 10 + regionIndexOf(index) + 2 * Math.floor(index / 60_000);
  const lan = `10.${inner}.${(Math.floor(index / 240) % 250) + 1}.${(index % 240) + 10}`;
  return index % 4 === 3 ? [lan, `203.0.${113 + (Math.floor(index / 250) % 100)}.${(index % 250) + 2}`] : [lan];
};

export const uuidFrom = (random: Random): string =>
  [random.hex(8), random.hex(4), `4${random.hex(3)}`, `a${random.hex(3)}`, random.hex(12)].join('-');

export const macFrom = (random: Random): string => `52:54:00:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`;

const makeDisks = (random: Random, vmId: string, windows: boolean): readonly Disk[] => {
  const arch = random.chance(0.6) ? 'SSD' : 'HDD';
  const storageSetType = arch === 'SSD' ? 'StorageSetSSD' : 'StorageSetceph';
  const boot: Disk = {
    diskId: `${vmId}-boot`,
    name: '系统盘',
    drive: 'vda',
    size: windows ? 100 : 40,
    type: 'boot',
    storageSetType,
    arch,
  };
  const extra = Array.from({ length: random.pick([0, 0, 1, 1, 2]) }, (_unused, index): Disk => ({
    diskId: `disk-${random.code(14)}`,
    name: `data-${index + 1}`,
    drive: `vd${'bcd'.charAt(index)}`,
    size: random.pick([50, 100, 200, 500]),
    type: 'data',
    storageSetType,
    arch,
  }));
  return [boot, ...extra];
};

const makeNics = (random: Random, vmId: string, addresses: readonly string[]): readonly Nic[] =>
  addresses.map((ip, order): Nic => ({
    ipId: order === 0 ? `${vmId}-lan0` : `eip-${random.code(14)}`,
    ip,
    version: 'IPv4',
    type: order === 0 ? 'private' : 'public',
    nicType: order === 0 ? 'LAN' : 'WAN',
    mac: macFrom(random),
    isDefaultGateway: order === 0,
    name: `eth${order}`,
    securityGroupId: SECURITY_GROUP.id,
  }));

/** Numbers of snapshots by turns, so that every seed has VMs with none, one and more in every state. */
const SNAPSHOTS: readonly number[] = [0, 1, 0, 2, 0, 1, 3];

const makeSnapshots = (random: Random, index: number, createTime: number, memory: number): readonly Snapshot[] => {
  const count = SNAPSHOTS[index % SNAPSHOTS.length];
  const names = ['安装完成', 'before-upgrade', '上线前'] as const;
  return names.slice(0, count).map((name, order) => {
    const withMemory = order === 1;
    return {
      spId: `vmsp-${random.code(13)}`,
      name,
      remark: order === 0 ? '初始状态' : '',
      withMemory,
      createTime: createTime + order * 2 * DAY + random.between(3_600, 2 * DAY),
      size: random.between(200, 4_000) * 1024 * 1024 + (withMemory ? memory * 1024 * 1024 : 0),
    };
  });
};

const makeTags = (random: Random): Machine['tags'] => [
  { key: 'env', value: random.pick(['prod', 'test', 'dev', '预发']) },
  ...(random.chance(0.3) ? [{ key: '负责人', value: random.pick(['张伟', '李娜', 'wang.fang', 'chen.jie']) }] : []),
];

export const DEFAULT_SETTINGS: Settings = {
  dns: '114.114.114.114,114.114.115.115',
  highAvailability: 'NeverStop',
  cpuMode: 'custom',
  cpuModel: 'Cascadelake-Server-noTSX',
  userData: '',
  bootloader: 'bios',
  isoTotal: 1,
  cacheMode: 'directsync',
  cdImageId: '',
  bootFromCd: false,
  bindingNode: '',
  bindings: [],
  bindingDegradable: false,
};

/** The whole VM behind an entry, the same every time; its state is the one it was found in. */
export const grow = (seed: number, entry: Entry, traits: FleetTraits): Machine => {
  const { index, vmId, name, remark, place, createTime, load } = entry;
  const random = randomOf(seed ^ DETAILS_LANE, index);
  const image = imageFor(random, name);
  const memory = random.pick([1024, 2048, 4096, 8192, 16384, 32768]);
  const state = firstStateOf(index, traits);
  const snapshots = traits.snapshots ? makeSnapshots(random, index, createTime, memory) : [];
  const windows = image.osType === 'Windows';
  return {
    vmId,
    uuid: uuidFrom(random),
    name,
    remark,
    hostname: `host-${index + 1}`,
    place,
    tags: makeTags(random),
    createTime,
    chargeType: 'Year',
    expireTime: createTime + 5 * YEAR,
    load,
    failure: state === 'Failed' ? '磁盘创建失败' : '',
    image,
    cpu: random.pick([1, 2, 4, 8, 16]),
    memory,
    disks: makeDisks(random, vmId, windows),
    nics: makeNics(random, vmId, addressesOf(index)),
    gpu: random.chance(0.05) ? { type: 'GPU', name: 'nvidia-2080ti', count: 1 } : undefined,
    settings: windows ? { ...DEFAULT_SETTINGS, bootloader: 'uefi' } : DEFAULT_SETTINGS,
    pending: [],
    state,
    updateTime: EPOCH - random.between(0, 20 * DAY),
    work: undefined,
    snapshots,
    currentSpId: snapshots.at(-1)?.spId,
  };
};
