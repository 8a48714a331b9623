import { belonging, billing, networks, remark, size, vmName } from './traits.ts';
import { runningOrStopped, settled, stopped, type Verbs } from './verb.ts';

/** Copying, replacing and removing VMs. */
export const lifecycleVerbs = {
  clone: {
    ...{ category: 'lifecycle', ...runningOrStopped, single: true },
    fields: {
      name: { ...vmName, required: true },
      remark,
      /** What the clone is made from, where a cloud clones snapshots (000, line 865). */
      snapshotId: { type: 'id', choose: 'own-snapshot' },
      ...size,
      ...networks,
      ...belonging,
      ...billing,
    },
  },
  /** Ends a clone that is being made; asked of the VM that is cloned. */
  'clone-cancel': {
    ...{ category: 'lifecycle', from: settled.from, reason: settled.reason, hard: true, single: true },
    fields: { jobId: { type: 'id', required: true }, cloneId: { type: 'id' } },
  },
  /** Removes the record of a clone, not the VM that it made. */
  'clone-forget': {
    ...{ category: 'lifecycle', from: settled.from, reason: settled.reason, single: true },
    fields: { jobId: { type: 'id', required: true } },
  },
  reinstall: {
    ...{ category: 'lifecycle', ...stopped, hard: true },
    secrets: { password: 'optional', userData: 'optional' },
    fields: { imageId: { type: 'id', choose: 'image', required: true } },
  },
  delete: {
    ...{ category: 'lifecycle', from: ['stopped', 'error', 'suspended'], reason: 'needs-stopped', hard: true },
    fields: {
      /** Also the disks and addresses that are bound to it (000, line 309). */
      withResources: { type: 'flag', required: true },
    },
  },
} as const satisfies Verbs;
