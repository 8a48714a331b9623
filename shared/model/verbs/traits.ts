import type { Fields } from './field.ts';

export const mebibyte = 2 ** 20;
export const gibibyte = 2 ** 30;

/** Characters, of whatever cloud; each cloud's catalog is stricter and is asked before anything is sent. */
export const shortText = { type: 'text', max: 100 } as const;
export const script = { type: 'text', max: 2 ** 20, lines: true } as const;

export const address = {
  type: 'text',
  max: 45,
  pattern: /^(?:\d{1,3}(?:\.\d{1,3}){3}|(?=.*:)[0-9A-Fa-f:.]+)$/,
} as const;
export const macAddress = { type: 'text', max: 17, pattern: /^[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}$/ } as const;
export const megabits = { type: 'integer', unit: 'Mbit/s' } as const;

export const vmName = { type: 'text', min: 1, max: 128 } as const;
export const remark = { type: 'text', max: 256 } as const;

/** What the VM is paid by, and for how many of these periods. */
export const billing = {
  billing: { type: 'choice', of: ['hour', 'month', 'year'] },
  periods: { type: 'integer', min: 1, max: 120 },
} as const satisfies Fields;

const cpuCount = { type: 'integer', min: 1, max: 1024 } as const;
const memoryBytes = { type: 'bytes', step: mebibyte, min: 128 * mebibyte } as const;

export const size = {
  cpuCount: { ...cpuCount, required: true },
  memoryBytes: { ...memoryBytes, required: true },
} as const satisfies Fields;

/** A new VM's size is told in numbers, by a flavor, or both, as the cloud has it. */
export const newSize = { cpuCount, memoryBytes, flavorId: { type: 'id', choose: 'flavor' } } as const satisfies Fields;

/** What else there is to a size: how the CPUs are laid out, what they may grow to, the size of memory pages. */
export const sizeDetails = {
  cpuSockets: cpuCount,
  cpuLimit: cpuCount,
  hugePageBytes: { type: 'bytes', step: mebibyte },
} as const satisfies Fields;

export const graphics = {
  gpuKind: { type: 'choice', of: ['gpu', 'vgpu'] },
  gpuModel: { type: 'id', choose: 'gpu' },
  gpuCount: { type: 'integer', min: 1, max: 16 },
  vgpuModel: { type: 'id', choose: 'vgpu' },
} as const satisfies Fields;

/** The networks of a new VM: one inside, at will one outside or flat. What a cloud must have of it, it says itself. */
export const networks = {
  vpcId: { type: 'id', choose: 'vpc' },
  subnetId: { type: 'id', choose: 'subnet' },
  address,
  addressVersion: { type: 'choice', of: ['4', '6', 'both'] },
  secondAddress: address,
  securityGroupId: { type: 'id', choose: 'security-group' },
  mac: macAddress,
  inboundLimit: megabits,
  outboundLimit: megabits,
  externalLineId: { type: 'id', choose: 'network-line' },
  externalVersion: { type: 'choice', of: ['4', '6'] },
  externalBandwidth: megabits,
  externalAddress: address,
  externalSecurityGroupId: { type: 'id', choose: 'security-group' },
  externalMac: macAddress,
  flatNetworkId: { type: 'id', choose: 'flat-network' },
  flatSecurityGroupId: { type: 'id', choose: 'security-group' },
} as const satisfies Fields;

/** Whom it belongs to, and the request where a cloud has new VMs approved. */
export const belonging = {
  tenantId: { type: 'id', choose: 'tenant' },
  projectId: { type: 'id', choose: 'project' },
  ownerEmail: shortText,
  requestTitle: shortText,
  requestReason: { type: 'text', max: 1000, lines: true },
} as const satisfies Fields;

/** A setting that is left as it is when it is left out. */
export const onOff = { type: 'choice', of: ['on', 'off'] } as const;
export const highAvailability = onOff;
export const cpuMode = { type: 'choice', of: ['host', 'custom'] } as const;
export const firmware = { type: 'choice', of: ['bios', 'uefi'] } as const;
export const diskCache = {
  type: 'choice',
  of: ['directsync', 'none', 'writeback', 'writethrough', 'default'],
} as const;
export const diskBus = { type: 'choice', of: ['virtio', 'scsi', 'sata', 'ide'] } as const;

export const tagList = {
  type: 'list',
  max: 50,
  item: {
    type: 'group',
    fields: { key: { ...shortText, required: true }, value: { ...shortText, required: true } },
  },
} as const;

/** Which virtual CPU runs on which of a host's: `virtual:physical`, e.g. `0:2-4,8`. */
export const cpuBinding = {
  host: { type: 'id', choose: 'host' },
  bindings: { type: 'list', max: 1024, item: { type: 'text', min: 1, max: 200 } },
  /** Moving to another host after a failure may loosen it. */
  degradable: { type: 'flag' },
} as const satisfies Fields;

/** What the VM's virtual hardware and its host do for the guest (002, lines 7649–7700 and 2735–2760). */
export const guestHardware = {
  guestOs: { type: 'id', choose: 'guest-os' },
  nestedVirtualisation: onOff,
  hugePages: onOff,
  kvmClock: onOff,
  crashCapture: onOff,
  memoryProtection: onOff,
  vnc: onOff,
  /** Keeps its data on the host that it runs on. */
  dataLocality: onOff,
  shownAddress: address,
} as const satisfies Fields;
