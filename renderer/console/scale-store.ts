import type { ScaleMode } from './viewer.ts';

/** How the picture of each VM is scaled. */
export interface ScaleStore {
  read(vmId: string): ScaleMode;
  write(vmId: string, mode: ScaleMode): void;
}

/** FNV-1a, 32 bits: what stays on the disk beside the vault names no VM. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value.toString(16).padStart(8, '0');
}

const keyOf = (vmId: string): string => `console.scale.${hash(vmId)}`;

/** Keeps the choice between fit and 1:1 for the next console of the same VM; fit, the default, takes no place. */
export const scaleStore = (storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): ScaleStore => ({
  read: (vmId) => (storage.getItem(keyOf(vmId)) === 'actual' ? 'actual' : 'fit'),
  write: (vmId, mode) => {
    if (mode === 'fit') storage.removeItem(keyOf(vmId));
    else storage.setItem(keyOf(vmId), mode);
  },
});
