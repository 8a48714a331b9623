/** A row by where it is and what it is: rows move when the list changes, ids do not. */
export interface RowPlace {
  readonly index: number;
  readonly id: string;
}

/** Which VMs are selected, in the order of selection, wherever they are in the list. */
export interface Selection {
  readonly ids: readonly string[];
  /** The row with the keyboard focus. */
  readonly cursor: RowPlace | null;
  /** Where a range begins. */
  readonly anchor: RowPlace | null;
}

export const emptySelection: Selection = { ids: [], cursor: null, anchor: null };

/** A plain click: this row and no other. */
export const selectOnly = (place: RowPlace): Selection => ({ ids: [place.id], cursor: place, anchor: place });

/** Ctrl+click or Space: adds the row or takes it away. */
export const toggle = (selection: Selection, place: RowPlace): Selection => ({
  ids: selection.ids.includes(place.id) ? selection.ids.filter((id) => id !== place.id) : [...selection.ids, place.id],
  cursor: place,
  anchor: place,
});

/** Ctrl+arrow: moves the focus and leaves the selection. */
export const moveCursor = (selection: Selection, place: RowPlace): Selection => ({ ...selection, cursor: place });

/** Shift: the rows between the anchor and this one, both included; `ids` are theirs in the order of the list. */
export const selectRange = (selection: Selection, place: RowPlace, ids: readonly string[]): Selection => ({
  ids,
  cursor: place,
  anchor: selection.anchor ?? place,
});

/** How many of the selected are not among the rows in sight. */
export const hiddenCount = (ids: readonly string[], inSight: ReadonlySet<string>): number =>
  ids.filter((id) => !inSight.has(id)).length;

/** What a key does to the focus: the index to go to, or `null` for other keys. */
export function cursorTarget(key: string, from: number, total: number, pageRows: number): number | null {
  if (total === 0) return null;
  const last = total - 1;
  const within = (index: number): number => Math.min(last, Math.max(0, index));
  switch (key) {
    case 'ArrowDown':
      return within(from + 1);
    case 'ArrowUp':
      return within(from - 1);
    case 'PageDown':
      return within(from + pageRows);
    case 'PageUp':
      return within(from - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
