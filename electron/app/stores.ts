import { z } from 'zod';
import type { ErrorData } from '../../shared/errors/app-error.ts';
import { defaultSettings, settingsSchema } from '../../shared/model/settings.ts';
import { taskSchema } from '../../shared/model/task.ts';
import { openJsonStore, type SpoiltFile } from '../platform/json-store.ts';
import type { Log, SettingsStore, TaskStore } from '../services/ports.ts';
import type { BoundsStore } from '../windows/bounds.ts';
import { settingsMigrations } from './settings-migrations.ts';

const rectangle = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** Places of windows that are kept, the latest ones: every console has its own. */
const keptPlaces = 200;

const noticeOf = (store: 'settings' | 'tasks', spoilt: SpoiltFile | null): readonly ErrorData[] =>
  spoilt === null ? [] : [{ code: `${store}.${spoilt.why}`, params: { path: spoilt.path }, detail: null }];

interface Stores {
  readonly settings: SettingsStore;
  readonly tasks: TaskStore;
  readonly bounds: BoundsStore;
  /** What the user is told at the start: files that could not be used. Places of windows only go into the log. */
  readonly notices: readonly ErrorData[];
}

/** What is kept in plain files because it is not secret. */
export function openStores(folder: string, now: () => number, log: Log): Stores {
  const settings = openJsonStore({
    folder,
    name: 'settings',
    schema: settingsSchema,
    fallback: defaultSettings,
    migrations: settingsMigrations,
    now,
  });
  const tasks = openJsonStore({ folder, name: 'tasks', schema: z.array(taskSchema), fallback: [], now });
  const windows = openJsonStore({
    folder,
    name: 'windows',
    schema: z.record(z.string(), rectangle),
    fallback: {},
    now,
  });
  const quietly = (name: string, write: () => void): void => {
    try {
      write();
    } catch (error) {
      log.write('warn', 'store.failed', { name, error: String(error) });
    }
  };
  for (const [name, { spoilt }] of Object.entries({ settings, tasks, windows })) {
    if (spoilt !== null) log.write('warn', 'store.spoilt', { name, ...spoilt });
  }
  return {
    settings,
    notices: [...noticeOf('settings', settings.spoilt), ...noticeOf('tasks', tasks.spoilt)],
    tasks: { read: () => tasks.read(), write: (value) => quietly('tasks', () => tasks.write([...value])) },
    bounds: {
      find: (kind) => windows.read()[kind] ?? null,
      keep: (kind, bounds) =>
        quietly('windows', () => {
          const others = Object.entries(windows.read()).filter(([other]) => other !== kind);
          windows.write(Object.fromEntries([...others, [kind, bounds] as const].slice(-keptPlaces)));
        }),
    },
  };
}
