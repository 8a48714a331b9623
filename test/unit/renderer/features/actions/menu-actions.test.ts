import { describe, expect, it } from 'vitest';
import {
  asksForValues,
  intentOf,
  menuGroups,
  menuReason,
} from '../../../../../renderer/features/actions/menu-actions.ts';
import { indexConnections } from '../../../../../renderer/ui/actions.ts';
import { actionRequestSchema } from '../../../../../shared/model/action.ts';
import { vmActions } from '../../../../../shared/model/verbs/index.ts';
import { aConnection, aRow } from '../../sample.ts';

const cloudThatCan = (...capabilities: (typeof vmActions)[number][]) =>
  indexConnections([aConnection({ capabilities })]);
const web = aRow('web', 'running');

describe('the menu of what has no button', () => {
  it('has what the cloud of one of the VMs can do, by category, and no empty category', () => {
    const connections = indexConnections([
      aConnection({ capabilities: ['start', 'resize', 'clone'] }),
      aConnection({ id: 'c2', capabilities: ['mac-set'] }),
    ]);
    const other = aRow('db', 'running', { id: 'c2/db', connectionId: 'c2' });
    expect(menuGroups([web, other], connections)).toEqual([
      { category: 'lifecycle', actions: ['clone'] },
      { category: 'configuration', actions: ['resize'] },
      { category: 'network', actions: ['mac-set'] },
    ]);
    expect(menuGroups([], connections)).toEqual([]);
  });

  it('asks of several VMs nothing that makes sense for one', () => {
    const connections = cloudThatCan('clone', 'resize');
    const db = aRow('db', 'stopped');
    expect(menuReason('clone', [web, db], connections)).toBe('one-vm');
    expect(menuReason('clone', [web], connections)).toBeNull();
    expect(menuReason('resize', [web, db], connections)).toBeNull();
  });

  it('says why an entry is disabled', () => {
    const connections = cloudThatCan('reinstall');
    expect(menuReason('reinstall', [web], connections)).toBe('needs-stopped');
    expect(menuReason('resize', [web], connections)).toBe('unsupported');
    const clearing = cloudThatCan('snapshot-clear');
    expect(menuReason('snapshot-clear', [web], clearing)).toBe('no-snapshots');
    expect(menuReason('snapshot-clear', [web, aRow('db', 'running', { snapshotCount: 1 })], clearing)).toBeNull();
  });
});

describe('choosing an action', () => {
  it('begins at once with a request that main takes, when nothing has to be asked for', () => {
    for (const action of vmActions.filter((one) => !asksForValues(one))) {
      const intent = intentOf(action);
      if (intent.kind !== 'run') throw new Error(`${action} is not run`);
      expect(actionRequestSchema.safeParse(intent.request).success, action).toBe(true);
    }
  });

  it('asks for values and secrets first, and for the flags of a hard one with its question', () => {
    expect(intentOf('resize')).toEqual({ kind: 'ask', action: 'resize' });
    expect(intentOf('password-reset')).toEqual({ kind: 'ask', action: 'password-reset' });
    expect(intentOf('reinstall')).toEqual({ kind: 'ask', action: 'reinstall' });
    expect(intentOf('delete')).toEqual({ kind: 'run', request: { action: 'delete', withResources: false } });
  });
});
