import { open, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const errnoOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

/**
 * Whether the app is open on a data folder. Chromium's process singleton keeps a symbolic link `SingletonLock` to
 * `<host>-<pid>` there, which a crash leaves behind; on Windows a file `lockfile` that nobody else may open
 * (chrome/browser/process_singleton_posix.cc, process_singleton_win.cc). A lock of another computer counts as held: the
 * folder is shared, and nobody here can tell.
 */
export async function isAppOpen(folder: string): Promise<boolean> {
  if (process.platform === 'win32') {
    try {
      await (await open(join(folder, 'lockfile'), 'r+')).close();
      return false;
    } catch (error) {
      return errnoOf(error) !== 'ENOENT';
    }
  }
  const target = await readlink(join(folder, 'SingletonLock')).catch(() => null);
  if (target === null) return false;
  const [, host = '', pid = ''] = /^(.*)-(\d+)$/.exec(target) ?? [];
  return host !== hostname() || isAlive(Number(pid));
}
