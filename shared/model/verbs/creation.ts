import { display, newDisk, nic } from './parts.ts';
import {
  belonging,
  billing,
  cpuBinding,
  cpuMode,
  diskBus,
  diskCache,
  firmware,
  gibibyte,
  graphics,
  guestHardware,
  highAvailability,
  networks,
  newSize,
  onOff,
  remark,
  shortText,
  sizeDetails,
  tagList,
  vmName,
} from './traits.ts';
import type { Fields } from './field.ts';
import type { Verbs } from './verb.ts';

/** Where the VM goes and whose it is. */
const place = {
  ...belonging,
  departmentId: { type: 'id', choose: 'department' },
  userId: { type: 'id', choose: 'user' },
  groupId: { type: 'id', choose: 'group' },
  zoneId: { type: 'id', choose: 'zone' },
  computeSetId: { type: 'id', choose: 'compute-set' },
  isolationGroupId: { type: 'id', choose: 'isolation-group' },
} as const satisfies Fields;

/** The disk that it boots from and the first for data; others are in `moreDisks`. */
const disks = {
  bootDiskId: { type: 'id', choose: 'disk' },
  bootDiskSetId: { type: 'id', choose: 'storage-set' },
  bootDiskKind: { type: 'id', choose: 'disk-kind' },
  bootDiskBytes: { type: 'bytes', step: gibibyte },
  bootDiskBus: diskBus,
  bootDiskReleased: { type: 'flag' },
  dataDiskId: { type: 'id', choose: 'disk' },
  dataDiskSetId: { type: 'id', choose: 'storage-set' },
  dataDiskBytes: { type: 'bytes', step: gibibyte },
  dataDiskMount: { type: 'flag' },
  moreDisks: { type: 'list', max: 32, item: { type: 'group', fields: newDisk } },
  diskCache,
  localDiskCount: { type: 'integer', min: 0, max: 32 },
} as const satisfies Fields;

/**
 * A VM that is not there yet. No field but the name is needed by every cloud; a cloud refuses what it lacks, and what
 * it does not have, by the name of the field.
 */
export const newVm = {
  name: { ...vmName, required: true },
  remark,
  ...place,
  tags: tagList,
  ...billing,
  autoRenew: onOff,
  /** How many alike. */
  quantity: { type: 'integer', min: 1, max: 100 },
  ...newSize,
  ...sizeDetails,
  ...disks,
  ...networks,
  externalAssigned: { type: 'flag' },
  securityGroupIds: nic.securityGroupIds,
  moreNics: { type: 'list', max: 16, item: { type: 'group', fields: nic } },
  nicModel: shortText,
  dns: shortText,
  hostname: { type: 'text', min: 2, max: 127 },
  keyPairId: { type: 'id', choose: 'key-pair' },
  ...graphics,
  gpuBinding: { type: 'flag' },
  displayAdapter: display.adapter,
  highAvailability,
  architecture: { type: 'choice', of: ['x86', 'arm'] },
  cpuMode,
  cpuModel: { type: 'id', choose: 'cpu-model' },
  firmware,
  ...guestHardware,
  isoId: { type: 'id', choose: 'iso' },
  monitoringAgent: onOff,
  securityService: onOff,
} as const satisfies Fields;

export const newVmSecrets = {
  ...({ password: 'optional', consolePassword: 'optional', userData: 'optional' } as const),
  ...({ bootDiskSecret: 'optional', dataDiskSecret: 'optional' } as const),
} as const;

/** What makes something in a region and so names no VM. */
export const making = { from: [], reason: 'needs-settled' } as const;

export const creationVerbs = {
  create: {
    ...{ category: 'lifecycle', ...making },
    secrets: newVmSecrets,
    fields: {
      ...newVm,
      bootSource: { type: 'choice', of: ['image', 'disk', 'template', 'snapshot'] },
      imageId: { type: 'id', choose: 'image' },
      /** An image that the cloud fetches (003, line 4940). */
      imageUrl: { type: 'text', max: 2000, pattern: /^https?:\/\/\S+$/ },
      templateId: { type: 'id', choose: 'template' },
      snapshotId: { type: 'id', choose: 'snapshot' },
      /** It shares the disks of the template. */
      linked: { type: 'flag' },
      /** A snapshot of how it was made is taken at once. */
      firstSnapshot: { type: 'flag' },
      osFamily: shortText,
      osDistribution: shortText,
      osVersion: shortText,
      usbId: { type: 'id', choose: 'usb-device' },
      usbMode: { type: 'choice', of: ['pass-through', 'redirected'] },
      cpuBindingHost: cpuBinding.host,
      cpuBindings: cpuBinding.bindings,
      cpuBindingDegradable: cpuBinding.degradable,
      imageHasAgent: { type: 'flag' },
      imageHasCloudInit: { type: 'flag' },
      imageHasHotplug: { type: 'flag' },
    },
  },
} as const satisfies Verbs;
