import { useState, type KeyboardEvent, type ReactNode, type UIEvent } from 'react';
import type { AuditEntry } from '../../../shared/model/audit.ts';
import { useT } from '../../i18n/language.tsx';
import { Glyph, toneOf } from '../../ui/glyph.tsx';
import { actionWords, detailsOf, exactTime, lasted, shapeOfOutcome } from './audit-words.ts';

const columns = ['at', 'user', 'connection', 'vm', 'action', 'outcome', 'duration'] as const;

interface AuditTableProps {
  readonly rows: readonly AuditEntry[];
  readonly total: number;
  /** No more rows can be asked for. */
  readonly full: boolean;
  /** The last row is in sight. */
  readonly onEnd: () => void;
}

/** CSS pixels above the end at which more rows are asked for. */
const ahead = 200;

const rowId = (index: number): string => `audit-row-${index}`;

/** Where a key leads from a row, or null for keys that lead nowhere. */
function target(key: string, index: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  const step = steps[key];
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return step === undefined ? null : Math.min(count - 1, Math.max(0, index + step));
}

/** The entries as a table; Enter or a click shows what a row holds beside its columns. */
export function AuditTable({ rows, total, full, onEnd }: AuditTableProps): ReactNode {
  const t = useT();
  const [cursor, setCursor] = useState(-1);
  const [open, setOpen] = useState<number | null>(null);
  const toggle = (seq: number | undefined): void => setOpen(seq === undefined || seq === open ? null : seq);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = target(event.key, cursor, rows.length);
    if (next === null && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (next === null) {
      toggle(rows[cursor]?.seq);
      return;
    }
    setCursor(next);
    document.getElementById(rowId(next))?.scrollIntoView({ block: 'nearest' });
    if (next >= rows.length - 1) onEnd();
  };
  const onScroll = ({ currentTarget: box }: UIEvent): void => {
    if (rows.length < total && box.scrollTop + box.clientHeight > box.scrollHeight - ahead) onEnd();
  };
  return (
    <div
      role="treegrid"
      tabIndex={0}
      className="audit-table"
      aria-label={t('audit.title')}
      aria-rowcount={total + 1}
      aria-activedescendant={cursor >= 0 && cursor < rows.length ? rowId(cursor) : undefined}
      data-testid="audit-table"
      onKeyDown={onKeyDown}
      onScroll={onScroll}
    >
      <div role="rowgroup" className="audit-head">
        <div role="row" aria-rowindex={1} className="audit-row">
          {columns.map((column) => (
            <div key={column} role="columnheader">
              {t(`audit.column.${column}`)}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup">
        {rows.map((entry, index) => (
          <AuditRow
            key={entry.seq}
            {...{ entry, index }}
            focused={index === cursor}
            expanded={entry.seq === open}
            onClick={() => {
              setCursor(index);
              toggle(entry.seq);
            }}
          />
        ))}
      </div>
      {full && rows.length < total ? <p className="audit-older">{t('audit.older', { count: rows.length })}</p> : null}
    </div>
  );
}

interface AuditRowProps {
  readonly entry: AuditEntry;
  readonly index: number;
  readonly focused: boolean;
  readonly expanded: boolean;
  readonly onClick: () => void;
}

function AuditRow({ entry, index, focused, expanded, onClick }: AuditRowProps): ReactNode {
  const t = useT();
  const shape = shapeOfOutcome(entry.outcome);
  const texts = [
    exactTime(entry.at),
    entry.user,
    entry.connection?.name ?? '',
    entry.vm?.name ?? '',
    actionWords(t, entry.action),
  ];
  return (
    <>
      <div
        role="row"
        id={rowId(index)}
        className={`audit-row${focused ? ' focused' : ''}`}
        aria-rowindex={index + 2}
        aria-expanded={expanded}
        data-testid="audit-row"
        data-action={entry.action}
        data-outcome={entry.outcome}
        onClick={onClick}
      >
        {texts.map((text, column) => (
          <div key={columns[column]} role="gridcell" className={column === 0 ? 'tabular' : 'ellipsis'} title={text}>
            {text === '' ? t('common.none') : text}
          </div>
        ))}
        <div role="gridcell" className={`audit-outcome ${toneOf(shape)}`}>
          <Glyph shape={shape} size={14} />
          <span className="ellipsis">{t(`audit.outcome.${entry.outcome}`)}</span>
        </div>
        <div role="gridcell" className="tabular dim">
          {lasted(entry.durationMs, t.locale)}
        </div>
      </div>
      {expanded ? (
        <div role="row" className="audit-more" data-testid="audit-more">
          <div role="gridcell" aria-colspan={columns.length}>
            <dl>
              {detailsOf(t, entry).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="mono selectable">{value}</dd>
                </div>
              ))}
            </dl>
          </div>
        </div>
      ) : null}
    </>
  );
}
