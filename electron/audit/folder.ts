import { mkdir, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../shared/util/clock.ts';
import {
  anchorName,
  linesOf,
  lockName,
  logFiles,
  mostFiles,
  nameOf,
  numberOf,
  openEnd,
  readAnchor,
  replaceFile,
} from './files.ts';
import { gapNotes, leaveGapNote } from './gap-notes.ts';
import { claimOf, genesis, seal, unseal, type LineContent } from './line.ts';
import { locked } from './lock.ts';
import { sortFiles, type SortedFiles } from './sort-files.ts';
import { openRegular, storageError, syncFolder } from './storage.ts';
import type { Anchor } from './verifier.ts';
import { leftover } from './whole-file.ts';

/** What the log had to do to itself before it could go on. */
export type Repair =
  | { readonly kind: 'torn-line'; readonly file: string; readonly aside: string }
  | { readonly kind: 'anchor-missing' | 'log-missing' }
  | { readonly kind: 'gap'; readonly entries: number };

interface FolderOptions {
  /** Absolute path of the log's own folder. */
  readonly folder: string;
  readonly clock: Clock;
  /** Bytes after which a new file is begun. */
  readonly rotateAt: number;
  /** There was a log before: should there be none any more, the new one begins by saying so. */
  readonly isExpected?: boolean;
}

/** A line of the log and where it is. */
export interface PlacedLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** The log on disk: JSON lines in numbered files, the place of the last line in a file beside them. */
export class AuditFolder {
  readonly #options: FolderOptions;
  #isExpected: boolean;
  #isTidy = false;

  constructor(options: FolderOptions) {
    this.#options = options;
    this.#isExpected = options.isExpected ?? false;
  }

  get path(): string {
    return this.#options.folder;
  }

  /** @throws AppError `storage.*` */
  anchor(): Promise<Anchor | null> {
    return readAnchor(this.path).catch((error: unknown) => {
      throw storageError(error, join(this.path, anchorName));
    });
  }

  /** Whether there is a log, or should be one. */
  get isExpected(): boolean {
    return this.#isExpected;
  }

  /**
   * All lines, the oldest first. What a crash left of the very last one is no line.
   *
   * @param behind only files that may hold lines behind this number are read
   */
  async *lines(signal: AbortSignal, behind = 0): AsyncGenerator<PlacedLine> {
    try {
      const { own: files } = await this.#files();
      for (const file of behind === 0 ? files : files.slice(await this.#fileOf(behind, files))) {
        for await (const { line, text, ended } of linesOf(join(this.path, file))) {
          signal.throwIfAborted();
          if (ended || file !== files.at(-1)) yield { file, line, text };
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      throw storageError(error, this.path);
    }
  }

  /**
   * Names of files that were laid beside those of the log, as if they belonged to it.
   *
   * @throws AppError `storage.*`
   */
  async foreign(): Promise<readonly string[]> {
    try {
      return (await this.#files()).foreign;
    } catch (error) {
      throw storageError(error, this.path);
    }
  }

  async #files(): Promise<SortedFiles> {
    const known = await readAnchor(this.path);
    return sortFiles(this.path, await logFiles(this.path), known === null ? null : numberOf(known.file));
  }

  /** Place of the last file that begins at a line or before it; the first where none does. */
  async #fileOf(seq: number, files: readonly string[]): Promise<number> {
    for (let place = files.length - 1; place > 0; place -= 1) {
      for await (const { text } of linesOf(join(this.path, files[place] ?? ''))) {
        const first = claimOf(text)?.seq;
        if (first !== undefined && first <= seq) return place;
        break;
      }
    }
    return 0;
  }

  /**
   * Writes lines behind the last one; they are on the disk when this resolves, and none of them is when it rejects.
   *
   * @param tell how a repair is told in the log itself
   * @returns the lines as they were written
   * @throws AppError `audit.busy`, `storage.*`
   */
  async append(
    contents: readonly LineContent[],
    tell: (repair: Repair) => LineContent,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const { folder, clock } = this.#options;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return await locked(join(folder, lockName), clock, () => this.#append(contents, tell), signal);
    } catch (error) {
      signal.throwIfAborted();
      throw storageError(error, folder);
    }
  }

  /**
   * Notes that so many entries could not be written and are lost, for whoever writes next. The note lies beside the log's
   * folder, which takes nothing.
   *
   * @throws AppError `storage.*`
   */
  async leaveGap(entries: number): Promise<void> {
    const { folder } = this.#options;
    await leaveGapNote(dirname(folder), entries).catch((error: unknown) => {
      throw storageError(error, folder);
    });
  }

  async #append(contents: readonly LineContent[], tell: (repair: Repair) => LineContent): Promise<readonly string[]> {
    await this.#tidy();
    const { folder, rotateAt, clock } = this.#options;
    const names = await logFiles(folder);
    const { end, repairs } = await this.#findEnd(names);
    const gaps = await gapNotes(dirname(folder));
    const lost = gaps.reduce((sum, { entries }) => sum + entries, 0);
    if (lost > 0) repairs.push({ kind: 'gap', entries: lost });
    const number = end.file === '' || end.size >= rotateAt ? freeNumber(numberOf(end.file), names) : numberOf(end.file);
    const isNew = number !== numberOf(end.file);
    const file = nameOf(number);
    const header: LineContent[] = isNew || end.size === 0 ? [{ at: clock.now(), file: number }] : [];
    const lines: string[] = [];
    let { seq, hash } = end;
    for (const content of [...header, ...repairs.map(tell), ...contents]) {
      const sealed = seal(content, { seq, hash });
      lines.push(sealed.text);
      ({ seq, hash } = sealed);
    }
    // From the first line on there is an anchor: one that is missing has been removed.
    if (end.file === '') await this.#remember({ ...end, file });
    await extend(join(folder, file), lines, isNew ? 0 : end.size, async (size) => {
      if (isNew) await syncFolder(folder);
      await this.#remember({ seq, hash, file, size });
    });
    this.#isExpected = true;
    for (const { path } of gaps) await rm(path, { force: true });
    return lines;
  }

  /** Clears away what a crash has left of small files. */
  async #tidy(): Promise<void> {
    if (this.#isTidy) return;
    const names = (await readdir(this.path)).filter((name) => leftover.test(name));
    for (const name of names) await rm(join(this.path, name), { force: true });
    this.#isTidy = true;
  }

  async #remember(anchor: Anchor): Promise<void> {
    await replaceFile(join(this.path, anchorName), JSON.stringify(anchor));
  }

  /** Where the next line goes, after what a crash has left is in order. */
  async #findEnd(names: readonly string[]): Promise<{ readonly end: Anchor; readonly repairs: Repair[] }> {
    const known = await readAnchor(this.path);
    // What is before the file that the anchor names says nothing about the end.
    const first = known === null ? 0 : numberOf(known.file);
    const later = names.filter((name) => numberOf(name) >= first);
    const last = (await sortFiles(this.path, later, known === null ? null : first)).own.at(-1);
    if (last === undefined) {
      const end = known === null || known.seq === 0 ? { seq: 0, hash: genesis, file: '', size: 0 } : full(known);
      return { end, repairs: known === null && this.#isExpected ? [{ kind: 'log-missing' }] : [] };
    }
    const repairs: Repair[] = known === null ? [{ kind: 'anchor-missing' }] : [];
    // A file that was begun right before a crash is newer than the anchor.
    const isLater = known === null || numberOf(last) > numberOf(known.file);
    const from = isLater ? 0 : known.size;
    const before = known ?? { seq: 0, hash: genesis };
    const tail = await this.#readTail(last, from, before, known === null);
    if (tail.torn > 0) repairs.push({ kind: 'torn-line', file: last, aside: await this.#setAside(last, tail.torn) });
    return { end: { seq: tail.seq, hash: tail.hash, file: last, size: tail.size - tail.torn }, repairs };
  }

  /** The last line of ours in a file behind a byte, the file's length, and how many bytes no line feed ends. */
  async #readTail(
    file: string,
    from: number,
    before: { readonly seq: number; readonly hash: string },
    anywhere: boolean,
  ): Promise<{ seq: number; hash: string; size: number; torn: number }> {
    const path = join(this.path, file);
    const { size } = await stat(path);
    let { seq, hash } = before;
    // Where lines were cut off, the anchor still tells where the file should end.
    if (size <= from) return { seq, hash, size: from, torn: 0 };
    for await (const { text, ended } of linesOf(path, from)) {
      if (!ended) continue;
      const line = unseal(text);
      if (anywhere) ({ seq, hash } = line ?? claimOf(text) ?? { seq, hash });
      else if (line?.prev === hash) ({ seq, hash } = line);
    }
    return { seq, hash, size, torn: await withFile(path, (handle) => openEnd(handle, size)) };
  }

  /** Keeps what a crash left of a line in a file of its own, and ends the log behind its last whole line. */
  async #setAside(file: string, bytes: number): Promise<string> {
    const path = join(this.path, file);
    const taken = (await readdir(this.path)).filter((name) => name.startsWith(`${file}.torn-`)).length;
    const aside = `${file}.torn-${taken + 1}`;
    const cut = async (handle: FileHandle): Promise<void> => {
      const { size } = await handle.stat();
      const fragment = Buffer.alloc(bytes);
      await handle.read(fragment, 0, bytes, size - bytes);
      await replaceFile(join(this.path, aside), fragment);
      await handle.truncate(size - bytes);
      await handle.sync();
    };
    await withFile(path, cut, 'change');
    return aside;
  }
}

