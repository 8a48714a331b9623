import { useEffect } from 'react';

export interface Shortcuts {
  readonly focusFilter: () => void;
  readonly lock: () => void;
  readonly showKeys: () => void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;

/** A dialog keeps the keyboard to itself. */
const inDialog = (): boolean => document.querySelector('[role="dialog"]') !== null;

function commandOf(event: KeyboardEvent, { focusFilter, lock, showKeys }: Shortcuts): (() => void) | null {
  if (event.altKey) return null;
  if (!event.ctrlKey && !event.metaKey) {
    const asked = event.key === 'F1' || (event.key === '?' && !isTyping(event.target));
    return asked && !inDialog() ? showKeys : null;
  }
  if (event.shiftKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'l') return lock;
  return (key === 'f' || key === 'k') && !inDialog() ? focusFilter : null;
}

/** Keys of the whole window: Ctrl+F and Ctrl+K go to the filter, Ctrl+L locks, ? shows what the keys do. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const { focusFilter, lock, showKeys } = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const command = commandOf(event, { focusFilter, lock, showKeys });
      if (command === null) return;
      event.preventDefault();
      command();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [focusFilter, lock, showKeys]);
}
