import type { ScaleMode } from './viewer.ts';

const key = 'console.scale';

/** Keeps the choice between fit and 1:1 for the consoles that are opened next. */
export const scaleStore = (storage: Storage): { read(): ScaleMode; write(mode: ScaleMode): void } => ({
  read: () => (storage.getItem(key) === 'actual' ? 'actual' : 'fit'),
  write: (mode) => storage.setItem(key, mode),
});
