/** Which rows are in sight, `last` excluded. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** Rows that a viewport shows. Lengths in CSS pixels; every row has the same height. */
export function rowsInSight(scrollTop: number, viewport: number, rowHeight: number, total: number): RowRange {
  const first = Math.min(total, Math.max(0, Math.floor(scrollTop / rowHeight)));
  return { first, last: Math.min(total, Math.ceil((scrollTop + viewport) / rowHeight)) };
}

/** Rows to draw: those in sight and some around them, so that a quick scroll does not show gaps. */
export const withMargin = ({ first, last }: RowRange, margin: number, total: number): RowRange => ({
  first: Math.max(0, first - margin),
  last: Math.min(total, last + margin),
});

const step = 100;
const windowSize = 300;

/**
 * The offset of the window of rows to ask for. It moves in steps, so that small scrolls stay within one answer, and
 * keeps at least half a step above the first row in sight.
 */
export const windowOffset = (firstInSight: number): number =>
  Math.max(0, Math.floor((firstInSight - step / 2) / step) * step);

/** Rows in one window: more than any screen shows. */
export const windowLimit = windowSize;

/** Where to scroll so that a row is in sight; as it is when it already is. */
export function scrollToShow(index: number, scrollTop: number, viewport: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + viewport ? top + rowHeight - viewport : scrollTop;
}
