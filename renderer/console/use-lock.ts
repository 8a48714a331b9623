import { useEffect, useState } from 'react';
import { request, subscribe } from '../api/client.ts';

/** Locks the app; main closes or blanks the consoles as the settings say. */
export const lockApp = (): void => void request('vault.lock', null).catch(() => undefined);

/** Whether the app is locked, so that this window must not show what it is connected to. */
export function useLocked(): boolean {
  const [locked, setLocked] = useState(false);
  useEffect(() => {
    const call = new AbortController();
    const stop = subscribe('vault.changed', ({ state }) => {
      call.abort();
      setLocked(state !== 'unlocked');
    });
    request('vault.status', null, call.signal).then(
      ({ state }) => {
        if (!call.signal.aborted) setLocked(state !== 'unlocked');
      },
      () => undefined,
    );
    return () => {
      call.abort();
      stop();
    };
  }, []);
  return locked;
}

/** Ctrl+L locks from a console too, unless the guest has the keyboard: it clears terminals there. */
export function useLockKey(isGuests: boolean): void {
  useEffect(() => {
    if (isGuests) return;
    const onKey = (event: KeyboardEvent): void => {
      const isLock = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isLock || event.key.toLowerCase() !== 'l') return;
      event.preventDefault();
      lockApp();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isGuests]);
}
