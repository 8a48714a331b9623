import { constants } from 'node:fs';
import { copyFile, link, open, readdir, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { errnoOf, type VaultFiles } from './files.ts';
import { claim } from './node-claim.ts';
import { readRegular } from './regular-file.ts';

const ownerOnly = 0o600;
/** How file systems without hard links refuse one. */
const noLinks: ReadonlySet<string | undefined> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'UNKNOWN',
]);

async function syncPath(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function read(path: string, limit: number): Promise<Uint8Array | null> {
  return readRegular(path, limit).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  });
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', ownerOnly);
  try {
    // In one piece where the system takes it: FileHandle.writeFile cuts into 512 KiB, each a turn of the thread pool.
    for (let written = 0; written < bytes.length;) {
      written += (await handle.write(bytes, written)).bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function duplicate(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!noLinks.has(errnoOf(error))) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
    await syncPath(to, 'r+');
  }
}

async function identity(path: string): Promise<string | null> {
  try {
    const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs].join(' ');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Links to links that are followed at most, as Linux does (path_resolution(7)). */
const mostLinks = 40;

async function real(path: string, links = mostLinks): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' || links === 0) return path;
  }
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  const target = await readlink(path).catch(() => null);
  return target === null ? join(folder, basename(path)) : real(resolve(folder, target), links - 1);
}

/** {@link VaultFiles} on the real file system. */
export const nodeFiles: VaultFiles = {
  read,
  write,
  duplicate,
  rename,
  remove: (path) => rm(path, { force: true }),
  siblings: (path) => readdir(dirname(path)),
  identity,
  writtenAt: async (path) => (await stat(path)).mtimeMs,
  real: (path) => real(path),
  claim,
  async syncFolder(path) {
    // Windows opens no folders; NTFS journals its renames.
    if (process.platform !== 'win32') await syncPath(dirname(path), 'r');
  },
};
