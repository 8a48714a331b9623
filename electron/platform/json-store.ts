import Store from 'electron-store';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { AppError, type ErrorData } from '../../shared/errors/app-error.ts';

export interface JsonStore<T> {
  read(): T;
  /** @throws AppError `storage.full`, `storage.read-only`, `storage.failed`; the file then stays as it was */
  write(value: T): void;
  readonly notices: readonly ErrorData[];
}

interface JsonStoreOptions<T> {
  /** Absolute folder. */
  readonly folder: string;
  /** File name without `.json`. */
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly fallback: T;
  readonly now: () => number;
}

const key = 'value';

export function storageError(error: unknown, path: string): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = { code, message: error instanceof Error ? error.message : String(error) };
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('storage.full', { path }, { cause: error, detail });
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new AppError('storage.read-only', { path }, { cause: error, detail });
  }
  return new AppError('storage.failed', { path }, { cause: error, detail });
}

/** The parsed file, or undefined when it is not JSON of the schema. */
function readFile<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const value: unknown = typeof content === 'object' && content !== null && key in content ? content[key] : undefined;
    return schema.safeParse(value).data;
  } catch {
    return undefined;
  }
}

/**
 * One value in one JSON file, for what is not secret. A file that cannot be read or is not of the schema is renamed,
 * the fallback is used, and a notice names the renamed file: nothing is deleted.
 */
export function openJsonStore<T>({ folder, name, schema, fallback, now }: JsonStoreOptions<T>): JsonStore<T> {
  const path = join(folder, `${name}.json`);
  const notices: ErrorData[] = [];
  let value = fallback;
  if (existsSync(path)) {
    const known = readFile(path, schema);
    if (known !== undefined) value = known;
    else {
      const aside = `${path}.broken-${now()}`;
      renameSync(path, aside);
      notices.push({ code: 'settings.set-aside', params: { path: aside }, detail: null });
    }
  }
  const store = new Store<Record<typeof key, unknown>>({
    cwd: folder,
    name,
    clearInvalidConfig: false,
    configFileMode: 0o600,
  });
  return {
    notices,
    read: () => value,
    write: (next) => {
      try {
        store.set(key, next);
      } catch (error) {
        throw storageError(error, path);
      }
      value = next;
    },
  };
}
