import type { ReactNode } from 'react';
import type { CloneJob } from '../../../shared/model/question.ts';
import { vmId, type Snapshot, type Vm, type VmRow } from '../../../shared/model/vm.ts';
import { useClones } from '../../api/asks.ts';
import { asErrorData } from '../../api/errors.ts';
import { useRows } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { reasonAgainst, type Act, type ConnectionIndex } from '../../ui/actions.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { dateTime } from '../../ui/format.ts';

interface ClonesProps {
  readonly snapshot: Snapshot;
  readonly vm: Vm;
  readonly row: VmRow;
  readonly connections: ConnectionIndex;
  readonly act: Act;
}

/** What was and is being cloned from a snapshot, as the cloud keeps record of it. */
export function Clones({ snapshot, vm, row, connections, act }: ClonesProps): ReactNode {
  const t = useT();
  const { connectionId, region } = vm;
  const { data: jobs, error } = useClones({ connectionId, region, snapshotId: snapshot.id });
  const made = useRows((jobs ?? []).map((job) => vmId(connectionId, job.vmId)));
  const names = new Map(made.map(({ id, name }) => [id, name]));
  const nameOf = (job: CloneJob): string => job.name || (names.get(vmId(connectionId, job.vmId)) ?? job.jobId);
  const reasonFor = (action: 'clone-cancel' | 'clone-forget'): string | null => {
    const reason = reasonAgainst(action, row, connections);
    return reason === null ? null : t(`reason.${reason}`);
  };
  const cancel = (job: CloneJob): void => {
    const clone = job.vmId === '' ? {} : { cloneId: job.vmId };
    const request = { action: 'clone-cancel', jobId: job.jobId, ...clone } as const;
    act({ kind: 'run', request, objectName: nameOf(job) }, [row]);
  };
  const forget = (job: CloneJob): void =>
    act({ kind: 'run', request: { action: 'clone-forget', jobId: job.jobId }, objectName: nameOf(job) }, [row]);
  return (
    <section className="clones" aria-label={t('clones.title')} data-testid="clones">
      <h3>{t('clones.title')}</h3>
      {error === null ? null : <ErrorNotice error={asErrorData(error)} />}
      {jobs?.length === 0 ? <p className="dim">{t('clones.none')}</p> : null}
      <ul>
        {jobs?.map((job) => (
          <li key={job.jobId} className="clone" data-testid="clone-row" data-name={nameOf(job)}>
            <span className="ellipsis" title={job.vmId}>
              {nameOf(job)}
            </span>
            <span className="tag">{job.raw}</span>
            <span className="dim tabular clone-time">
              {job.createdAt === null ? '' : dateTime(job.createdAt, t.locale)}
            </span>
            <ActionButton
              label={t('clones.cancel')}
              name={t('clones.cancel.of', { name: nameOf(job) })}
              reason={reasonFor('clone-cancel')}
              onClick={() => cancel(job)}
              testId="clone-cancel"
              danger
            />
            <ActionButton
              label={t('clones.forget')}
              name={t('clones.forget.of', { name: nameOf(job) })}
              reason={reasonFor('clone-forget')}
              onClick={() => forget(job)}
              testId="clone-forget"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
