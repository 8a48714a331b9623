import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './storage.ts';

/** Of a file whose writing a crash has ended. */
export const leftover = /\.[0-9a-f]{16}\.part$/;

/**
 * Puts a file in place that its owner alone can read: the whole, or nothing, also after a crash. It is written beside its
 * place under a name that nobody can guess, as a file that was not there: what somebody has laid there, a symbolic link
 * or a file that others can read, is neither followed nor taken over.
 *
 * @throws the system's own error
 */
export async function writeWhole(path: string, write: (handle: FileHandle) => Promise<void>): Promise<void> {
  const part = `${path}.${randomBytes(8).toString('hex')}.part`;
  const handle = await open(part, 'wx', 0o600);
  try {
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}
