import { making } from './creation.ts';
import { belonging, remark, vmName } from './traits.ts';
import type { Verbs } from './verb.ts';

const name = { ...vmName, required: true } as const;
const owner = {
  tenantId: belonging.tenantId,
  departmentId: { type: 'id', choose: 'department' },
  projectId: belonging.projectId,
} as const;
const group = { groupId: { type: 'id', choose: 'group', required: true } } as const;
const policy = { policyId: { type: 'id', choose: 'snapshot-policy', required: true } } as const;
const template = { templateId: { type: 'id', choose: 'template', required: true } } as const;
const schedule = { scheduleId: { type: 'id', choose: 'schedule', required: true } } as const;
const isolationGroup = { isolationGroupId: { type: 'id', choose: 'isolation-group', required: true } } as const;
const keyPair = { keyPairId: { type: 'id', choose: 'key-pair', required: true } } as const;
const apart = {
  type: 'choice',
  of: ['apart', 'apart-if-possible', 'together', 'together-if-possible'],
} as const;

/** When snapshots are taken, and for how long they are kept (003, lines 11246 and 11442). */
const policyFields = {
  name,
  hours: { type: 'list', max: 24, required: true, item: { type: 'integer', min: 0, max: 23 } },
  /** 1 is Monday. */
  weekdays: { type: 'list', max: 7, required: true, item: { type: 'integer', min: 1, max: 7 } },
  /** For ever when it is 0. */
  keptDays: { type: 'integer', unit: 'd', min: 0, max: 65_536, required: true },
} as const;

/** What is done by itself, and to which VMs (003, lines 10607 and 10681). */
const scheduleFields = {
  name,
  vmIds: { type: 'list', max: 1000, required: true, item: { type: 'id' } },
  cron: { type: 'text', min: 1, max: 100, required: true },
  enabled: { type: 'flag' },
  endsAt: { type: 'instant' },
} as const;

const organisation = { category: 'organisation', ...making } as const;
const snapshots = { category: 'snapshot', ...making } as const;
const guest = { category: 'guest', ...making } as const;
const placement = { category: 'placement', ...making } as const;

/** What VMs are filed in, made from, opened with and kept by. */
export const surroundingVerbs = {
  'group-create': { ...organisation, fields: { name, parentId: { type: 'id', choose: 'group' }, ...owner } },
  'group-rename': { ...organisation, fields: { ...group, name } },
  /** Under another group, or to the top when none is named. */
  'group-move': { ...organisation, fields: { ...group, parentId: { type: 'id', choose: 'group' } } },
  'group-delete': { ...organisation, hard: true, fields: group },
  /** Of a key made here. One that a cloud makes comes with its private half, which no task may hold. */
  'key-pair-import': {
    ...guest,
    fields: { name, publicKey: { type: 'text', min: 1, max: 16_384, lines: true, required: true }, ...owner },
  },
  'key-pair-delete': { ...guest, hard: true, fields: keyPair },
  'template-rename': { ...organisation, fields: { ...template, name } },
  'template-user-data-set': { ...organisation, secrets: { userData: 'required' }, fields: template },
  'template-delete': { ...organisation, hard: true, fields: template },
  'snapshot-policy-create': { ...snapshots, fields: policyFields },
  'snapshot-policy-update': { ...snapshots, fields: { ...policy, ...policyFields } },
  'snapshot-policy-pause': { ...snapshots, fields: policy },
  'snapshot-policy-resume': { ...snapshots, fields: policy },
  'snapshot-policy-delete': { ...snapshots, hard: true, fields: policy },
  /** Brings a deleted snapshot back from the recycle bin; its VM may be gone by then. */
  'snapshot-restore': { ...snapshots, fields: { snapshotId: { type: 'id', choose: 'snapshot', required: true } } },
  'snapshot-purge': {
    ...{ ...snapshots, hard: true },
    fields: { snapshotId: { type: 'id', choose: 'snapshot', required: true } },
  },
  'schedule-create': {
    ...organisation,
    fields: {
      ...scheduleFields,
      task: { type: 'text', min: 1, max: 100, required: true },
      startNow: { type: 'flag' },
      ...owner,
    },
  },
  'schedule-update': { ...organisation, fields: { ...schedule, ...scheduleFields } },
  'schedule-delete': { ...organisation, hard: true, fields: schedule },
  /** VMs that are kept on hosts, racks and switches apart, or together (003, line 11707). */
  'isolation-group-create': {
    ...placement,
    fields: {
      ...{ name, remark, ...owner },
      ...{ hostRule: apart, rackRule: apart, switchRule: apart, uplinkRule: apart },
    },
  },
  'isolation-group-delete': { ...placement, hard: true, fields: isolationGroup },
} as const satisfies Verbs;
