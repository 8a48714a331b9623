import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { request } from '../api/client.ts';
import { asErrorData } from '../api/errors.ts';
import { queryKeys, useAuditStatus, useConnections, useRows, useTasks, useVm } from '../api/queries.ts';
import type { ConnectionView } from '../../shared/model/connection.ts';
import type { InventoryPage } from '../../shared/model/inventory.ts';
import { DetailsMenu } from '../features/actions/actions-menu.tsx';
import { NewVmButton } from '../features/actions/new-vm-button.tsx';
import { RowMenu } from '../features/actions/row-menu.tsx';
import { preferredConsole } from '../features/actions/toolbar-state.ts';
import { Toolbar } from '../features/actions/toolbar.tsx';
import { useAct } from '../features/actions/use-act.tsx';
import { AuditButton } from '../features/audit/audit-button.tsx';
import { AuditDrawer } from '../features/audit/audit-drawer.tsx';
import { Navigation } from '../features/connections/navigation.tsx';
import { StatusLine } from '../features/connections/status-line.tsx';
import { FilterBar } from '../features/inventory/filter-bar.tsx';
import { InventoryEmpty } from '../features/inventory/inventory-empty.tsx';
import { SelectionInfo } from '../features/inventory/selection-info.tsx';
import { emptySelection, selectOnly } from '../features/inventory/selection.ts';
import { FilterField } from '../features/inventory/filter-field.tsx';
import { useFirstRow } from '../features/inventory/use-first-row.ts';
import { isInventoryReady, useReadyMark } from '../features/inventory/use-ready-mark.ts';
import { VmTable } from '../features/inventory/vm-table.tsx';
import { SecurityDialog } from '../features/security/security-dialog.tsx';
import { VmTasks } from '../features/tasks/task-list.tsx';
import { countRunning } from '../features/tasks/task-words.ts';
import { TaskDrawer } from '../features/tasks/task-drawer.tsx';
import { TaskPill } from '../features/tasks/task-pill.tsx';
import { indexConnections } from '../ui/actions.ts';
import { notifyFailure } from '../ui/notify.tsx';
import { DetailsArea } from './details-area.tsx';
import { KeyMap } from './key-map.tsx';
import { useConnectionDialogs } from './use-connection-dialogs.tsx';
import { useListState, type FilterKeeper } from './use-list-state.ts';
import { useSettings } from './settings-context.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { TitleBar } from './title-bar.tsx';

/** Row heights in CSS pixels, as the token `--row` has them. */
const rowHeights = { comfortable: 32, compact: 26 } as const;

const noTasks: readonly never[] = [];
const noConnections: readonly never[] = [];

