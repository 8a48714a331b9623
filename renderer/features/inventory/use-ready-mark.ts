import { useEffect, useState } from 'react';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { InventoryPage } from '../../../shared/model/inventory.ts';
import { request } from '../../api/client.ts';
import { haveAllAnswered } from '../../ui/connection-health.ts';

/** The list is what the clouds have: all have answered, and their rows (or their absence) are on the screen. */
export function isInventoryReady(
  connections: readonly ConnectionView[] | undefined,
  page: InventoryPage | null,
): boolean {
  if (connections === undefined || page === null || !haveAllAnswered(connections)) return false;
  return page.fleet > 0 || connections.every((connection) => connection.vmCount === 0);
}

/** Tells main once the rows have been painted: the second frame begins after the first was drawn. */
function tellWhenPainted(): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      void request('app.shown', { view: 'inventory' });
    });
  });
  return () => cancelAnimationFrame(frame);
}

/** Marks the document once the list and the first details are on the screen, for whoever takes a picture of it. */
export function useReadyMark(listed: boolean, detailed: boolean): void {
  const [seen, setSeen] = useState(false);
  if (detailed && listed && !seen) setSeen(true);
  const ready = listed && seen;
  useEffect(() => {
    if (!ready) return;
    document.documentElement.dataset['ready'] = 'inventory';
    const forget = tellWhenPainted();
    return () => {
      forget();
      delete document.documentElement.dataset['ready'];
    };
  }, [ready]);
}
