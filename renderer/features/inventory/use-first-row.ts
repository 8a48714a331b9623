import { useState } from 'react';
import type { InventoryPage } from '../../../shared/model/inventory.ts';
import { selectOnly, type Selection } from './selection.ts';

/**
 * Selects the first row of the first complete list, so that its details show; once, so that whoever clears the
 * selection later finds it cleared. Returns whether that has been settled. `onSelect` sets state of the same component.
 */
export function useFirstRow(
  page: InventoryPage | null,
  ready: boolean,
  onSelect: (change: (selection: Selection) => Selection) => void,
): boolean {
  const [settled, setSettled] = useState(false);
  const first = page?.rows[0];
  if (!settled && ready && page !== null && first !== undefined) {
    setSettled(true);
    const place = { index: page.offset, id: first.id };
    onSelect((selection) => (selection.cursor === null ? selectOnly(place) : selection));
  }
  return settled || (ready && page?.total === 0);
}
