import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { SetupError } from './setup-error.mjs';

/**
 * The part of yauzl that is used; the package has no types of its own.
 *
 * @typedef {{ fileName: string, externalFileAttributes: number }} ZipEntry
 * @typedef {object} ZipFile
 * @property {() => AsyncIterable<ZipEntry>} eachEntry
 * @property {(entry: ZipEntry) => Promise<import('node:stream').Readable>} openReadStreamPromise
 * @property {() => void} close
 * @typedef {{ openPromise: (file: string, options: { autoClose: boolean }) => Promise<ZipFile> }} Yauzl
 */

const fileTypeMask = 0o170000;
const symlinkType = 0o120000;

/**
 * Unpacks a ZIP archive with its permissions and symbolic links.
 *
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} place where in `folder` an entry goes; undefined leaves it out
 * @param {AbortSignal} signal
 * @returns {Promise<number>} how many files were written
 */
export async function unzip(archive, folder, place, signal) {
  // Loaded on use: this file is reachable before `npm ci` has run.
  const yauzl = /** @type {Yauzl} */ (createRequire(import.meta.url)('yauzl'));
  const zip = await yauzl.openPromise(archive, { autoClose: false });
  const made = new Set();
  let written = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      const name = place(entry.fileName);
      if (name === undefined || name === '' || name.endsWith('/')) continue;
      const target = within(folder, name);
      const parent = path.dirname(target);
      if (!made.has(parent)) await mkdir(parent, { recursive: true });
      made.add(parent);
      await writeEntry(zip, entry, folder, target, signal);
      written += 1;
    }
  } finally {
    zip.close();
  }
  return written;
}

/**
 * @param {ZipFile} zip
 * @param {ZipEntry} entry
 * @param {string} folder
 * @param {string} target
 * @param {AbortSignal} signal
 */
async function writeEntry(zip, entry, folder, target, signal) {
  // The upper half holds the Unix mode when the archive was made on Unix (APPNOTE.TXT 4.4.15).
  const mode = entry.externalFileAttributes >>> 16;
  const content = await zip.openReadStreamPromise(entry);
  if ((mode & fileTypeMask) === symlinkType) {
    const linked = await text(content);
    within(folder, path.relative(folder, path.resolve(path.dirname(target), linked)));
    await symlink(linked, target);
    return;
  }
  await pipeline(content, createWriteStream(target, { mode: mode & 0o777 || 0o644 }), { signal });
}

/**
 * @param {string} folder
 * @param {string} name
 */
function within(folder, name) {
  const target = path.resolve(folder, name);
  if (!target.startsWith(folder + path.sep))
    throw new SetupError(`The archive wants to write outside its folder: ${name}`);
  return target;
}
