import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readRegular } from './storage.ts';
import { writeWhole } from './whole-file.ts';

/** One a program, so that none overwrites what another has left. */
const noteName = /^audit-gap\.[0-9a-f]{16}\.json$/;
const noteSchema = z.strictObject({ entries: z.number().int().positive().max(1_000_000_000) });

interface GapNote {
  /** Absolute path. */
  readonly path: string;
  /** How many entries a program could not write before it ended. */
  readonly entries: number;
}

export async function leaveGapNote(folder: string, entries: number): Promise<void> {
  const path = join(folder, `audit-gap.${randomBytes(8).toString('hex')}.json`);
  await writeWhole(path, (handle) => handle.writeFile(JSON.stringify({ entries })));
}

/** What programs have left in a folder. What is no note is left alone. */
export async function gapNotes(folder: string): Promise<readonly GapNote[]> {
  const names = (await readdir(folder)).filter((name) => noteName.test(name));
  const notes = names.map(async (name): Promise<GapNote[]> => {
    const path = join(folder, name);
    try {
      const note = noteSchema.safeParse(JSON.parse(await readRegular(path)));
      return note.success ? [{ path, entries: note.data.entries }] : [];
    } catch {
      return [];
    }
  });
  return (await Promise.all(notes)).flat();
}
