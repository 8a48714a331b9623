import { diskConnection } from './parts.ts';
import { billing } from './traits.ts';
import { running, runningOrStopped, type Verbs } from './verb.ts';

const ownDisk = { diskId: { type: 'id', choose: 'own-disk', required: true } } as const;

export const storageVerbs = {
  /** Moves disks of a running VM to other storage. */
  'storage-move': {
    ...{ category: 'storage', ...running, single: true },
    fields: {
      moves: {
        ...{ type: 'list', max: 32, required: true },
        item: {
          type: 'group',
          fields: {
            diskId: { type: 'id', choose: 'own-disk', required: true },
            storageSetId: { type: 'id', choose: 'storage-set', required: true },
            targetDiskId: { type: 'id', choose: 'disk' },
          },
        },
      },
      ...billing,
    },
  },
  'disk-attach': {
    ...{ category: 'storage', ...runningOrStopped, single: true },
    fields: { diskId: { type: 'id', choose: 'disk', required: true }, ...diskConnection, bootable: { type: 'flag' } },
  },
  'disk-detach': { category: 'storage', ...runningOrStopped, hard: true, single: true, fields: ownDisk },
  'disk-update': {
    ...{ category: 'storage', ...runningOrStopped, single: true },
    fields: {
      ...ownDisk,
      ...diskConnection,
      /** What stands behind it from now on. */
      sourceDiskId: { type: 'id', choose: 'disk' },
    },
  },
  /** Disks of the host that the VM is on, given to it whole. */
  'local-disk-attach': {
    ...{ category: 'storage', ...runningOrStopped, single: true },
    fields: { localDiskId: { type: 'id', choose: 'local-disk', required: true }, bus: diskConnection.bus },
  },
  'local-disk-detach': { category: 'storage', ...runningOrStopped, hard: true, single: true, fields: ownDisk },
} as const satisfies Verbs;
