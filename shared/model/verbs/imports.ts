import { making, newVm, newVmSecrets } from './creation.ts';
import { address, shortText, vmName } from './traits.ts';
import type { Verbs } from './verb.ts';

/** VMs that come from elsewhere (002, lines 4988–5030, 5625–5698 and 5845–5900). */
export const importVerbs = {
  'ova-import': {
    ...{ category: 'lifecycle', ...making },
    secrets: newVmSecrets,
    fields: {
      ...newVm,
      /** Where the file lies: a repository, a shared volume or a folder of a host. */
      repositoryId: { type: 'id', choose: 'repository' },
      sharedVolumeId: { type: 'id', choose: 'shared-volume' },
      hostId: { type: 'id', choose: 'host' },
      path: { type: 'text', min: 1, max: 1000, required: true },
      format: { type: 'choice', of: ['ova', 'tva'], required: true },
    },
  },
  /** A computer that runs the converter becomes a VM. */
  'machine-import': {
    ...{ category: 'lifecycle', ...making },
    secrets: { ...newVmSecrets, transferKey: 'optional' },
    fields: {
      ...newVm,
      converterAddress: { ...address, required: true },
      converterPort: { type: 'integer', min: 1, max: 65_535, required: true },
      compressed: { type: 'flag' },
    },
  },
  /** A VM of another system that is attached to the cloud. */
  'foreign-import': {
    ...{ category: 'lifecycle', ...making },
    fields: {
      systemId: { type: 'id', choose: 'foreign-system', required: true },
      foreignVmId: { type: 'id', choose: 'foreign-vm', required: true },
      foreignVmName: { ...shortText, required: true },
      name: { ...vmName, required: true },
      storageSetId: { type: 'id', choose: 'storage-set', required: true },
      diskKind: { type: 'id', choose: 'disk-kind' },
      cpuModel: { type: 'id', choose: 'cpu-model', required: true },
    },
  },
} as const satisfies Verbs;