/** The file that the anchor names is gone: the next number begins a new one, so that the gap stays to be seen. */
const full = (anchor: Anchor): Anchor => ({ ...anchor, size: Number.MAX_SAFE_INTEGER });

/** The number behind one that no file has; the same where no number is left. */
function freeNumber(number: number, names: readonly string[]): number {
  for (let next = number + 1; next <= mostFiles; next += 1) if (!names.includes(nameOf(next))) return next;
  return number;
}

async function withFile<T>(
  path: string,
  use: (handle: FileHandle) => Promise<T>,
  how: 'read' | 'change' | 'append' = 'read',
): Promise<T> {
  const handle = await openRegular(path, how);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

/**
 * Writes lines at the end of a file and onto the disk, and does what belongs to it; takes them back when either fails.
 *
 * @param expected bytes that the file had after the last line of ours
 */
const extend = (
  path: string,
  lines: readonly string[],
  expected: number,
  after: (size: number) => Promise<void>,
): Promise<void> =>
  withFile(
    path,
    async (handle) => {
      const { size } = await handle.stat();
      // Whoever cut the file in the middle of a line shall not make ours unreadable too.
      const isCut = size > 0 && size < expected && (await openEnd(handle, size)) > 0;
      const bytes = Buffer.from(`${isCut ? '\n' : ''}${lines.join('\n')}\n`);
      try {
        await handle.appendFile(bytes);
        await handle.sync();
        await after(size + bytes.length);
      } catch (error) {
        await handle.truncate(size).catch(() => undefined);
        throw error;
      }
    },
    'append',
  );
