import { Button, Loader } from '@mantine/core';
import { IconCloudOff, IconFilterOff, IconPlugConnected, IconServer } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { InventoryPage } from '../../../shared/model/inventory.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { haveAllAnswered, isAvailable } from '../../ui/connection-health.ts';
import { Empty } from '../../ui/empty.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';

interface InventoryEmptyProps {
  readonly page: InventoryPage | undefined;
  readonly error: unknown;
  readonly connections: readonly ConnectionView[] | undefined;
  readonly filtered: boolean;
  readonly onAdd: () => void;
  readonly onClearFilter: () => void;
  readonly onRetry: () => void;
}

/** Why the list has no rows, and what to do about it. */
export function InventoryEmpty(props: InventoryEmptyProps): ReactNode {
  const { page, error, connections, filtered, onAdd, onClearFilter, onRetry } = props;
  const t = useT();
  if (error !== null) {
    return (
      <div className="empty">
        <ErrorNotice error={asErrorData(error)} onAction={onRetry} />
      </div>
    );
  }
  if (connections === undefined || page === undefined) return <TableSkeleton />;
  if (connections.length === 0) {
    return (
      <Empty
        icon={<IconPlugConnected size={36} stroke={1.3} />}
        title={t('table.no-connections.title')}
        what={t('table.no-connections.what')}
        testId="empty-no-connections"
      >
        <Button variant="filled" onClick={onAdd} data-testid="empty-add-connection">
          {t('nav.add')}
        </Button>
      </Empty>
    );
  }
  if (filtered && page.fleet > 0) {
    return (
      <Empty
        icon={<IconFilterOff size={36} stroke={1.3} />}
        title={t('table.no-match.title')}
        what={t('table.no-match.what')}
        testId="empty-no-match"
      >
        <Button onClick={onClearFilter}>{t('filter.clear')}</Button>
      </Empty>
    );
  }
  if (!haveAllAnswered(connections)) {
    return <Empty icon={<Loader size={28} />} title={t('table.syncing.title')} what={t('table.syncing.what')} />;
  }
  const failed = connections.every((connection) => !isAvailable(connection));
  return (
    <Empty
      icon={failed ? <IconCloudOff size={36} stroke={1.3} /> : <IconServer size={36} stroke={1.3} />}
      title={failed ? t('table.failed.title') : t('table.no-vms.title')}
      what={failed ? t('table.failed.what') : t('table.no-vms.what')}
    />
  );
}

const skeletonRows = 8;

function TableSkeleton(): ReactNode {
  const t = useT();
  return (
    <div role="status" aria-label={t('table.loading')}>
      {Array.from({ length: skeletonRows }, (_, index) => (
        <div key={index} className="skeleton-row" />
      ))}
    </div>
  );
}
