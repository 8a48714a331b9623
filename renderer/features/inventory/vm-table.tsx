import { Menu } from '@mantine/core';
import { useEffect, useMemo, useState, type ReactNode, type RefObject } from 'react';
import type { InventoryFilter, InventoryPage } from '../../../shared/model/inventory.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { useInventoryPage } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import type { ConnectionIndex } from '../../ui/actions.ts';
import { windowLimit, windowOffset, withMargin } from './row-window.ts';
import { hiddenCount, type Selection } from './selection.ts';
import { TableHead } from './table-head.tsx';
import { useTableInput } from './use-table-input.ts';
import { useViewport } from './use-viewport.ts';
import { rowDomId, VmRowView } from './vm-row.tsx';

export interface VmTableProps {
  readonly filter: InventoryFilter;
  readonly connections: ConnectionIndex;
  readonly selection: Selection;
  readonly onSelect: (change: (selection: Selection) => Selection) => void;
  readonly onSort: (sort: InventoryFilter['sort']) => void;
  /** CSS pixels, the same as the token `--row`. */
  readonly rowHeight: number;
  readonly onOpen: () => void;
  readonly onConsole: () => void;
  /** How many selected VMs are not in sight. */
  readonly onHidden: (count: number) => void;
  readonly menu: ReactNode;
  /** Gets the element that takes the keyboard. */
  readonly gridRef: RefObject<HTMLDivElement | null>;
  /** What to show instead of rows. */
  readonly instead: (page: InventoryPage | undefined, error: unknown) => ReactNode;
  /** Told whenever an answer for exactly this filter is on the screen. */
  readonly onAnswer: (page: InventoryPage) => void;
}

const margin = 8;

/** The fleet as a table: the scrollbar is all of it, the rows come in windows. */
export function VmTable(props: VmTableProps): ReactNode {
  const { filter, connections, selection, rowHeight, onHidden, onAnswer, gridRef } = props;
  const t = useT();
  const [offset, setOffset] = useState(0);
  const { data: page, error, isPlaceholderData } = useInventoryPage({ ...filter, offset, limit: windowLimit });
  const total = page?.total ?? 0;
  const viewport = useViewport(gridRef, rowHeight, total);
  const { inSight } = viewport;
  const wanted = windowOffset(inSight.first);
  if (wanted !== offset) setOffset(wanted);

  const rowAt = (index: number): VmRow | undefined => page?.rows[index - page.offset];
  const selected = useMemo(() => new Set(selection.ids), [selection.ids]);
  const cursor = selection.cursor;
  const moved = cursor === null ? -1 : (page?.rows.findIndex((row) => row.id === cursor.id) ?? -1);
  const cursorIndex = moved === -1 ? (cursor?.index ?? -1) : moved + (page?.offset ?? 0);
  const input = useTableInput({
    ...props,
    total,
    rowAt,
    cursorIndex,
    pageRows: viewport.pageRows,
    show: viewport.show,
  });

  const idsInSight = new Set<string>();
  for (let index = inSight.first; index < inSight.last; index += 1) {
    const id = rowAt(index)?.id;
    if (id !== undefined) idsInSight.add(id);
  }
  const hidden = hiddenCount(selection.ids, idsInSight);
  useEffect(() => onHidden(hidden), [onHidden, hidden]);
  useEffect(() => {
    if (page !== undefined && !isPlaceholderData) onAnswer(page);
  }, [onAnswer, page, isPlaceholderData]);

  const drawn = withMargin(inSight, margin, total);
  const rows: ReactNode[] = [];
  for (let index = drawn.first; index < drawn.last; index += 1) {
    const row = rowAt(index);
    rows.push(
      row === undefined ? (
        <div
          key={index}
          className="vm-row vm-row-pending"
          style={{ transform: `translateY(${index * rowHeight}px)` }}
        />
      ) : (
        <VmRowView
          key={row.id}
          {...{ row, index, rowHeight }}
          selected={selected.has(row.id)}
          focused={index === cursorIndex}
          connection={connections.get(row.connectionId)}
        />
      ),
    );
  }
  const cursorDrawn = cursorIndex >= drawn.first && cursorIndex < drawn.last;
  return (
    <div className="vm-list">
      <Menu position="bottom-start">
        <Menu.ContextMenu>
          <div
            ref={gridRef}
            role="grid"
            className="vm-table"
            tabIndex={0}
            data-testid="vm-table"
            aria-label={t('table.label')}
            aria-rowcount={total + 1}
            aria-colcount={8}
            aria-multiselectable="true"
            aria-activedescendant={cursorDrawn ? rowDomId(cursorIndex) : undefined}
            onScroll={viewport.onScroll}
            {...input}
          >
            <TableHead sort={filter.sort} onSort={props.onSort} />
            {total === 0 ? null : (
              <div role="rowgroup" className="vm-rows" style={{ height: total * rowHeight }}>
                {rows}
              </div>
            )}
          </div>
        </Menu.ContextMenu>
        <Menu.Dropdown>{props.menu}</Menu.Dropdown>
      </Menu>
      {total === 0 ? <div className="vm-instead">{props.instead(page, error)}</div> : null}
    </div>
  );
}
