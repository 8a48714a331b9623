import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { SetupError } from './setup-error.mjs';

const fewestColours = 16;
const smallestSide = 320;

/**
 * Whether a screenshot shows something: a real PNG of a window's size with more than a blank page's colours.
 *
 * @param {string} file
 * @returns {Promise<{ width: number, height: number }>} in pixels
 */
export async function checkScreenshot(file) {
  if (!existsSync(file)) throw new SetupError(`The app ended without writing ${file}.`);
  // Loaded on use: this file is reachable before `npm ci` has run.
  const { PNG } = /** @type {typeof import('pngjs')} */ (createRequire(import.meta.url)('pngjs'));
  const { width, height, data } = readPng(PNG, await readFile(file), file);
  if (width < smallestSide || height < smallestSide) {
    throw new SetupError(`${file} is only ${width} × ${height} pixels large.`);
  }
  const colours = new Set();
  for (let offset = 0; offset < data.length && colours.size < fewestColours; offset += 4) {
    colours.add(data.readUInt32BE(offset));
  }
  if (colours.size < fewestColours) throw new SetupError(`${file} shows an empty window.`);
  return { width, height };
}

/**
 * @param {typeof import('pngjs').PNG} PNG
 * @param {Buffer} bytes
 * @param {string} file
 */
function readPng(PNG, bytes, file) {
  try {
    return PNG.sync.read(bytes);
  } catch {
    throw new SetupError(`${file} is not a PNG image.`);
  }
}
