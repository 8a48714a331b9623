import { basename } from 'node:path';
import { AppError, Bug } from '../../shared/errors/app-error.ts';
import { noFolderSync } from '../../shared/util/folder-sync.ts';
import type { Random } from './crypto.ts';
import { encodeSlots, withSlotsOf } from './encode.ts';
import { errnoOf, longestMaking, storageError, type VaultFiles } from './files.ts';
import { maxFileLength, prologueLength, sameBytes, type VaultDocument, type VaultImage } from './layout.ts';
import { parseVault } from './parse.ts';

const mostKept = 1000;
/** What cut-off saves leave behind, behind the name of the vault. */
const leftover = /^\.[0-9a-f]{16}\.tmp$/;
/** What others leave behind, also those who do not write the vault itself: they make it without a claim on that. */
const madeByOthers = /^(?:\.attempts|\.seen)\.[0-9a-f]{16}\.tmp$|^(?:\.attempts)?\.lock(?:\.[0-9a-f]{16}){1,2}$/;
const belonging = /^\.(?:bak(?:\.\d)?|kept-\d+|attempts(?:\.lock)?)$/;

const isNoFile = (error: unknown): boolean => error instanceof AppError && error.code === 'storage.not-a-file';

function wholeImage(bytes: Uint8Array): VaultImage | null {
  try {
    return parseVault(bytes);
  } catch {
    return null;
  }
}

/** Earlier generations of a vault. */
export interface Backups {
  /** By their paths. */
  readonly whole: ReadonlyMap<string, VaultImage>;
  /** Paths of files that were read and are no whole vault. */
  readonly broken: readonly string[];
}

/**
 * One vault file on disk. A save that fails or that is cut off at any point leaves the file as it was or as it should
 * become, never between. Callers take turns: two calls at once are not meant to happen.
 */
export class VaultFile {
  readonly #path: string;
  readonly #files: VaultFiles;
  readonly #random: Random;
  /** What the file was when it was last read or written here. */
  #seen: string | null = null;

  constructor(path: string, files: VaultFiles, random: Random) {
    this.#path = path;
    this.#files = files;
    this.#random = random;
  }

