import { readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errnoOf, openRegular, readRegular } from './storage.ts';
import type { Anchor } from './verifier.ts';
import { writeWhole } from './whole-file.ts';

export const anchorName = 'anchor.json';
export const lockName = 'lock';

/** Files of {@link nameOf}; the last one that has a name grows on. */
export const mostFiles = 999_999;
const fileName = /^audit-(\d{6})\.jsonl$/;
/** Characters of a line, which ours stay under. */
export const longestLine = 64 * 1024;

export const nameOf = (number: number): string => `audit-${String(number).padStart(6, '0')}.jsonl`;
export const numberOf = (name: string): number => Number(fileName.exec(name)?.[1] ?? 0);

/** Names in a folder that the log's files could have, in the order of their numbers; none when there is no folder. */
export async function logFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => fileName.test(name)).sort((a, b) => numberOf(a) - numberOf(b));
}

const anchorSchema = z.strictObject({
  seq: z.number().int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  file: z.string().regex(fileName),
  size: z.number().int().nonnegative(),
});

/** The anchor, or null when it is missing or not ours. */
export async function readAnchor(folder: string): Promise<Anchor | null> {
  try {
    return anchorSchema.safeParse(JSON.parse(await readRegular(join(folder, anchorName)))).data ?? null;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes a small file so that a crash leaves the old or the new content. */
export const replaceFile = (path: string, content: string | Buffer): Promise<void> =>
  writeWhole(path, (handle) => handle.writeFile(content));

export interface RawLine {
  /** Counted from 1. */
  readonly line: number;
  /** Empty when it is too long to be ours. */
  readonly text: string;
  /** False for what stands behind the last line feed: the end of a write that was cut off, or of the file. */
  readonly ended: boolean;
}

/** The lines of a file from a byte on and before another, read in pieces so that nothing waits for a large log. */
export async function* linesOf(path: string, from = 0, until = Infinity): AsyncGenerator<RawLine> {
  const handle = await openRegular(path);
  try {
    let rest = '';
    let line = 0;
    const stream = handle.createReadStream({ encoding: 'utf8', start: from, end: until - 1, autoClose: false });
    for await (const piece of stream as AsyncIterable<string>) {
      const parts = (rest + piece).split('\n');
      rest = parts.pop() ?? '';
      // One character is enough to know that the line goes on.
      if (rest.length > longestLine) rest = rest.slice(0, longestLine + 1);
      for (const text of parts) {
        line += 1;
        yield { line, text: text.length > longestLine ? '' : text, ended: true };
      }
    }
    if (rest !== '') yield { line: line + 1, text: rest.length > longestLine ? '' : rest, ended: false };
  } finally {
    await handle.close();
  }
}

/** How many bytes stand behind the last line feed of a file of this length. */
export async function openEnd(handle: FileHandle, size: number): Promise<number> {
  const piece = Buffer.alloc(longestLine);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - piece.length);
    const { bytesRead } = await handle.read(piece, 0, end - start, start);
    const place = piece.subarray(0, bytesRead).lastIndexOf('\n');
    if (place !== -1) return size - (start + place + 1);
    end = start;
  }
  return size;
}
