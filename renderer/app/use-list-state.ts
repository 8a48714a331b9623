import { useEffect, useMemo, useState } from 'react';
import { sortKeySchema, type InventoryFilter } from '../../shared/model/inventory.ts';
import { emptySelection, type Selection } from '../features/inventory/selection.ts';
import { statesOf, type StateGroup } from '../features/inventory/state-groups.ts';
import type { ConnectionIndex } from '../ui/actions.ts';
import { useSettings } from './settings-context.tsx';

export interface ListState {
  readonly text: string;
  readonly groups: ReadonlySet<StateGroup>;
  /** The connection whose VMs are shown; `null` for all. */
  readonly connectionId: string | null;
  readonly filter: InventoryFilter;
  readonly filtered: boolean;
  readonly selection: Selection;
  readonly setText: (text: string) => void;
  readonly setGroups: (groups: ReadonlySet<StateGroup>) => void;
  readonly setConnectionId: (id: string | null) => void;
  readonly setSort: (sort: InventoryFilter['sort']) => void;
  readonly select: (change: (selection: Selection) => Selection) => void;
  readonly clearFilter: () => void;
}

/** What was typed and picked to narrow the list. */
export interface ListFilter {
  readonly text: string;
  readonly groups: ReadonlySet<StateGroup>;
  readonly connectionId: string | null;
}

const noGroups: ReadonlySet<StateGroup> = new Set();

/** Keeps the filter of the list while a lock has taken the window's content away. */
export interface FilterKeeper {
  readonly read: () => ListFilter;
  readonly write: (filter: ListFilter) => void;
}

export function keepFilter(): FilterKeeper {
  let kept: ListFilter = { text: '', groups: noGroups, connectionId: null };
  return {
    read: () => kept,
    write: (filter) => {
      kept = filter;
    },
  };
}

/** Which VMs are listed, in which order, and which of them are selected. */
export function useListState(connections: ConnectionIndex, keeper: FilterKeeper): ListState {
  const { settings, change } = useSettings();
  const [text, setText] = useState(() => keeper.read().text);
  const [groups, setGroups] = useState(() => keeper.read().groups);
  const [picked, setConnectionId] = useState(() => keeper.read().connectionId);
  useEffect(() => keeper.write({ text, groups, connectionId: picked }), [keeper, text, groups, picked]);
  const connectionId = picked !== null && connections.has(picked) ? picked : null; // it may have been removed
  const [selection, select] = useState(emptySelection);
  const { by, descending } = settings.sort;
  const filter = useMemo((): InventoryFilter => {
    const known = sortKeySchema.safeParse(by);
    return {
      text: text.trim(),
      states: statesOf(groups),
      connectionIds: connectionId === null ? [] : [connectionId],
      sort: { by: known.success ? known.data : 'name', descending },
    };
  }, [text, groups, connectionId, by, descending]);
  return {
    ...{ text, groups, connectionId, filter, selection, setText, setGroups, setConnectionId, select },
    filtered: filter.text !== '' || groups.size > 0,
    setSort: (sort) => change({ sort }),
    clearFilter: () => {
      setText('');
      setGroups(noGroups);
    },
  };
}
