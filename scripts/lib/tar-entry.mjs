import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * Writes one file of a gzip-compressed tar archive to disk.
 *
 * @param {string} archive path of the .tgz
 * @param {string} entryName
 * @param {string} target path of the file to write
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether the archive held it; an archive that is damaged or cut short is an error
 */
export async function extractTarEntry(archive, entryName, target, signal) {
  // Loaded on use: this file is reachable before `npm ci` has run.
  const { Parser } = await import('tar');
  /** @type {Promise<void>[]} */
  const writes = [];
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      if (entry.path !== entryName) {
        entry.resume();
        return;
      }
      const write = pipeline(entry, createWriteStream(target), { signal });
      write.catch(() => undefined); // the archive's own failure, which is thrown below, comes first
      writes.push(write);
    },
  });
  await pipeline(createReadStream(archive), /** @type {NodeJS.WritableStream} */ (/** @type {unknown} */ (parser)), {
    signal,
  });
  await Promise.all(writes);
  return writes.length > 0;
}
