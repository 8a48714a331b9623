import { address } from './traits.ts';
import { running, runningOrStopped, type Verbs } from './verb.ts';

const required = true;

/** On which host a VM is. */
export const placementVerbs = {
  /** Live: it goes on running meanwhile. Cold: it is stopped. */
  migrate: {
    ...{ category: 'placement', ...runningOrStopped },
    fields: {
      mode: { type: 'choice', of: ['live', 'cold'], required },
      hostId: { type: 'id', choose: 'migration-host', required },
    },
  },
  /** To a host of another cluster, disks and all (002, lines 3532–3570). */
  'cluster-migrate': {
    ...{ category: 'placement', ...running, hard: true, single: true },
    fields: {
      clusterId: { type: 'id', choose: 'cluster', required },
      hostId: { type: 'id', required },
      hostAddress: { ...address, required },
      tenantId: { type: 'id', choose: 'tenant', required },
      computeSetId: { type: 'id', required },
      storageSetId: { type: 'id', required },
      groupId: { type: 'id', required },
    },
  },
  'migrate-cancel': {
    ...{ category: 'placement', from: ['migrating'], reason: 'needs-migrating', whileBusy: true },
    fields: {
      /** It is on its way to another cluster. */
      otherCluster: { type: 'flag' },
    },
  },
} as const satisfies Verbs;