/** The window while the vault is open: joins the features, which do not know each other. */
export function MainWindow({ firstRun, keeper }: { firstRun: boolean; keeper: FilterKeeper }): ReactNode {
  const client = useQueryClient();
  const { settings, info, change } = useSettings();
  const connections = useConnections();
  const { data: tasks = noTasks } = useTasks();
  const { data: audit } = useAuditStatus();
  const [answer, setAnswer] = useState<InventoryPage | null>(null);
  const [hidden, setHidden] = useState(0);
  const [tasksOpen, setTasksOpen] = useState(false);
  const [auditOpen, setAuditOpen] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);
  const [securityOpen, setSecurityOpen] = useState(false);
  const filterRef = useRef<HTMLInputElement>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const paneRef = useRef<HTMLElement>(null);

  const known = connections.data ?? noConnections;
  const index = useMemo(() => indexConnections(known), [known]);
  const list = useListState(index, keeper);
  const { filter, selection, select } = list;
  const rows = useRows(selection.ids);
  const cursorId = selection.cursor?.id;
  const focused = rows.find((row) => row.id === cursorId) ?? rows.at(-1) ?? null;
  const dialogs = useConnectionDialogs(known, firstRun);
  const { act, create, dialog } = useAct(index, hidden, () =>
    select(({ cursor }) => (cursor === null ? emptySelection : selectOnly(cursor))),
  );
  const listed = isInventoryReady(connections.data, answer);
  const placed = useFirstRow(answer, listed, select);
  const vm = useVm(focused?.id ?? null);
  useReadyMark(listed, placed && !vm.isLoading);

  useEffect(() => {
    // The keys of the list work from the start, unless something else already has the keyboard.
    if (placed && document.activeElement === document.body) gridRef.current?.focus({ preventScroll: true });
  }, [placed]);

  const lock = useCallback(() => {
    request('vault.lock', null).then(
      (status) => client.setQueryData(queryKeys.vault, status),
      (error: unknown) => notifyFailure(asErrorData(error)),
    );
  }, [client]);
  const focusFilter = useCallback(() => {
    filterRef.current?.focus();
    filterRef.current?.select();
  }, []);
  const showKeys = useCallback(() => setKeysOpen(true), []);
  useShortcuts({ focusFilter, lock, showKeys });
  useEffect(() => {
    gridRef.current?.scrollTo({ top: 0 });
  }, [filter]);

  const sync = ({ id }: ConnectionView): void => {
    request('connections.sync', { id }).catch((error: unknown) => notifyFailure(asErrorData(error)));
  };
  const failed = (error: unknown): void => notifyFailure(asErrorData(error));
  const turn = ({ id, settings: kept }: ConnectionView): void => {
    const draft = { ...kept, disabled: !kept.disabled, privateKey: null, secrets: {} };
    request('connections.update', { id, draft }).catch(failed);
  };
  const move = ({ id }: ConnectionView, by: -1 | 1): void => {
    const ids = known.map((one) => one.id);
    const place = ids.indexOf(id);
    ids.splice(place, 1);
    ids.splice(place + by, 0, id);
    request('connections.reorder', { ids }).catch(failed);
  };
  const openConsole = (): void => {
    const kind = preferredConsole(rows, index);
    if (kind !== null) act({ kind: 'console', console: kind }, rows);
  };
  const openDetails = (): void =>
    paneRef.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  return (
    <div className="shell">
      <TitleBar
        search={
          <FilterField
            text={list.text}
            onText={list.setText}
            inputRef={filterRef}
            onLeave={() => gridRef.current?.focus()}
          />
        }
        onLock={lock}
        onKeys={showKeys}
        onSecurity={() => setSecurityOpen(true)}
        tasks={
          <>
            <TaskPill tasks={tasks} onOpen={() => setTasksOpen(true)} />
            <AuditButton status={audit} opened={auditOpen} onOpen={() => setAuditOpen(true)} />
          </>
        }
      />
      <Navigation
        connections={known}
        current={list.connectionId}
        onPick={list.setConnectionId}
        onAdd={dialogs.add}
        onTransfer={dialogs.transfer}
        onEdit={dialogs.edit}
        onDuplicate={dialogs.duplicate}
        onCertificates={dialogs.certificates}
        onDoctor={dialogs.doctor}
        onTurn={turn}
        onMove={move}
        onRemove={dialogs.remove}
        onSync={sync}
        onForeign={dialogs.foreign}
        onCreate={create === null ? null : ({ id }) => create(id)}
      />
      <DetailsArea
        row={focused}
        connections={index}
        act={act}
        bare={connections.data?.length === 0}
        paneRef={paneRef}
        tasks={focused === null ? null : <VmTasks tasks={tasks} vmId={focused.id} />}
        menu={focused === null ? null : <DetailsMenu vms={[focused]} connections={index} act={act} />}
      >
        <Toolbar vms={rows} connections={index} act={act}>
          <SelectionInfo count={rows.length} hidden={hidden} onClear={() => select(() => emptySelection)} />
          {create === null ? null : <NewVmButton onClick={() => create(list.connectionId)} />}
        </Toolbar>
        <FilterBar
          groups={list.groups}
          onGroups={list.setGroups}
          matches={answer?.total ?? null}
          fleet={answer?.fleet ?? 0}
        />
        <VmTable
          filter={filter}
          connections={index}
          selection={selection}
          onSelect={select}
          onSort={list.setSort}
          rowHeight={rowHeights[settings.density]}
          onOpen={openDetails}
          onConsole={openConsole}
          onHidden={setHidden}
          onAnswer={setAnswer}
          gridRef={gridRef}
          menu={<RowMenu vms={rows} connections={index} act={act} onDetails={openDetails} />}
          instead={(page, error) => (
            <InventoryEmpty
              page={page}
              error={connections.error ?? error}
              connections={connections.data}
              filtered={list.filtered}
              onAdd={dialogs.add}
              onClearFilter={list.clearFilter}
              onRetry={() => void client.invalidateQueries({ queryKey: queryKeys.content })}
            />
          )}
        />
      </DetailsArea>
      <StatusLine connections={known} runningTasks={countRunning(tasks)} onRetry={(failed) => failed.forEach(sync)} />
      <TaskDrawer tasks={tasks} opened={tasksOpen} onClose={() => setTasksOpen(false)} />
      <AuditDrawer status={audit} connections={known} opened={auditOpen} onClose={() => setAuditOpen(false)} />
      {securityOpen ? (
        <SecurityDialog
          settings={settings}
          platform={info.platform}
          onChange={change}
          onClose={() => setSecurityOpen(false)}
        />
      ) : null}
      {keysOpen ? <KeyMap onClose={() => setKeysOpen(false)} /> : null}
      {dialog}
      {dialogs.dialog}
    </div>
  );
}
