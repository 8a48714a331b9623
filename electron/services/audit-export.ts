import type { AuditEntry, AuditFormat } from '../../shared/model/audit.ts';
import { csvHead, csvRow } from '../audit/csv.ts';
import { storageError } from '../audit/storage.ts';
import { writeWhole } from '../audit/whole-file.ts';

/** Characters that are collected before they are written. */
const piece = 64 * 1024;

async function* textOf(
  entries: AsyncIterable<AuditEntry>,
  format: AuditFormat,
  onEntry: () => void,
): AsyncGenerator<string> {
  yield format === 'csv' ? csvHead : '[';
  let isFirst = true;
  for await (const entry of entries) {
    onEntry();
    yield format === 'csv' ? csvRow(entry) : `${isFirst ? '' : ','}\n${JSON.stringify(entry)}`;
    isFirst = false;
  }
  yield format === 'csv' ? '' : '\n]\n';
}

async function* wanted(
  entries: AsyncIterable<AuditEntry>,
  matches: (entry: AuditEntry) => boolean,
): AsyncGenerator<AuditEntry> {
  for await (const entry of entries) if (matches(entry)) yield entry;
}

/**
 * Writes entries into a file that its owner alone can read: the whole, or nothing. Answers how many.
 *
 * @throws AppError `storage.*`
 */
export async function writeExport(
  entries: AsyncIterable<AuditEntry>,
  matches: (entry: AuditEntry) => boolean,
  format: AuditFormat,
  path: string,
): Promise<number> {
  let count = 0;
  try {
    await writeWhole(path, async (handle) => {
      let text = '';
      for await (const more of textOf(wanted(entries, matches), format, () => (count += 1))) {
        text += more;
        if (text.length < piece) continue;
        await handle.appendFile(text);
        text = '';
      }
      await handle.appendFile(text);
    });
    return count;
  } catch (error) {
    throw storageError(error, path);
  }
}
