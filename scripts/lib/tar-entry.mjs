import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createGunzip } from 'node:zlib';

const blockBytes = 512;

/** @param {Buffer} block */
function parseHeader(block) {
  const text = (/** @type {number} */ start, /** @type {number} */ length) =>
    block.toString('utf8', start, start + length).replace(/\0.*$/s, '');
  return { name: text(0, 100), size: Number.parseInt(text(124, 12).trim() || '0', 8) };
}

/**
 * Writes one file of a gzip-compressed ustar archive to disk; the layout is POSIX.1-2017, pax, "ustar Interchange
 * Format". Done here because a system without `tar` is a supported one.
 *
 * @param {string} archive path of the .tgz
 * @param {string} entryName at most 100 bytes
 * @param {string} target path of the file to write
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether the archive held it, completely
 */
export async function extractTarEntry(archive, entryName, target, signal) {
  const source = createReadStream(archive, { highWaterMark: 1 << 20, signal });
  const stream = source.pipe(createGunzip({ chunkSize: 1 << 20 }));
  source.once('error', (error) => stream.destroy(error));
  /** @type {Buffer} */
  let pending = Buffer.alloc(0);
  let remaining = 0;
  let padding = 0;
  /** @type {import('node:fs').WriteStream | undefined} */
  let output;

  try {
    for await (const chunk of /** @type {AsyncIterable<Buffer>} */ (stream)) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      while (pending.length > 0) {
        if (remaining > 0) {
          const part = pending.subarray(0, remaining);
          if (output !== undefined && !output.write(part)) await once(output, 'drain');
          remaining -= part.length;
          pending = pending.subarray(part.length);
          if (remaining === 0 && output !== undefined) {
            output.end();
            await once(output, 'close');
            return true;
          }
        } else if (padding > 0) {
          const skipped = Math.min(padding, pending.length);
          padding -= skipped;
          pending = pending.subarray(skipped);
        } else if (pending.length >= blockBytes) {
          const header = parseHeader(pending.subarray(0, blockBytes));
          pending = pending.subarray(blockBytes);
          remaining = header.size;
          padding = (blockBytes - (header.size % blockBytes)) % blockBytes;
          if (header.name === entryName) output = createWriteStream(target, { highWaterMark: 1 << 20 });
        } else {
          break;
        }
      }
    }
    return false;
  } finally {
    source.destroy();
    output?.destroy();
  }
}
