import type { ReactNode } from 'react';
import type { Snapshot } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { age, bytes, dateTime } from '../../ui/format.ts';
import { useNow } from '../../ui/now.tsx';
import { orderSnapshots } from './snapshot-order.ts';

interface SnapshotTreeProps {
  readonly snapshots: readonly Snapshot[];
  readonly vmName: string;
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}

/** Snapshots by time, with the place where the VM is now. One can be chosen. */
export function SnapshotTree({ snapshots, vmName, chosenId, onChoose }: SnapshotTreeProps): ReactNode {
  const t = useT();
  return (
    <div role="radiogroup" aria-label={t('snapshot.list')}>
      {orderSnapshots(snapshots).map((node) =>
        node.kind === 'here' ? (
          <div key="here" className="node node-here" data-testid="snapshot-here">
            <span className="knot" aria-hidden="true" />
            <b>{t('snapshot.here')}</b>
            <span className="node-end ellipsis">{vmName}</span>
          </div>
        ) : (
          <SnapshotRow
            key={node.snapshot.id}
            snapshot={node.snapshot}
            chosen={node.snapshot.id === chosenId}
            onChoose={() => onChoose(node.snapshot.id)}
          />
        ),
      )}
    </div>
  );
}

interface SnapshotRowProps {
  readonly snapshot: Snapshot;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function SnapshotRow({ snapshot, chosen, onChoose }: SnapshotRowProps): ReactNode {
  const t = useT();
  const now = useNow();
  const { name, remark, createdAt, sizeBytes, withMemory, withDisk, state, raw } = snapshot;
  const marks = [
    ...(withMemory ? [t('snapshot.with-memory')] : []),
    ...(withDisk && !withMemory ? [t('snapshot.with-disk')] : []),
    ...(sizeBytes === null ? [] : [bytes(sizeBytes, t.locale)]),
  ];
  return (
    <label
      className="node"
      data-testid="snapshot-row"
      data-name={name}
      data-state={state}
      data-current={snapshot.current}
    >
      <input type="radio" name="snapshot" className="knot" checked={chosen} onChange={onChoose} />
      <span className="ellipsis" title={remark === '' ? name : `${name}\n${remark}`}>
        {name}
      </span>
      {marks.map((mark) => (
        <span key={mark} className="tag">
          {mark}
        </span>
      ))}
      {state === 'busy' ? <span className="tag tone-move">{t('snapshot.busy')}</span> : null}
      {state === 'error' ? <span className="tag tone-err">{t('snapshot.error')}</span> : null}
      {state === 'other' ? <span className="tag">{raw}</span> : null}
      <span className="dim ellipsis node-remark">{remark}</span>
      {createdAt === null ? null : (
        <span className="node-end tabular" title={t('common.ago', { age: age(now - createdAt, t.locale) })}>
          {dateTime(createdAt, t.locale)}
        </span>
      )}
    </label>
  );
}
