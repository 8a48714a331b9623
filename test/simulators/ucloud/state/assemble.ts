import type { World } from './world.ts';
import { DEFAULT_SETTINGS, macFrom, uuidFrom } from './fleet.ts';
import type { Disk, Gpu, Image, Machine, Nic, Place, Settings } from './model.ts';
import { SECURITY_GROUP } from './vocabulary.ts';

const HOUR = 3_600;
const PERIOD: Readonly<Record<string, number>> = { Dynamic: HOUR, Month: 30 * 24 * HOUR, Year: 365 * 24 * HOUR };

/** An address outside; undefined when none was ordered. */
interface Outside {
  readonly ip: string | undefined;
  readonly version: Nic['version'];
  readonly mac: string | undefined;
  readonly securityGroupId: string | undefined;
}

export interface Plan {
  readonly name: string;
  readonly remark: string;
  readonly hostname: string | undefined;
  readonly place: Place;
  readonly image: Image;
  readonly cpu: number;
  readonly memory: number;
  readonly disks: (vmId: string) => readonly Disk[];
  readonly inside: {
    readonly ip: string | undefined;
    readonly mac: string | undefined;
    readonly securityGroupId: string | undefined;
  };
  readonly outside: Outside | undefined;
  readonly tags: Machine['tags'];
  readonly chargeType: string;
  readonly quantity: number;
  readonly gpu: Gpu | undefined;
  readonly settings: Partial<Settings>;
}

const nicsOf = (vmId: string, { inside, outside, place }: Plan, { random }: World): readonly Nic[] => {
  const second = place.region.endsWith('b') ? 11 : 10;
  const lan: Nic = {
    ipId: `${vmId}-lan0`,
    ip: inside.ip ?? `10.${second}.${random.between(251, 254)}.${random.between(2, 254)}`,
    version: inside.ip?.includes(':') === true ? 'IPv6' : 'IPv4',
    type: 'private',
    nicType: 'LAN',
    mac: inside.mac ?? macFrom(random),
    isDefaultGateway: outside === undefined,
    name: 'eth0',
    securityGroupId: inside.securityGroupId ?? SECURITY_GROUP.id,
  };
  if (outside === undefined) return [lan];
  const fallback = outside.version === 'IPv4' ? `198.51.100.${random.between(2, 254)}` : `2001:db8::${random.hex(4)}`;
  const wan: Nic = {
    ipId: `eip-${random.code(14)}`,
    ip: outside.ip ?? fallback,
    version: outside.version,
    type: 'public',
    nicType: 'WAN',
    mac: outside.mac ?? macFrom(random),
    isDefaultGateway: true,
    name: 'eth1',
    securityGroupId: outside.securityGroupId ?? SECURITY_GROUP.id,
  };
  return [lan, wan];
};

/** A VM as a call ordered it, not yet part of the world. */
export const assemble = (plan: Plan, world: World): Machine => {
  const vmId = `vm-${world.random.code(14)}`;
  const now = world.seconds();
  return {
    vmId,
    uuid: uuidFrom(world.random),
    name: plan.name,
    remark: plan.remark,
    hostname: plan.hostname ?? vmId,
    place: plan.place,
    tags: plan.tags,
    createTime: now,
    chargeType: plan.chargeType,
    expireTime: now + (PERIOD[plan.chargeType] ?? HOUR) * plan.quantity,
    load: world.random.next(),
    failure: '',
    image: plan.image,
    cpu: plan.cpu,
    memory: plan.memory,
    disks: plan.disks(vmId),
    nics: nicsOf(vmId, plan, world),
    gpu: plan.gpu,
    settings: { ...DEFAULT_SETTINGS, ...plan.settings },
    pending: [],
    state: 'Stopped',
    updateTime: now,
    work: undefined,
    snapshots: [],
    currentSpId: undefined,
  };
};
