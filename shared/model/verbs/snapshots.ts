import type { Fields } from './field.ts';
import { runningOrStopped, settled, type Verbs } from './verb.ts';

/** The name is for the words about the action only. */
export const snapshotFields = {
  snapshotId: { type: 'id', choose: 'own-snapshot', required: true },
  snapshotName: { type: 'text', max: 1000, required: true },
} as const satisfies Fields;

/** Snapshots of a VM. Names and remarks follow document 000, lines 716–730. */
export const snapshotVerbs = {
  'snapshot-create': {
    ...{ category: 'snapshot', ...runningOrStopped },
    fields: {
      name: { type: 'text', max: 50, pattern: /^[\p{Script=Han}A-Za-z0-9._-]{1,50}$/u, required: true },
      remark: { type: 'text', max: 100, required: true },
      /** Also keep the memory. */
      memory: { type: 'flag', required: true },
    },
  },
  'snapshot-revert': {
    ...{ category: 'snapshot', ...runningOrStopped, hard: true, single: true },
    fields: {
      ...snapshotFields,
      /** The VM may come back on another host (000, line 747). */
      otherHost: { type: 'flag' },
    },
  },
  'snapshot-delete': {
    ...{ category: 'snapshot', ...runningOrStopped, hard: true, single: true },
    fields: snapshotFields,
  },
  'snapshot-clear': { category: 'snapshot', ...runningOrStopped, hard: true, fields: {} },
  /** Takes snapshots by itself from now on, as the policy says. */
  'snapshot-policy-bind': {
    ...{ category: 'snapshot', ...settled },
    fields: { policyId: { type: 'id', choose: 'snapshot-policy', required: true } },
  },
  'snapshot-policy-unbind': {
    ...{ category: 'snapshot', ...settled },
    fields: { policyId: { type: 'id', choose: 'snapshot-policy', required: true } },
  },
} as const satisfies Verbs;
