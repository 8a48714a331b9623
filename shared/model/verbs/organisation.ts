import { remark, tagList, vmName } from './traits.ts';
import { settled, type Verbs } from './verb.ts';

/** What a VM is called, where it is filed and whose it is. */
export const organisationVerbs = {
  rename: { category: 'organisation', ...settled, single: true, fields: { name: { ...vmName, required: true } } },
  describe: { category: 'organisation', ...settled, fields: { remark: { ...remark, required: true } } },
  /** All its tags: those that are not named are gone. */
  'tags-set': { category: 'organisation', ...settled, fields: { tags: { ...tagList, required: true } } },
  'group-set': {
    ...{ category: 'organisation', ...settled },
    fields: { groupId: { type: 'id', choose: 'group', required: true } },
  },
  /** Keeps it from being changed or deleted, as far as its cloud heeds that. */
  lock: { category: 'organisation', ...settled, fields: {} },
  unlock: { category: 'organisation', ...settled, fields: {} },
  assign: {
    ...{ category: 'organisation', ...settled },
    fields: { userId: { type: 'id', choose: 'user', required: true } },
  },
  unassign: { category: 'organisation', ...settled, fields: {} },
  /** The terminals that show it; none when the list is empty (002, lines 4668–4700). */
  'terminals-set': {
    ...{ category: 'organisation', ...settled },
    fields: {
      terminalIds: { type: 'list', max: 100, required: true, item: { type: 'id', choose: 'terminal' } },
    },
  },
} as const satisfies Verbs;
