import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { columnKeys, type InventoryFilter, type SortKey } from '../../../shared/model/inventory.ts';
import { useT } from '../../i18n/language.tsx';

type Sort = InventoryFilter['sort'];

/** Measures are looked at from the top, names from the beginning. */
const descendingFirst: ReadonlySet<SortKey> = new Set(['cpuPercent', 'memoryPercent', 'syncedAt']);

/** A click on the sorted column turns it around. */
export const nextSort = (sort: Sort, by: SortKey): Sort =>
  sort.by === by ? { by, descending: !sort.descending } : { by, descending: descendingFirst.has(by) };

/** The header of the table: a click sorts. */
export function TableHead({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }): ReactNode {
  const t = useT();
  return (
    <div role="rowgroup" className="vm-head">
      <div role="row" aria-rowindex={1} className="vm-head-row">
        {columnKeys.map((key) => (
          <div
            key={key}
            role="columnheader"
            aria-sort={sort.by === key ? (sort.descending ? 'descending' : 'ascending') : 'none'}
          >
            <button
              type="button"
              className="vm-sort"
              onClick={() => onSort(nextSort(sort, key))}
              data-testid={`sort-${key}`}
            >
              <span className="ellipsis">{t(`column.${key}`)}</span>
              {sort.by === key ? <SortArrow descending={sort.descending} /> : null}
            </button>
          </div>
        ))}
      </div>
    </div>
  );
}

const SortArrow = ({ descending }: { descending: boolean }): ReactNode =>
  descending ? <IconArrowDown size={13} aria-hidden="true" /> : <IconArrowUp size={13} aria-hidden="true" />;
