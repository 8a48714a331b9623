import { shortText, vmName } from './traits.ts';
import { running, runningOrStopped, stopped, type Verbs } from './verb.ts';

const path = { type: 'text', max: 1000 } as const;
const ownDisk = { type: 'id', choose: 'own-disk' } as const;
const host = { type: 'id', choose: 'host' } as const;

/** Taking VMs and their disks out to files and other systems, and data in (002). */
export const transferVerbs = {
  /** Writes the VM to a file that other systems read (002, lines 5699–5740). */
  'ova-export': {
    ...{ category: 'lifecycle', ...runningOrStopped, single: true },
    fields: {
      name: { ...vmName, required: true },
      format: { type: 'choice', of: ['ova', 'tva'], required: true },
      support: { type: 'choice', of: ['virtualbox', 'vmware'], required: true },
      compressed: { type: 'flag' },
      repositoryId: { type: 'id', choose: 'repository' },
      sharedVolumeId: { type: 'id', choose: 'shared-volume' },
      hostId: host,
      path,
      snapshotId: { type: 'id', choose: 'own-snapshot' },
      diskIds: { type: 'list', max: 32, item: ownDisk },
    },
  },
  /** Moves the VM to another system that is attached to the cloud (002, lines 5925–5960). */
  'foreign-move': {
    ...{ category: 'lifecycle', ...runningOrStopped, hard: true, single: true },
    fields: {
      systemId: { type: 'id', choose: 'foreign-system', required: true },
      datacenterId: { type: 'id', choose: 'foreign-datacenter', required: true },
      foreignHostId: { type: 'id', choose: 'foreign-host', required: true },
      foreignStoreId: { type: 'id', choose: 'foreign-store', required: true },
      name: { ...vmName, required: true },
      hardwareVersion: { ...shortText, required: true },
      guestOs: { ...shortText, required: true },
    },
  },
  /** Writes one disk to an image file (lines 2908–2950). */
  'disk-export': {
    ...{ category: 'storage', ...running, single: true },
    fields: {
      diskId: { ...ownDisk, required: true },
      name: { ...vmName, required: true },
      format: { type: 'choice', of: ['raw', 'qcow2', 'qed', 'vdi', 'vpc', 'vmdk'], required: true },
      snapshotId: { type: 'id', choose: 'own-snapshot' },
      compressed: { type: 'flag' },
    },
  },
  /** Overwrites one disk with an image (lines 3082–3110). */
  'disk-import': {
    ...{ category: 'storage', ...stopped, hard: true, single: true },
    fields: {
      diskId: { ...ownDisk, required: true },
      diskImageId: { type: 'id', choose: 'disk-image', required: true },
    },
  },
  /** Overwrites one disk with what an iSCSI target holds (lines 3134–3175). */
  'disk-import-iscsi': {
    ...{ category: 'storage', ...stopped, hard: true, single: true },
    secrets: { password: 'optional' },
    fields: {
      diskId: { ...ownDisk, required: true },
      targetAddress: { ...shortText, required: true },
      targetPort: { type: 'integer', min: 1, max: 65_535, required: true },
      targetName: { type: 'text', min: 1, max: 223, required: true },
      lun: { type: 'integer', min: 0, max: 16_383 },
      user: shortText,
    },
  },
  /** Goes on with an import that broke off (lines 3351–3370). */
  'import-resume': {
    ...{ category: 'storage', from: ['importing'], reason: 'needs-importing', whileBusy: true },
    fields: {},
  },
  'import-abort': {
    ...{ category: 'storage', from: ['importing'], reason: 'needs-importing', hard: true, whileBusy: true },
    fields: {},
  },
} as const satisfies Verbs;
