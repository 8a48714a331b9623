import type { Random } from '../../machinery/random.ts';
import type { Image, Place } from './model.ts';

export const REGIONS: readonly { readonly region: string; readonly alias: string }[] = [
  { region: 'region-a', alias: '地域 A' },
  { region: 'region-b', alias: '地域 B' },
];

type Project = readonly [id: string, name: string];

/** A tenant, whose VMs are apart from those of others. */
export interface Company {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** The first is that of whatever names none. */
  readonly projects: readonly [Project, ...Project[]];
}

const COMPANY: Company = {
  id: 200_000_236,
  name: 'example-corp',
  email: 'it@example.com',
  projects: [
    ['project-5kyt09jzwcqh6j', 'project01'],
    ['project-x2m8ab41k0vqcd', '办公桌面'],
    ['project-7r0qpl3nw5t9zu', '研发平台'],
  ],
};
const SISTER_COMPANY: Company = {
  id: 200_000_311,
  name: 'example-labs',
  email: 'it@labs.example.com',
  projects: [['project-3vb6hy2e8d1mks', '实验室']],
};
export const COMPANIES: readonly [Company, ...Company[]] = [COMPANY, SISTER_COMPANY];

export const SECURITY_GROUP = { id: 'sg-9mdqfo7pvin9wz', name: '默认安全组' } as const;

/** Name patterns of an office's fleet; `#` is a running number. */
const NAMES: readonly [string, ...string[]] = [
  'web-#',
  'db-#',
  'win11-desk-#',
  '财务-测试-#',
  'k8s-node-a#',
  'gitlab',
  '研发-构建-#',
  'win10-设计-#',
  'redis-cache-#',
  'mail-gw-#',
  'OA系统-生产',
  'jenkins-agent-#',
  '数据仓库-#',
  'k8s-master-#',
  'kylin-desk-#',
  'nginx-lb-#',
  '人事-档案',
  'vpn-gw-#',
  'win2019-ad-#',
  '视频会议-转码-#',
];

export const nameFor = (index: number): string => {
  const pattern = NAMES[index % NAMES.length] ?? NAMES[0];
  const round = Math.floor(index / NAMES.length);
  const number = pattern.startsWith('win1') ? String(114 + round) : String(round + 1).padStart(2, '0');
  if (pattern.includes('#')) return pattern.replace('#', number);
  return round === 0 ? pattern : `${pattern}-${number}`;
};

const image = (name: string, osType: Image['osType'], osName: string): Image => ({
  id: `image-${name}`,
  name,
  osType,
  osName,
});

const WINDOWS_DESKTOP = image('win11-pro-23h2', 'Windows', 'Windows 11 Pro x86_64');
const WINDOWS_SERVER = image('winserver-2019-dc', 'Windows', 'Windows Server 2019 Datacenter x86_64');
const KYLIN = image('kylin-v10-sp3', 'Linux', 'Kylin V10_SP3 aarch64');
const LINUX: readonly [Image, ...Image[]] = [
  image('openeuler-2203-sp4', 'Linux', 'OpenEuler 22.03_SP4 aarch64'),
  image('ubuntu-2204', 'Linux', 'Ubuntu 22.04 x86_64'),
  image('centos-79', 'Linux', 'CentOS 7.9 x86_64'),
  image('debian-12', 'Linux', 'Debian 12 x86_64'),
  image('rocky-93', 'Linux', 'Rocky Linux 9.3 x86_64'),
];

export const DISK_IMAGES: readonly Image[] = [...LINUX, KYLIN, WINDOWS_DESKTOP, WINDOWS_SERVER];
export const ISO_IMAGES: readonly Image[] = [
  image('windows-virtio-iso', 'Windows', 'virtio-win 0.1.240'),
  image('rescue-iso', 'Linux', 'Rescue 2024.1'),
];

export const imageFor = (random: Random, name: string): Image => {
  const linux = random.pick(LINUX);
  if (name.startsWith('win2019')) return WINDOWS_SERVER;
  if (name.startsWith('win1')) return WINDOWS_DESKTOP;
  return name.startsWith('kylin') ? KYLIN : linux;
};

/** Which of the regions the n-th thing lives in: two of three in the first. */
export const regionIndexOf = (index: number): number => (index % 3 === 2 ? 1 : 0);

interface Site {
  readonly regionIndex: number;
  readonly arm: boolean;
  readonly host: number;
  readonly company: Company;
  readonly project: Project;
  readonly inGroup: boolean;
}

export const placeAt = ({ regionIndex, arm, host, company, project, inGroup }: Site): Place => {
  const letter = 'ab'.charAt(regionIndex);
  const home = REGIONS[regionIndex] ?? { region: 'region-a', alias: '' };
  return {
    region: home.region,
    regionAlias: home.alias,
    companyId: company.id,
    companyName: company.name,
    email: company.email,
    projectId: project[0],
    projectName: project[1],
    vmType: arm ? 'ComputeSetarm' : 'ComputeSetx86',
    vmTypeAlias: arm ? '鲲鹏集群' : 'Intel 集群',
    setId: `compute-set-${arm ? 'arm' : 'x86'}-${letter}`,
    setArch: arm ? 'aarch64' : 'x86_64',
    hostIp: `192.168.${regionIndex + 10}.${host}`,
    hostUuid: `4c4c4544-005a-5210-8050-b1c04f4d${regionIndex}0${host}`,
    vpcId: `vpc-${letter}office0000001`,
    vpcName: '办公网',
    subnetId: `subnet-${letter}lan${arm ? '2' : '1'}000000001`,
    subnetName: arm ? '生产子网' : '小子网',
    isolationGroupIds: inGroup ? [`isolationgroup-${letter}0000000001`] : [],
  };
};

/** Few places hold all VMs, so each is made once. */
const places = new Map<number, Place>();

/** Where the n-th thing lives: spread over the hosts of its region. */
export const placeFor = (random: Random, index: number): Place => {
  // One VM of eight is another company's.
  const sister = index % 8 === 7;
  const company = sister ? SISTER_COMPANY : COMPANY;
  const chosen = Math.floor(random.next() * COMPANY.projects.length);
  const project = sister ? 0 : chosen;
  const regionIndex = regionIndexOf(index);
  const arm = index % 7 === 4;
  const inGroup = index % 9 === 0;
  const flags = (sister ? 4 : 0) + (arm ? 2 : 0) + (inGroup ? 1 : 0);
  const key = ((project * 2 + regionIndex) * 4 + (index % 4)) * 8 + flags;
  const known = places.get(key);
  if (known !== undefined) return known;
  const host = (index % 4) + 11;
  const { projects } = company;
  const place = placeAt({ regionIndex, arm, host, company, project: projects[project] ?? projects[0], inGroup });
  places.set(key, place);
  return place;
};
