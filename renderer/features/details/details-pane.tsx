import { ActionIcon, Tabs, Tooltip } from '@mantine/core';
import { IconPointer, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type RefObject } from 'react';
import type { VmRow } from '../../../shared/model/vm.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { queryKeys, useVm } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import type { Act, ConnectionIndex } from '../../ui/actions.ts';
import { Empty } from '../../ui/empty.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ConnectionMarks } from '../../ui/connection-marks.tsx';
import { StateGlyph } from '../../ui/state-glyph.tsx';
import { Overview } from './overview.tsx';
import { SnapshotsTab } from './snapshots-tab.tsx';
import { UsbTab } from './usb-tab.tsx';

const tabs = ['overview', 'snapshots', 'usb', 'tasks'] as const;
type Tab = (typeof tabs)[number];

interface DetailsPaneProps {
  /** The VM with the focus; `null` when none is selected. */
  readonly row: VmRow | null;
  readonly connections: ConnectionIndex;
  readonly act: Act;
  /** What the Tasks tab shows. */
  readonly tasks: ReactNode;
  /** What can be done with the VM, beside its name. */
  readonly menu: ReactNode;
  readonly paneRef: RefObject<HTMLElement | null>;
}

/** Everything about one VM, in tabs. The chosen tab stays while other VMs are selected. */
export function DetailsPane({ row, connections, act, tasks, menu, paneRef }: DetailsPaneProps): ReactNode {
  const t = useT();
  const [tab, setTab] = useState<Tab>('overview');
  if (row === null) {
    return (
      <section className="details" ref={paneRef} aria-label={t('details.tabs')}>
        <Empty
          icon={<IconPointer size={30} stroke={1.3} />}
          title={t('details.none.title')}
          what={t('details.none.what')}
        />
      </section>
    );
  }
  return (
    <section
      className="details"
      ref={paneRef}
      aria-label={t('details.label', { name: row.name })}
      data-testid="details"
    >
      <Tabs
        value={tab}
        onChange={(next) => setTab(tabs.find((name) => name === next) ?? 'overview')}
        keepMounted={false}
        className="details-tabs"
      >
        <div className="details-head">
          <Tabs.List aria-label={t('details.tabs')}>
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name} data-testid={`tab-${name}`}>
                {t(`tab.${name}`)}
                {name === 'snapshots' && row.snapshotCount > 0 ? (
                  <span className="count">{row.snapshotCount}</span>
                ) : null}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <span className="details-name">
            <StateGlyph state={row.power.state} size={13} />
            <span className="ellipsis" title={row.name}>
              {row.name}
            </span>
            <ConnectionMarks connection={connections.get(row.connectionId)} />
            <RefreshButton id={row.id} />
            {menu}
          </span>
        </div>
        {tabs.map((name) => (
          <Tabs.Panel key={name} value={name} className="details-body" tabIndex={0}>
            {name === 'tasks' ? tasks : <VmPanel key={row.id} name={name} {...{ row, connections, act }} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

interface VmPanelProps {
  readonly name: Exclude<Tab, 'tasks'>;
  readonly row: VmRow;
  readonly connections: ConnectionIndex;
  readonly act: Act;
}

function VmPanel({ name, row, connections, act }: VmPanelProps): ReactNode {
  const { data: vm, error, refetch } = useVm(row.id);
  if (error !== null) return <ErrorNotice error={asErrorData(error)} onAction={() => void refetch()} />;
  if (vm === undefined) return null;
  if (name === 'overview') return <Overview vm={vm} />;
  if (name === 'snapshots') return <SnapshotsTab {...{ vm, row, connections, act }} />;
  return <UsbTab {...{ vm, row, connections, act }} />;
}

function RefreshButton({ id }: { id: string }): ReactNode {
  const t = useT();
  const client = useQueryClient();
  const refresh = useMutation({
    mutationFn: () => request('inventory.refresh', { id, fresh: true }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.inventory }),
        client.invalidateQueries({ queryKey: queryKeys.usb }),
      ]),
    networkMode: 'always',
  });
  return (
    <Tooltip label={t('details.refresh')}>
      <ActionIcon
        size={24}
        aria-label={t('details.refresh')}
        loading={refresh.isPending}
        onClick={() => refresh.mutate()}
        data-testid="details-refresh"
      >
        <IconRefresh size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
