import { Button, Drawer } from '@mantine/core';
import { IconFilterOff, IconHistory } from '@tabler/icons-react';
import { useDeferredValue, useState, type ReactNode } from 'react';
import type { AuditStatus } from '../../../shared/model/audit.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import { asErrorData } from '../../api/errors.ts';
import { useAuditPage } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useNow } from '../../ui/now.tsx';
import { AuditBar } from './audit-bar.tsx';
import { AuditFoot } from './audit-foot.tsx';
import { AuditProblems } from './audit-problems.tsx';
import { AuditTable } from './audit-table.tsx';
import { filterOf, isNarrowed, noChoice } from './period.ts';

interface AuditDrawerProps {
  readonly status: AuditStatus | undefined;
  readonly connections: readonly ConnectionView[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Who did what, when, and how it ended, newest first. */
export function AuditDrawer({ status, connections, opened, onClose }: AuditDrawerProps): ReactNode {
  const t = useT();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('audit.title')}
      position="right"
      size={1080}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      classNames={{ content: 'audit-sheet', body: 'audit-body' }}
    >
      {opened ? <AuditContent status={status} connections={connections} /> : null}
    </Drawer>
  );
}

/** Rows that are asked for at a time. */
const step = 200;

function AuditContent({ status, connections }: Pick<AuditDrawerProps, 'status' | 'connections'>): ReactNode {
  const t = useT();
  const now = useNow();
  const [choice, setChoice] = useState(noChoice);
  const [limit, setLimit] = useState(step);
  const text = useDeferredValue(choice.text);
  const filter = filterOf({ ...choice, text }, now);
  const { data: page, error } = useAuditPage({ filter, offset: 0, limit });
  const narrowed = isNarrowed(choice);
  return (
    <div className="audit" data-testid="audit">
      {status === undefined ? null : <AuditProblems status={status} />}
      <AuditBar
        choice={choice}
        onChoice={(next) => {
          setChoice(next);
          setLimit(step);
        }}
        connections={connections}
        page={page}
        filter={filter}
      />
      {error === null ? null : <ErrorNotice error={asErrorData(error)} />}
      {page?.total === 0 ? (
        <Empty
          icon={narrowed ? <IconFilterOff size={36} stroke={1.3} /> : <IconHistory size={36} stroke={1.3} />}
          title={narrowed ? t('audit.no-match.title') : t('audit.none.title')}
          what={narrowed ? t('audit.no-match.what') : t('audit.none.what')}
          testId="audit-empty"
        >
          {narrowed ? <Button onClick={() => setChoice(noChoice)}>{t('filter.clear')}</Button> : null}
        </Empty>
      ) : (
        <AuditTable
          rows={page?.rows ?? []}
          total={page?.total ?? 0}
          full={limit === longest}
          onEnd={() => setLimit((current) => Math.min(current + step, longest))}
        />
      )}
      <AuditFoot status={status} />
    </div>
  );
}

/** The most rows that one answer holds (contract: `audit.query`). */
const longest = 2_000;