  /** Earlier generations, the latest first. */
  get #backups(): readonly [string, string, string] {
    return [`${this.#path}.bak`, `${this.#path}.bak.2`, `${this.#path}.bak.3`];
  }

  /** The vault, or `null` when there is no file. Rejects as {@link parseVault} does, or with `storage.*`. */
  async read(): Promise<VaultImage | null> {
    this.#seen = await this.#identity();
    const bytes = await this.#bytes(this.#path);
    return bytes === null ? null : parseVault(bytes);
  }

  /** Whether somebody else has put another file in the place since it was last read or written here. */
  async hasChanged(): Promise<boolean> {
    return (await this.#identity()) !== this.#seen;
  }

  /** Whether an earlier generation is there and whole. */
  async hasBackup(): Promise<boolean> {
    return (await this.#goodBackup()) !== null;
  }

  /** Writes the first generation. Rejects with `vault.exists` rather than overwrite; an orphaned backup is kept. */
  async create(bytes: Uint8Array): Promise<void> {
    await this.#publish(bytes, async (temporary) => {
      await this.#refuseOthers();
      await this.#files.duplicate(temporary, this.#path).catch((error: unknown) => {
        throw errnoOf(error) === 'EEXIST' ? new AppError('vault.exists', {}, { cause: error }) : error;
      });
      await this.#files.remove(temporary);
      this.#seen = await this.#identity();
      for (const backup of this.#backups) if (await this.#setAside(backup)) await this.#files.remove(backup);
    });
  }

  /**
   * Writes the next generation, after `prepare` has seen to the earlier ones. `onReplaced` is called at once when the new
   * file is in place, and nothing fails after that: what rejects has left the file itself as it was. Rejects as `prepare`
   * does, or with `vault.changed` when somebody else has put another file there meanwhile.
   */
  async replace(bytes: Uint8Array, prepare: () => Promise<void>, onReplaced: () => void): Promise<void> {
    await this.#publish(bytes, async (temporary) => {
      await this.#refuseChanged();
      await prepare();
      await this.#refuseChanged();
      await this.#files.rename(temporary, this.#path);
      onReplaced();
      this.#seen = await this.#identity().catch(() => null);
    });
  }

  /** Keeps the present file as the latest backup. Rejects with `storage.not-a-file` for a folder where one goes. */
  async keepPresent(): Promise<void> {
    await this.#refuseOthers();
    await this.#rotate();
  }

  /** Writes the file over whatever is there, and keeps nothing of that. */
  async overwrite(bytes: Uint8Array): Promise<void> {
    await this.#publish(bytes, (temporary) => this.#files.rename(temporary, this.#path));
  }

  /** The earlier generations. Rejects with `storage.*` for one that cannot be read: nobody can tell what it is. */
  async backups(): Promise<Backups> {
    const whole = new Map<string, VaultImage>();
    const broken: string[] = [];
    for (const backup of this.#backups) {
      const bytes = await this.#bytes(backup).catch((error: unknown) => {
        if (isNoFile(error)) return null;
        throw error;
      });
      if (bytes === null) continue;
      const image = wholeImage(bytes);
      if (image === null) broken.push(backup);
      else whole.set(backup, image);
    }
    return { whole, broken };
  }

  /** Gives earlier generations the key slots of `document`, the file itself, where a change of them was cut off. */
  async alignBackups(document: VaultDocument, dataKey: () => Uint8Array | null): Promise<void> {
    const slots = encodeSlots(document);
    const end = prologueLength + slots.length;
    const others = new Map<string, VaultImage>();
    for (const backup of this.#backups) {
      const start = await this.#files.read(backup, end).catch(() => null);
      if (start === null || sameBytes(start.subarray(prologueLength), slots)) continue;
      const image = await this.#goodImage(backup);
      if (image !== null) others.set(backup, image);
    }
    const key = others.size === 0 ? null : dataKey();
    if (key !== null) await this.rewriteBackups(withSlotsOf(document, others, key, this.#random), []);
  }

  /**
   * Writes earlier generations anew. One that cannot be written is removed, and so is a broken one, whose slots nobody can
   * change: what revokes a key must not leave a file that the key opens. Rejects when one can be neither.
   */
  async rewriteBackups(rewritten: ReadonlyMap<string, Uint8Array>, broken: Backups['broken']): Promise<void> {
    const removed = [...broken];
    for (const [backup, bytes] of rewritten) {
      await this.#publish(bytes, (temporary) => this.#files.rename(temporary, backup)).catch(() => {
        removed.push(backup);
      });
    }
    for (const backup of removed) await this.#remove(backup);
  }

  /**
   * Removes everything that was kept of the file, then the file, and makes that durable: one that fails can be had again.
   *
   * @throws AppError `storage.*`, by the path of what could not be removed
   */
  async destroy(): Promise<void> {
    const own = basename(this.#path);
    const names = await this.#files.siblings(this.#path).catch((error: unknown) => {
      throw storageError(error, this.#path);
    });
    for (const name of names) {
      const rest = name.slice(own.length);
      const isOwn = name.startsWith(own) && [belonging, leftover, madeByOthers].some((kind) => kind.test(rest));
      if (isOwn && (await this.#isFile(this.#path + rest))) await this.#erase(this.#path + rest);
    }
    await this.#erase(this.#path);
    await this.#syncFolder(this.#path);
  }

  /** Puts the latest whole backup in the place of the file, which stays beside it as `.kept-N`. */
  async restoreBackup(): Promise<void> {
    const bytes = await this.#goodBackup();
    if (bytes === null) throw new AppError('vault.absent');
    await this.#publish(bytes, async (temporary) => {
      await this.#setAside(this.#path);
      await this.#files.rename(temporary, this.#path);
    });
  }

  /**
   * Removes what cut-off saves and claims left behind, but nothing that another program may be making just now. To be
   * called when the claim has just been made. Fails silently: the folder may be read-only.
   */
  async tidy(): Promise<void> {
    const now = await this.#files.writtenAt(`${this.#path}.lock`).catch(() => NaN);
    const names = await this.#files.siblings(this.#path).catch(() => []);
    const own = basename(this.#path);
    for (const name of names) {
      if (!name.startsWith(own)) continue;
      const rest = name.slice(own.length);
      if (!leftover.test(rest) && !(madeByOthers.test(rest) && (await this.#isOld(this.#path + rest, now)))) continue;
      await this.#files.remove(this.#path + rest).catch(() => undefined);
    }
  }

  async #bytes(path: string): Promise<Uint8Array | null> {
    try {
      return await this.#files.read(path, maxFileLength + 1);
    } catch (error) {
      throw storageError(error, path);
    }
  }

  async #identity(): Promise<string | null> {
    return this.#files.identity(this.#path).catch((error: unknown) => {
      throw storageError(error, this.#path);
    });
  }

  /** False also where nobody can tell. */
  async #isOld(path: string, now: number): Promise<boolean> {
    return Math.abs(now - (await this.#files.writtenAt(path).catch(() => NaN))) >= longestMaking;
  }

  /** False for a folder, a pipe or a device, and where nothing is. */
  async #isFile(path: string): Promise<boolean> {
    return this.#files.read(path, 0).then(
      (bytes) => bytes !== null,
      (error: unknown) => !isNoFile(error),
    );
  }

  async #refuseChanged(): Promise<void> {
    const present = await this.#identity();
    if (present !== null && present !== this.#seen) throw new AppError('vault.changed');
  }

  /** A folder would be moved along like a generation, and then be in the way of every save. */
  async #refuseOthers(): Promise<void> {
    const look = async (backup: string): Promise<void> => {
      await this.#files.read(backup, 0).catch((error: unknown) => {
        if (isNoFile(error)) throw error;
      });
    };
    await Promise.all(this.#backups.map(look));
  }

  async #erase(path: string): Promise<void> {
    await this.#files.remove(path).catch((error: unknown) => {
      throw storageError(error, path);
    });
  }

  async #remove(path: string): Promise<void> {
    await this.#erase(path);
    await this.#syncFolder(path);
  }

  async #goodImage(path: string): Promise<VaultImage | null> {
    const bytes = await this.#bytes(path).catch(() => null);
    return bytes === null ? null : wholeImage(bytes);
  }

  async #goodBackup(): Promise<Uint8Array | null> {
    for (const backup of this.#backups) {
      if ((await this.#goodImage(backup)) !== null) return this.#bytes(backup);
    }
    return null;
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
    } catch (error) {
      await this.#files.remove(temporary).catch(() => undefined);
      throw storageError(error, this.#path);
    }
    // What is in place counts: when this fails, a loss of power may bring the former back, and nothing else does.
    await this.#files.syncFolder(this.#path).catch(() => undefined);
  }

  /** Makes removals durable where the file system does that for folders. */
  async #syncFolder(removed: string): Promise<void> {
    await this.#files.syncFolder(this.#path).catch((error: unknown) => {
      if (!noFolderSync.has(errnoOf(error))) throw storageError(error, removed);
    });
  }

  async #rotate(): Promise<void> {
    const stash = this.#temporary();
    const [latest, second, third] = this.#backups;
    try {
      await this.#files.duplicate(this.#path, stash);
      await this.#moveIfThere(second, third);
      await this.#moveIfThere(latest, second);
      await this.#files.rename(stash, latest);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error;
    } finally {
      // Renaming one hard link of a file onto another does nothing (POSIX rename), so the first may still be there.
      await this.#files.remove(stash);
    }
  }

  async #moveIfThere(from: string, to: string): Promise<void> {
    await this.#files.rename(from, to).catch((error: unknown) => {
      if (errnoOf(error) !== 'ENOENT') throw error;
    });
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
