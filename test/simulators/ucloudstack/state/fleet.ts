import type { Disk, Machine, Nic, Place, Snapshot, UsbDevice, VmState } from './model.ts';
import type { Random } from './random.ts';
import { imageFor, nameFor, placeFor, type Image } from './vocabulary.ts';

/** Where generated times end, so that a seed gives the same fleet on every day. Unix seconds. */
const EPOCH = 1_754_640_000;
const DAY = 86_400;

const STATES: readonly [VmState, ...VmState[]] = [
  'Running',
  'Running',
  'Stopped',
  'Running',
  'Running',
  'Stopped',
  'Running',
  'Saved',
  'Running',
  'Running',
  'Stopped',
  'Running',
  'Failed',
  'Running',
  'Stopped',
  'Running',
  'Migrating',
  'Running',
  'Running',
  'Stopped',
];

const uuidFrom = (random: Random): string =>
  [random.hex(8), random.hex(4), `4${random.hex(3)}`, `a${random.hex(3)}`, random.hex(12)].join('-');

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

const makeNics = (random: Random, vmId: string, index: number, regionIndex: number): readonly Nic[] => {
  const mac = (): string => `52:54:00:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`;
  const lan: Nic = {
    ipId: `${vmId}-lan0`,
    ip: `10.${10 + regionIndex}.${Math.floor(index / 240) + 1}.${(index % 240) + 10}`,
    type: 'private',
    nicType: 'LAN',
    mac: mac(),
    isDefaultGateway: true,
    name: 'eth0',
  };
  if (!random.chance(0.25)) return [lan];
  const wan: Nic = {
    ipId: `eip-${random.code(14)}`,
    ip: `203.0.113.${(index % 250) + 2}`,
    type: 'public',
    nicType: 'WAN',
    mac: mac(),
    isDefaultGateway: false,
    name: 'eth1',
  };
  return [lan, wan];
};

const makeSnapshots = (random: Random, createTime: number, memory: number): Snapshot[] => {
  const count = random.pick([0, 0, 0, 1, 1, 2, 3]);
  const names = ['安装完成', 'before-upgrade', '上线前'] as const;
  return names.slice(0, count).map((name, index) => {
    const withMemory = index === 1;
    return {
      spId: `vmsp-${random.code(13)}`,
      name,
      remark: index === 0 ? '初始状态' : '',
      withMemory,
      createTime: createTime + (index + 1) * random.between(3_600, 2 * DAY),
      size: random.between(200, 4_000) * 1024 * 1024 + (withMemory ? memory * 1024 * 1024 : 0),
    };
  });
};

const makeTags = (random: Random): Machine['tags'] => [
  { key: 'env', value: random.pick(['prod', 'test', 'dev', '预发']) },
  ...(random.chance(0.3) ? [{ key: '负责人', value: random.pick(['张伟', '李娜', 'wang.fang', 'chen.jie']) }] : []),
];

const makeMachine = (random: Random, index: number): Machine => {
  const { place, regionIndex }: { place: Place; regionIndex: number } = placeFor(random, index);
  const name = nameFor(index);
  const image: Image = imageFor(random, name);
  const vmId = `vm-${random.code(14)}`;
  const memory = random.pick([1024, 2048, 4096, 8192, 16384, 32768]);
  const createTime = EPOCH - random.between(40 * DAY, 900 * DAY);
  const state = STATES[index % STATES.length] ?? STATES[0];
  const snapshots = makeSnapshots(random, createTime, memory);
  return {
    vmId,
    uuid: uuidFrom(random),
    name,
    remark: random.chance(0.3)
      ? random.pick(['用于测试的虚拟机', 'migrated from old cluster', '勿删', '月底回收'])
      : '',
    hostname: `host-${index + 1}`,
    place,
    imageId: `image-${image.id}`,
    imageName: image.name,
    osType: image.osType,
    osName: image.osName,
    cpu: random.pick([1, 2, 4, 8, 16]),
    memory,
    disks: makeDisks(random, vmId, image.osType === 'Windows'),
    nics: makeNics(random, vmId, index, regionIndex),
    tags: makeTags(random),
    createTime,
    uefi: image.osType === 'Windows',
    gpu: random.chance(0.05) ? 'nvidia-2080ti' : undefined,
    load: random.next(),
    failure: state === 'Failed' ? '磁盘创建失败' : '',
    state,
    updateTime: EPOCH - random.between(0, 20 * DAY),
    progress: state === 'Migrating' ? random.between(5, 60) : 0,
    snapshots,
    currentSpId: snapshots.at(-1)?.spId,
  };
};

const USB: readonly (readonly [name: string, vendor: string, product: string, usbClass: string, version: string])[] = [
  ['SafeNet eToken 5110', 'SafeNet', 'eToken 5110', 'Smart Card', '2.00'],
  ['Kingston DataTraveler', 'Kingston', 'DataTraveler 3.0', 'Mass Storage', '3.20'],
  ['加密锁-财务', 'Feitian', 'ROCKEY4ND', 'HID', '1.10'],
  ['YubiKey 5', 'Yubico', 'YubiKey OTP+FIDO+CCID', 'HID', '2.00'],
  ['Sentinel HL Max', 'Thales', 'Sentinel HL', 'Vendor Specific', '2.00'],
  ['HP LaserJet 1020', 'HP', 'LaserJet 1020', 'Printer', '2.00'],
  ['SanDisk Ultra', 'SanDisk', 'Ultra USB 3.0', 'Mass Storage', '3.00'],
  ['条码扫描枪', 'Honeywell', 'Voyager 1200g', 'HID', '1.10'],
];

const makeUsbDevices = (random: Random, machines: readonly Machine[]): UsbDevice[] => {
  const holder = machines.find((machine) => machine.state === 'Running');
  return USB.map(([name, vendor, product, usbClass, version], index): UsbDevice => {
    const { place } = placeFor(random, index);
    const attached = index === 3 && holder !== undefined;
    const lost = index === 6;
    const home = attached ? holder.place : place;
    return {
      usbId: `usb-${random.code(10)}`,
      name,
      vendor,
      product,
      usbClass,
      version,
      serial: random.hex(12).toUpperCase(),
      region: home.region,
      hostIp: home.hostIp,
      setId: home.setId,
      setType: home.vmType,
      projectId: home.projectId,
      companyId: home.companyId,
      reason: lost ? 'device is unplugged' : '',
      status: lost ? 'Lost' : attached ? 'Attached' : 'Detached',
      attachedVmId: attached ? holder.vmId : '',
      attachedType: attached ? 'redir' : '',
    };
  });
};

export const makeFleet = (random: Random, count: number): { machines: Machine[]; usbDevices: UsbDevice[] } => {
  const machines = Array.from({ length: count }, (_unused, index) => makeMachine(random, index));
  return { machines, usbDevices: makeUsbDevices(random, machines) };
};
