import { useQueryClient } from '@tanstack/react-query';
import type { KeyboardEvent, MouseEvent } from 'react';
import type { InventoryFilter } from '../../../shared/model/inventory.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { idsBetween } from '../../api/queries.ts';
import {
  cursorTarget,
  emptySelection,
  moveCursor,
  selectOnly,
  selectRange,
  toggle,
  type RowPlace,
  type Selection,
} from './selection.ts';

/** The most VMs that one action takes (contract: `actions.run`). */
const mostSelected = 10_000;

export interface TableInput {
  readonly filter: InventoryFilter;
  readonly total: number;
  readonly rowAt: (index: number) => VmRow | undefined;
  readonly selection: Selection;
  readonly onSelect: (change: (selection: Selection) => Selection) => void;
  /** Where the focused row is now; it may have moved since it was chosen. */
  readonly cursorIndex: number;
  readonly pageRows: number;
  readonly show: (index: number) => void;
  readonly onOpen: () => void;
  readonly onConsole: () => void;
}

interface Modifiers {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** Mouse and keyboard of the table, as in a file manager. */
export function useTableInput(input: TableInput): {
  readonly onClick: (event: MouseEvent) => void;
  readonly onDoubleClick: (event: MouseEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
} {
  const client = useQueryClient();
  const { filter, total, rowAt, selection, onSelect, cursorIndex, pageRows, show, onOpen, onConsole } = input;

  const idsIn = async (first: number, last: number): Promise<string[]> => {
    const here: string[] = [];
    for (let index = first; index <= last; index += 1) {
      const row = rowAt(index);
      if (row === undefined) return idsBetween(client, filter, first, Math.min(last + 1, first + mostSelected));
      here.push(row.id);
    }
    return here;
  };

  const go = async (index: number, keys: Modifiers, viaKeyboard: boolean): Promise<void> => {
    show(index);
    if (keys.shiftKey) {
      const from = selection.anchor?.index ?? index;
      const ids = await idsIn(Math.min(from, index), Math.max(from, index));
      const id = ids[index < from ? 0 : ids.length - 1];
      if (id !== undefined) onSelect((current) => selectRange(current, { index, id }, ids));
      return;
    }
    const [id] = await idsIn(index, index);
    if (id === undefined) return;
    const place: RowPlace = { index, id };
    const keep = keys.ctrlKey || keys.metaKey;
    onSelect((current) =>
      !keep ? selectOnly(place) : viaKeyboard ? moveCursor(current, place) : toggle(current, place),
    );
  };

  const indexOf = (event: MouseEvent): number | null => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    return row === null ? null : Number(row.dataset['index']);
  };

  const special = (event: KeyboardEvent): (() => void) | null => {
    const withCtrl = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter') return withCtrl ? onConsole : onOpen;
    if (event.key === 'Escape') return () => onSelect(() => emptySelection);
    if (event.key === ' ') {
      const id = rowAt(cursorIndex)?.id;
      return () => (id === undefined ? undefined : onSelect((now) => toggle(now, { index: cursorIndex, id })));
    }
    if (withCtrl && event.key.toLowerCase() === 'a') {
      return () => void idsIn(0, total - 1).then((ids) => onSelect((now) => ({ ...now, ids })));
    }
    return null;
  };

  return {
    onClick: (event) => {
      const index = indexOf(event);
      if (index !== null) void go(index, event, false);
    },
    onDoubleClick: (event) => {
      if (indexOf(event) !== null) onConsole();
    },
    onContextMenu: (event) => {
      const index = indexOf(event);
      const id = index === null ? undefined : rowAt(index)?.id;
      if (index !== null && id !== undefined && !selection.ids.includes(id)) onSelect(() => selectOnly({ index, id }));
    },
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget) return; // a header's button has the focus
      const target = cursorTarget(event.key, cursorIndex, total, pageRows);
      const run = target === null ? special(event) : () => void go(target, event, true);
      if (run === null) return;
      event.preventDefault();
      run();
    },
  };
}
