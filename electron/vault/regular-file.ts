import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../../shared/errors/app-error.ts';

/** Keeps open(2) from waiting for the other end of a named pipe, or for a device. Windows has no such flag. */
const atOnce: number = process.platform === 'win32' ? 0 : constants.O_NONBLOCK;

/**
 * Opens a file for reading.
 *
 * @throws AppError `storage.not-a-file` for a pipe, device, socket or folder; else the system's own error
 */
export async function openRegular(path: string): Promise<FileHandle> {
  const handle = await open(path, constants.O_RDONLY | atOnce);
  try {
    if ((await handle.stat()).isFile()) return handle;
    throw new AppError('storage.not-a-file', { path });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** At most `limit` bytes from the start of a file. Rejects as {@link openRegular} does. */
export async function readRegular(path: string, limit: number): Promise<Uint8Array> {
  const handle = await openRegular(path);
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(Math.min(size, limit));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}
