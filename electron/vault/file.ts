import { basename } from 'node:path';
import { AppError, Bug } from '../../shared/errors/app-error.ts';
import type { Random } from './crypto.ts';
import { errnoOf, storageError, type VaultFiles } from './files.ts';
import { maxFileLength, type VaultImage } from './layout.ts';
import { parseVault } from './parse.ts';

const mostKept = 1000;

/**
 * One vault file on disk. A save that fails or that is cut off at any point leaves the file as it was or as it should
 * become, never between. Callers take turns: two calls at once are not meant to happen.
 */
export class VaultFile {
  readonly #path: string;
  readonly #files: VaultFiles;
  readonly #random: Random;

  constructor(path: string, files: VaultFiles, random: Random) {
    this.#path = path;
    this.#files = files;
    this.#random = random;
  }

  get #backupPath(): string {
    return `${this.#path}.bak`;
  }

  /** The vault, or `null` when there is no file. Rejects as {@link parseVault} does, or with `storage.*`. */
  async read(): Promise<VaultImage | null> {
    const bytes = await this.#bytes(this.#path);
    return bytes === null ? null : parseVault(bytes);
  }

  /** Whether the previous generation is there and whole. */
  async hasBackup(): Promise<boolean> {
    return (await this.#goodBackup()) !== null;
  }

  /** Writes the first generation. Rejects with `vault.exists` rather than overwrite; an orphaned backup is kept. */
  async create(bytes: Uint8Array): Promise<void> {
    await this.#publish(bytes, async (temporary) => {
      await this.#files.duplicate(temporary, this.#path).catch((error: unknown) => {
        throw errnoOf(error) === 'EEXIST' ? new AppError('vault.exists', {}, { cause: error }) : error;
      });
      await this.#files.remove(temporary);
      if (await this.#setAside(this.#backupPath)) await this.#files.remove(this.#backupPath);
    });
  }

  /**
   * Writes the next generation and, when asked, keeps the present one as the backup. `onReplaced` is called at once
   * when the new file is in place: a failure after that concerns durability only.
   */
  async replace(bytes: Uint8Array, keepPrevious: boolean, onReplaced: () => void): Promise<void> {
    await this.#publish(bytes, async (temporary) => {
      if (keepPrevious) await this.#rotate();
      await this.#files.rename(temporary, this.#path);
      onReplaced();
    });
  }

  /** Puts the backup in the place of the file, which stays beside it as `.kept-N`. */
  async restoreBackup(): Promise<void> {
    const bytes = await this.#goodBackup();
    if (bytes === null) throw new AppError('vault.absent');
    await this.#publish(bytes, async (temporary) => {
      await this.#setAside(this.#path);
      await this.#files.rename(temporary, this.#path);
    });
  }

  /** Removes what saves that were cut off left behind. Fails silently: the folder may be read-only. */
  async tidy(): Promise<void> {
    const names = await this.#files.siblings(this.#path).catch(() => []);
    const own = basename(this.#path);
    for (const name of names) {
      if (!name.startsWith(`${own}.`) || !/^\.[0-9a-f]{16}\.tmp$/.test(name.slice(own.length))) continue;
      await this.#files.remove(this.#path + name.slice(own.length)).catch(() => undefined);
    }
  }

  async #bytes(path: string): Promise<Uint8Array | null> {
    try {
      return await this.#files.read(path, maxFileLength + 1);
    } catch (error) {
      throw storageError(error, path);
    }
  }

  async #goodBackup(): Promise<Uint8Array | null> {
    try {
      const bytes = await this.#bytes(this.#backupPath);
      if (bytes !== null) parseVault(bytes);
      return bytes;
    } catch {
      return null;
    }
  }

  #temporary(): string {
    return `${this.#path}.${Buffer.from(this.#random(8)).toString('hex')}.tmp`;
  }

  async #publish(bytes: Uint8Array, place: (temporary: string) => Promise<void>): Promise<void> {
    const temporary = this.#temporary();
    try {
      if (bytes.length > maxFileLength) throw Object.assign(new Error('Vault too large'), { code: 'EFBIG' });
      await this.#files.write(temporary, bytes);
      await place(temporary);
      await this.#files.syncFolder(this.#path);
    } catch (error) {
      await this.#files.remove(temporary).catch(() => undefined);
      throw storageError(error, this.#path);
    }
  }

  async #rotate(): Promise<void> {
    const stash = this.#temporary();
    try {
      await this.#files.duplicate(this.#path, stash);
      await this.#files.rename(stash, this.#backupPath);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
    } finally {
      // Renaming one hard link of a file onto another does nothing (POSIX rename), so the first may still be there.
      await this.#files.remove(stash);
    }
  }

  /** Gives a file a free second name; false when there is no such file. */
  async #setAside(path: string): Promise<boolean> {
    for (let number = 1; number <= mostKept; number++) {
      try {
        await this.#files.duplicate(path, `${this.#path}.kept-${number}`);
        return true;
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return false;
        if (errnoOf(error) !== 'EEXIST') throw error;
      }
    }
    throw new Bug('Too many vault files set aside');
  }
}
