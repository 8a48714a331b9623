import type { Migration } from '../platform/json-store.ts';

const adding =
  (what: Readonly<Record<string, unknown>>): Migration =>
  (value) => {
    if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
    return { ...what, ...value };
  };

/**
 * How settings of each version become those of the next. A step is not changed once it was released, so it writes out
 * what it adds instead of taking the present defaults.
 */
export const settingsMigrations: readonly Migration[] = [
  // 1 → 2: the lock and the clipboard.
  adding({
    lock: {
      ...{ idleMinutes: 15, idleOf: 'computer' },
      ...{ onSuspend: true, onScreenLock: true, onUserSwitch: true, onMinimise: false },
      ...{ consoles: 'close', tasks: 'pause' },
    },
    clipboardSeconds: 20,
  }),
];
