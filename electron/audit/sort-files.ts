import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { linesOf, longestLine, numberOf } from './files.ts';
import { claimOf, unseal } from './line.ts';

export interface SortedFiles {
  /** Files of the log, the oldest first. */
  readonly own: readonly string[];
  /** Named as the log names its files, and none of them: they are neither read nor written. */
  readonly foreign: readonly string[];
}

/** Bytes at the beginning of a file where a line of the log has to be. */
const looked = 4 * longestLine;

type Look = 'header' | 'lines' | 'torn' | 'foreign';

/**
 * What a file shows of itself: the line that begins the file of this number, some line of the log, no more than what a
 * crash can leave of a line, or that it is another file or none of ours.
 */
async function lookAt(path: string, number: number): Promise<Look> {
  try {
    for await (const { line, text, ended } of linesOf(path, 0, looked)) {
      if (!ended) break;
      const header = line === 1 ? unseal(text) : null;
      if (header !== null && 'file' in header) return header.file === number ? 'header' : 'foreign';
      if (claimOf(text) !== null) return 'lines';
    }
    return (await stat(path)).size <= longestLine ? 'torn' : 'foreign';
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage.not-a-file') return 'foreign';
    throw error;
  }
}

/**
 * Tells the files of the log from others that somebody has laid beside them under such a name. A file with a line of the
 * log belongs to it when its number is known or follows; behind the last known number only the next one does, and only
 * when it begins as a file of the log does, or is what a crash has left of that beginning.
 *
 * @param names in the order of their numbers
 * @param known number of the file that the anchor names; null without an anchor, where each file has to speak for itself
 */
export async function sortFiles(folder: string, names: readonly string[], known: number | null): Promise<SortedFiles> {
  const own: string[] = [];
  const foreign: string[] = [];
  let next = (known ?? 0) + 1;
  for (const name of names) {
    const number = numberOf(name);
    const follows = number === next;
    const isKnown = known !== null && number <= known;
    const look = isKnown || follows || known === null ? await lookAt(join(folder, name), number) : 'foreign';
    const isOwn =
      look === 'header' ||
      (look !== 'foreign' && isKnown) ||
      (look === 'torn' && follows) ||
      (look === 'lines' && follows && known === null);
    (isOwn ? own : foreign).push(name);
    // A foreign one takes its number away: the log goes on behind it.
    if (!isKnown && (isOwn || follows)) next = number + 1;
  }
  return { own, foreign };
}
