import { useEffect } from 'react';

export interface Shortcuts {
  readonly focusFilter: () => void;
  readonly lock: () => void;
}

/** Keys of the whole window: Ctrl+F and Ctrl+K go to the filter, Ctrl+L locks. */
export function useShortcuts({ focusFilter, lock }: Shortcuts): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const key = event.key.toLowerCase();
      if (key === 'f' || key === 'k') focusFilter();
      else if (key === 'l') lock();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [focusFilter, lock]);
}
