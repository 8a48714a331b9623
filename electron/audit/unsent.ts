import { join } from 'node:path';
import { z } from 'zod';
import type { AuditEntry } from '../../shared/model/audit.ts';
import { replaceFile } from './files.ts';
import type { AuditFolder } from './folder.ts';
import { claimOf, entryOf, unseal } from './line.ts';
import { errnoOf, readRegular } from './storage.ts';

/** A stretch of the log that was not sent yet. */
interface Stretch {
  /** The oldest first. */
  readonly entries: readonly AuditEntry[];
  /** Number of the last line that was looked at, which may be that of a file or one that somebody has changed. */
  readonly upTo: number;
}

/** What the log holds and a server does not have yet, whichever program has written it or left off sending. */
export interface Unsent {
  /**
   * Behind the line that was sent last, so many entries at most.
   *
   * @param sent what the caller itself has sent up to
   */
  next(sent: number, most: number, signal: AbortSignal): Promise<Stretch>;
  /** Remembers that everything up to this number was sent. */
  sent(seq: number): Promise<void>;
}

const markSchema = z.strictObject({ seq: z.number().int().nonnegative() });

async function readMark(path: string): Promise<number> {
  try {
    return markSchema.safeParse(JSON.parse(await readRegular(path))).data?.seq ?? 0;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError) return 0;
    throw error;
  }
}

/** The number of the last line that was sent is kept beside the anchor; without it everything is sent again. */
export function unsentOf(folder: AuditFolder): Unsent {
  const path = join(folder.path, 'syslog.json');
  return {
    async next(sent, most, signal) {
      const known = Math.max(sent, await readMark(path));
      const anchor = await folder.anchor();
      // Lines that the anchor does not know yet are being written.
      const end = anchor?.seq ?? 0;
      // A log that was begun anew counts from one again.
      const mark = known > end ? 0 : known;
      const entries: AuditEntry[] = [];
      let upTo = mark;
      if (mark === end) return { entries, upTo };
      for await (const { text } of folder.lines(signal, mark)) {
        const seq = claimOf(text)?.seq ?? 0;
        if (seq <= mark || seq > end) continue;
        const line = unseal(text);
        const entry = line === null ? null : entryOf(line);
        if (entry !== null) entries.push(entry);
        upTo = Math.max(upTo, seq);
        if (entries.length === most) break;
      }
      return { entries, upTo };
    },
    sent: (seq) => replaceFile(path, JSON.stringify({ seq })),
  };
}
