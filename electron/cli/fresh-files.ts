import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors/app-error.ts';
import type { VaultFiles } from '../vault/files.ts';

const absent = 'absent';

const digestOf = (bytes: Uint8Array | null): string =>
  bytes === null ? absent : createHash('sha256').update(bytes).digest('hex');

/**
 * Files that refuse to put a new generation in the place of a vault which somebody else has changed since it was read:
 * their change would be lost. Rejects then with `vault.busy`, and the file stays as it is.
 *
 * @param mayWrite asked right before
 */
export function freshFiles(files: VaultFiles, path: string, mayWrite: () => Promise<boolean>): VaultFiles {
  let seen = absent;
  let limit = 0;
  return {
    ...files,
    read: async (asked, most) => {
      const bytes = await files.read(asked, most);
      if (asked === path) {
        seen = digestOf(bytes);
        limit = most;
      }
      return bytes;
    },
    // How the first generation gets its place: refused by itself when there is a file.
    duplicate: async (from, to) => {
      await files.duplicate(from, to);
      if (to === path) seen = digestOf(await files.read(path, limit));
    },
    rename: async (from, to) => {
      if (to !== path) return files.rename(from, to);
      const changed = digestOf(await files.read(path, limit)) !== seen;
      if (changed || !(await mayWrite())) throw new AppError('vault.busy');
      const written = digestOf(await files.read(from, limit));
      await files.rename(from, to);
      seen = written;
    },
  };
}
