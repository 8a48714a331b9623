import { open } from 'node:fs/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';

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

/** Makes creations and renames in a folder durable. Windows opens no folders; NTFS journals its renames. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
