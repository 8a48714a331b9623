import { belonging, billing, networks, newSize, onOff, remark, shortText, vmName } from './traits.ts';
import { recycled, runningOrStopped, settled, stopped, type Verbs } from './verb.ts';

/** What a clone on other clouds can be told besides (002, lines 4387–4450; 003, line 8872). */
const cloneDetails = {
  /** It shares the disks of the one that is cloned. */
  linked: { type: 'flag' },
  linkedCache: { type: 'flag' },
  /** How many. */
  quantity: { type: 'integer', min: 1, max: 100 },
  zoneId: { type: 'id', choose: 'zone' },
  computeSetId: { type: 'id', choose: 'compute-set' },
  groupId: { type: 'id', choose: 'group' },
  diskTargets: {
    type: 'list',
    max: 32,
    item: {
      type: 'group',
      fields: {
        diskId: { type: 'id', choose: 'own-disk', required: true },
        storageSetId: { type: 'id', choose: 'storage-set', required: true },
      },
    },
  },
} as const;

/** Copying, replacing and removing VMs. */
export const lifecycleVerbs = {
  clone: {
    ...{ category: 'lifecycle', ...runningOrStopped, single: true },
    secrets: { password: 'optional', userData: 'optional' },
    fields: {
      name: { ...vmName, required: true },
      remark,
      /** What the clone is made from, where a cloud clones snapshots (000, line 865). */
      snapshotId: { type: 'id', choose: 'own-snapshot' },
      ...newSize,
      ...networks,
      ...belonging,
      ...billing,
      ...cloneDetails,
    },
  },
  /** Ends a clone that is being made; asked of the VM that is cloned. */
  'clone-cancel': {
    ...{ category: 'lifecycle', from: settled.from, reason: settled.reason },
    ...{ hard: true, single: true, whileBusy: true },
    fields: { jobId: { type: 'id', required: true }, cloneId: { type: 'id' } },
  },
  /** Removes the record of a clone, not the VM that it made. */
  'clone-forget': {
    ...{ category: 'lifecycle', from: settled.from, reason: settled.reason, single: true, whileBusy: true },
    fields: { jobId: { type: 'id', required: true } },
  },
  reinstall: {
    ...{ category: 'lifecycle', ...stopped, hard: true },
    secrets: { password: 'optional', userData: 'optional' },
    fields: {
      imageId: { type: 'id', choose: 'image', required: true },
      /** Whose password it is, where a cloud asks (003, line 7799). */
      user: shortText,
      bootDiskKind: { type: 'id', choose: 'disk-kind' },
      bootDiskBytes: { type: 'bytes', step: 2 ** 30 },
      securityService: onOff,
      monitoringAgent: onOff,
    },
  },
  delete: {
    ...{ category: 'lifecycle', from: ['stopped', 'error', 'suspended'], reason: 'needs-stopped', hard: true },
    fields: {
      /** Also the disks and addresses that are bound to it (000, line 309). */
      withResources: { type: 'flag', required: true },
      /** Not into the recycle bin, where a cloud has one (002, line 1110). */
      permanently: { type: 'flag' },
    },
  },
  'recycle-restore': { category: 'lifecycle', ...recycled, fields: {} },
  'recycle-purge': {
    ...{ category: 'lifecycle', ...recycled, hard: true },
    fields: { withResources: { type: 'flag' } },
  },
  /** Pays for further periods. */
  renew: {
    ...{ category: 'lifecycle', ...settled, single: true },
    fields: {
      periods: { ...billing.periods, required: true },
      diskIds: { type: 'list', max: 100, item: { type: 'id', choose: 'own-disk' } },
    },
  },
  /** Keeps how the VM is made as a pattern for others. */
  'template-create': {
    ...{ category: 'lifecycle', ...settled, single: true },
    fields: { name: { ...vmName, required: true }, remark },
  },
} as const satisfies Verbs;
