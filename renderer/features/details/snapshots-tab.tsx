import { IconCamera, IconClearAll, IconCopy, IconHistory, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Capability } from '../../../shared/model/capability.ts';
import { shownName, type Snapshot, type Vm, type VmRow } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { reasonAgainst, type Act, type ConnectionIndex } from '../../ui/actions.ts';
import { Empty } from '../../ui/empty.tsx';
import { Clones } from './clones.tsx';
import { SnapshotTree } from './snapshot-tree.tsx';

interface SnapshotsTabProps {
  readonly vm: Vm;
  readonly row: VmRow;
  readonly connections: ConnectionIndex;
  readonly act: Act;
}

const icon = { size: 15, stroke: 1.6 } as const;

/** The snapshots of a VM and what can be done with them. */
export function SnapshotsTab({ vm, row, connections, act }: SnapshotsTabProps): ReactNode {
  const t = useT();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = vm.snapshots.find((snapshot) => snapshot.id === chosenId) ?? null;
  const create = reasonAgainst('snapshot-create', row, connections);
  const can = (capability: Capability): boolean =>
    connections.get(row.connectionId)?.capabilities.includes(capability) === true;
  const clear = vm.snapshots.length === 0 ? 'no-snapshots' : reasonAgainst('snapshot-clear', row, connections);
  const reasonFor = (action: SnapshotAction): string | null => {
    const reason = reasonAgainst(action, row, connections) ?? reasonOfSnapshot(chosen, action);
    return reason === null ? null : t(`reason.${reason}`);
  };
  const run = (action: 'snapshot-revert' | 'snapshot-delete'): void => {
    if (chosen === null) return;
    const request = { action, snapshotId: chosen.id, snapshotName: chosen.name };
    act({ kind: 'run', request, snapshotTime: chosen.createdAt }, [row]);
  };
  return (
    <div className="with-side">
      {vm.snapshots.length === 0 ? (
        <Empty
          icon={<IconCamera size={30} stroke={1.3} />}
          title={t('snapshot.none.title')}
          what={t('snapshot.none.what')}
        />
      ) : (
        <div className="tree">
          <SnapshotTree snapshots={vm.snapshots} vmName={shownName(vm)} chosenId={chosenId} onChoose={setChosenId} />
          {chosen === null || !can('clones') ? null : (
            <Clones key={chosen.id} snapshot={chosen} {...{ vm, row, connections, act }} />
          )}
        </div>
      )}
      <div className="side">
        <ActionButton
          label={t('snapshot.create')}
          reason={create === null ? null : t(`reason.${create}`)}
          onClick={() => act({ kind: 'new-snapshot' }, [row])}
          icon={<IconCamera {...icon} />}
          testId="snapshot-create"
          fullWidth
        />
        <ActionButton
          label={t('snapshot.revert')}
          reason={reasonFor('snapshot-revert')}
          onClick={() => run('snapshot-revert')}
          icon={<IconHistory {...icon} />}
          testId="snapshot-revert"
          fullWidth
          danger
        />
        {can('clone') ? (
          <ActionButton
            label={t('clones.begin')}
            reason={reasonFor('clone')}
            onClick={() => act({ kind: 'ask', action: 'clone', known: { snapshotId: chosen?.id ?? '' } }, [row])}
            icon={<IconCopy {...icon} />}
            testId="snapshot-clone"
            fullWidth
          />
        ) : null}
        <ActionButton
          label={t('snapshot.delete')}
          reason={reasonFor('snapshot-delete')}
          onClick={() => run('snapshot-delete')}
          icon={<IconTrash {...icon} />}
          testId="snapshot-delete"
          fullWidth
          danger
        />
        {can('snapshot-clear') ? (
          <ActionButton
            label={t('snapshot.clear')}
            reason={clear === null ? null : t(`reason.${clear}`)}
            onClick={() => act({ kind: 'run', request: { action: 'snapshot-clear' } }, [row])}
            icon={<IconClearAll {...icon} />}
            testId="snapshot-clear"
            fullWidth
            danger
          />
        ) : null}
      </div>
    </div>
  );
}

type SnapshotAction = 'snapshot-revert' | 'snapshot-delete' | 'clone';

/** A failed snapshot can only be deleted. */
function reasonOfSnapshot(
  snapshot: Snapshot | null,
  action: SnapshotAction,
): 'no-snapshot' | 'snapshot-not-ready' | null {
  if (snapshot === null) return 'no-snapshot';
  if (snapshot.state === 'busy') return 'snapshot-not-ready';
  return action !== 'snapshot-delete' && snapshot.state === 'error' ? 'snapshot-not-ready' : null;
}
