import { useCallback, useEffect, useState, type RefObject } from 'react';
import { rowsInSight, scrollToShow, type RowRange } from './row-window.ts';

/** Height of the table's header, which stays in place above the rows. CSS pixels; the same in inventory.css. */
const headHeight = 30;

export interface Viewport {
  readonly inSight: RowRange;
  readonly onScroll: () => void;
  /** Whole rows that fit. */
  readonly pageRows: number;
  readonly show: (index: number) => void;
}

/** What a scrolling element with rows of one height shows of them. */
export function useViewport(ref: RefObject<HTMLElement | null>, rowHeight: number, total: number): Viewport {
  const [box, setBox] = useState({ scrollTop: 0, height: 0 });
  const measure = useCallback(() => {
    const element = ref.current;
    if (element === null) return;
    const next = { scrollTop: element.scrollTop, height: Math.max(0, element.clientHeight - headHeight) };
    setBox((current) => (current.scrollTop === next.scrollTop && current.height === next.height ? current : next));
  }, [ref]);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, measure]);
  const show = useCallback(
    (index: number) => {
      const element = ref.current;
      if (element === null) return;
      element.scrollTop = scrollToShow(index, element.scrollTop, element.clientHeight - headHeight, rowHeight);
    },
    [ref, rowHeight],
  );
  return {
    inSight: rowsInSight(box.scrollTop, box.height, rowHeight, total),
    onScroll: measure,
    pageRows: Math.max(1, Math.floor(box.height / rowHeight) - 1),
    show,
  };
}
