import type { Settings } from '../../shared/model/settings.ts';
import type { Task } from '../../shared/model/task.ts';

/** Structured log lines. Fields hold no secrets: their writers redact. */
export interface Log {
  write(level: 'info' | 'warn' | 'error', event: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Makes an id that has not been used before. */
export type NewId = () => string;

/** Where settings live between starts. */
export interface SettingsStore {
  read(): Settings;
  write(settings: Settings): void;
}

/** Where tasks live between starts. Losing them is an inconvenience, never an error. */
export interface TaskStore {
  read(): readonly Task[];
  write(tasks: readonly Task[]): void;
}
