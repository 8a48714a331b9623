import Store from 'electron-store';
import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';

/** A file that was not used: where it is now, and why. One that is `stuck` could not be moved out of the way. */
export interface SpoiltFile {
  readonly why: 'set-aside' | 'newer' | 'stuck';
  /** Absolute. */
  readonly path: string;
}

export interface JsonStore<T> {
  read(): T;
  /** @throws AppError `storage.full`, `storage.read-only`, `storage.failed`; the file then stays as it was */
  write(value: T): void;
  /** What was found at start and not used; null when all was well. */
  readonly spoilt: SpoiltFile | null;
}

/** Turns a value of one version into one of the next. What it throws counts as a broken file. */
export type Migration = (value: unknown) => unknown;

interface JsonStoreOptions<T> {
  /** Absolute folder. */
  readonly folder: string;
  /** File name without `.json`. */
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly fallback: T;
  /** The first one leads from version 1 to version 2. The present version is one more than there are. */
  readonly migrations?: readonly Migration[];
  readonly now: () => number;
}

export function storageError(error: unknown, path: string): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = { code, message: error instanceof Error ? error.message : String(error) };
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('storage.full', { path }, { cause: error, detail });
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new AppError('storage.read-only', { path }, { cause: error, detail });
  }
  return new AppError('storage.failed', { path }, { cause: error, detail });
}

/** Bytes; the largest file of ours, a long list of tasks, has some ten thousand. */
const longest = 64 * 1024 * 1024;

type Found<T> = { readonly state: 'good'; readonly value: T } | { readonly state: 'newer' | 'broken' };

const broken: Found<never> = { state: 'broken' };

/** Of a regular file: a pipe or a device would keep the program waiting. Windows needs no flag for that. */
function readText(path: string): string {
  const file = openSync(path, constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK));
  try {
    const about = fstatSync(file);
    if (!about.isFile() || about.size > longest) throw new TypeError('Not a file of ours');
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** What the file holds, brought to the present version. A file without a version is of the first. */
function readFile<T>(path: string, schema: z.ZodType<T>, migrations: readonly Migration[]): Found<T> {
  try {
    const content: unknown = JSON.parse(readText(path));
    if (typeof content !== 'object' || content === null || !('value' in content)) return broken;
    const version = 'version' in content ? content.version : 1;
    if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return broken;
    if (version > migrations.length + 1) return { state: 'newer' };
    const migrated = migrations.slice(version - 1).reduce((value, migrate) => migrate(value), content.value);
    return { state: 'good', value: schema.parse(migrated) };
  } catch {
    return broken;
  }
}

/** Moves a file out of the way under a name that is free; null when it cannot be moved. */
function setAside(path: string, why: 'broken' | 'newer', at: number): string | null {
  for (let instant = at; ; instant += 1) {
    const aside = `${path}.${why}-${instant}`;
    if (existsSync(aside)) continue;
    try {
      renameSync(path, aside);
      return aside;
    } catch {
      return null;
    }
  }
}

/**
 * One value in one JSON file `{ version, value }`, for what is not secret. A file that cannot be read, is not of the
 * schema, or was written by a later version is renamed, the fallback is used, and `spoilt` names the renamed file:
 * nothing is deleted. Where it cannot be renamed either, it stays as it is and `spoilt` says so.
 */
export function openJsonStore<T>({
  folder,
  name,
  schema,
  fallback,
  migrations = [],
  now,
}: JsonStoreOptions<T>): JsonStore<T> {
  const path = join(folder, `${name}.json`);
  let value = fallback;
  let spoilt: SpoiltFile | null = null;
  if (existsSync(path)) {
    const found = readFile(path, schema, migrations);
    if (found.state === 'good') value = found.value;
    else {
      const aside = setAside(path, found.state, now());
      if (aside === null) spoilt = { why: 'stuck', path };
      else spoilt = { why: found.state === 'newer' ? 'newer' : 'set-aside', path: aside };
    }
  }
  let store: Store | null = null;
  return {
    spoilt,
    read: () => value,
    write: (next) => {
      try {
        // What could not be moved would be overwritten: only its owner may do that.
        if (spoilt?.why === 'stuck' && existsSync(path)) throw new AppError('storage.read-only', { path });
        store ??= new Store({ cwd: folder, name, clearInvalidConfig: false, configFileMode: 0o600 });
        store.store = { version: migrations.length + 1, value: next };
      } catch (error) {
        throw error instanceof AppError ? error : storageError(error, path);
      }
      value = next;
    },
  };
}
