import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';

/** Milliseconds for which what another program is making may be unfinished. */
export const longestMaking = 10_000;

/** The file system as the vault needs it. Every failure is rejected as the system's own error, with its errno `code`. */
export interface VaultFiles {
  /**
   * At most `limit` bytes from the start of a file, or `null` when there is none. Rejects with `storage.not-a-file` for
   * a pipe, device, socket or folder, and waits for none of them.
   */
  read(path: string, limit: number): Promise<Uint8Array | null>;
  /** Makes a file that did not exist, readable by its owner only, with all bytes on the disk. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Puts a file at a free path under a second name, as a hard link where there are any, else as a copy. */
  duplicate(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; one that is not there is no failure. */
  remove(path: string): Promise<void>;
  /** The names in the folder of a path. */
  siblings(path: string): Promise<readonly string[]>;
  /** What changes whenever the file at a path is replaced or written, or `null` when there is none. */
  identity(path: string): Promise<string | null>;
  /** When a file was last written, by the clock of its file system: milliseconds since the epoch. */
  writtenAt(path: string): Promise<number>;
  /**
   * The absolute path behind symbolic links, also where nothing is there yet; the path itself where that cannot be told.
   */
  real(path: string): Promise<string>;
  /** Claims a file for one writer: gives what returns the claim, or `null` while another program holds it. */
  claim(path: string): Promise<(() => Promise<void>) | null>;
  /** Makes creations and renames in the folder of a path durable. */
  syncFolder(path: string): Promise<void>;
}

/** The errno of a failed system call, or `undefined`. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const codeOfErrno: ReadonlyMap<string | undefined, ErrorCode> = new Map([
  ['ENOSPC', 'storage.full'],
  ['EDQUOT', 'storage.full'],
  ['EROFS', 'storage.read-only'],
  ['EACCES', 'storage.read-only'],
  ['EPERM', 'storage.read-only'],
]);

/** A failed system call as a failure with words. */
export function storageError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const code = errnoOf(error);
  return new AppError(codeOfErrno.get(code) ?? 'storage.failed', { path }, { cause: error, detail: { code } });
}
