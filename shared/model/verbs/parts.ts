import type { Fields } from './field.ts';
import { address, diskBus, diskCache, gibibyte, macAddress, megabits, shortText } from './traits.ts';

/**
 * A network card: what it is connected to and what it may send. Of 002 `Interface` (lines 7905–7962) and of 003
 * `networks[]` (line 4940); rates are averages and peaks, bursts are sizes.
 */
export const nic = {
  model: { type: 'choice', of: ['virtio', 'e1000', 'rtl8139'] },
  kind: { type: 'choice', of: ['overlay', 'vlan', 'flat', 'infiniband'] },
  vpcId: { type: 'id', choose: 'vpc' },
  subnetId: { type: 'id', choose: 'subnet' },
  routerId: { type: 'id', choose: 'router' },
  networkId: { type: 'id', choose: 'network' },
  portGroupId: { type: 'id', choose: 'port-group' },
  vlans: { type: 'list', max: 100, item: { type: 'integer', min: 1, max: 4094 } },
  portId: { type: 'id', choose: 'network-port' },
  infinibandModelId: { type: 'id', choose: 'infiniband' },
  mac: macAddress,
  address,
  secondAddress: address,
  addressVersion: { type: 'choice', of: ['4', '6', 'both'] },
  /** Nothing else may use the address with this card. */
  addressBound: { type: 'flag' },
  securityGroupIds: { type: 'list', max: 50, item: { type: 'id', choose: 'security-group' } },
  qosPolicyId: { type: 'id', choose: 'qos-policy' },
  inboundLimit: megabits,
  inboundPeak: megabits,
  inboundBurstBytes: { type: 'bytes', step: 1000 },
  outboundLimit: megabits,
  outboundPeak: megabits,
  outboundBurstBytes: { type: 'bytes', step: 1000 },
} as const satisfies Fields;

/** How a disk is connected to its VM (002, lines 7763–7814; 003, lines 7199 and 7373). */
export const diskConnection = {
  /** Its name in the VM, e.g. `sda`; a cloud chooses one when it is left out. */
  device: { type: 'text', max: 10, pattern: /^(?:id|hd|sd|vd)[a-z]$/ },
  bus: diskBus,
  cache: diskCache,
  /** It is deleted together with the VM. */
  releasedWithVm: { type: 'flag' },
} as const satisfies Fields;

/** A further disk of a new VM: one that there is, or a new one. */
export const newDisk = {
  diskId: { type: 'id', choose: 'disk' },
  bytes: { type: 'bytes', step: gibibyte },
  storageSetId: { type: 'id', choose: 'storage-set' },
  diskKind: { type: 'id', choose: 'disk-kind' },
  name: shortText,
  /** An image that is written to it. */
  diskImageId: { type: 'id', choose: 'disk-image' },
  replicas: { type: 'integer', min: 1, max: 5 },
  /** Room that is kept for snapshots. */
  snapshotBytes: { type: 'bytes', step: gibibyte },
  mode: { type: 'choice', of: ['block', 'filesystem'] },
  ...diskConnection,
} as const satisfies Fields;

/** A display adapter (002, lines 7742–7761). */
export const display = {
  adapter: { type: 'choice', of: ['qxl', 'vga', 'virtio', 'none'] },
  heads: { type: 'integer', min: 1, max: 16 },
  displayBytes: { type: 'bytes', step: 1024 },
  videoBytes: { type: 'bytes', step: 1024 },
} as const satisfies Fields;
