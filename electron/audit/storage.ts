import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import { noFolderSync } from '../../shared/util/folder-sync.ts';

/** The errno of a failed system call, or `undefined`. */
export const errnoOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

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

/**
 * Makes creations and renames in a folder durable, where its file system can. Windows opens no folders; NTFS journals its
 * renames.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!noFolderSync.has(errnoOf(error))) throw error;
  } finally {
    await handle.close();
  }
}

const { O_RDONLY, O_RDWR, O_APPEND, O_CREAT } = constants;
/** Keeps open(2) from waiting for the other end of a named pipe, or for a device. Windows has no such flag. */
const atOnce: number = process.platform === 'win32' ? 0 : constants.O_NONBLOCK;
const flagsOf = { read: O_RDONLY, change: O_RDWR, append: O_RDWR | O_APPEND | O_CREAT } as const;

/**
 * Opens a file, which only its owner may read when `append` makes it.
 *
 * @throws AppError `storage.not-a-file` for a pipe, device, socket or folder; else the system's own error
 */
export async function openRegular(path: string, use: keyof typeof flagsOf = 'read'): Promise<FileHandle> {
  const handle = await open(path, flagsOf[use] | atOnce, 0o600);
  try {
    if ((await handle.stat()).isFile()) return handle;
    throw new AppError('storage.not-a-file', { path });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The text of a small file. Rejects as {@link openRegular} does. */
export async function readRegular(path: string): Promise<string> {
  const handle = await openRegular(path);
  try {
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
