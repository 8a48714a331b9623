import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

/** 8-bit RGB, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** Reads a binary PPM (P6, 8 bits a channel), as QEMU's monitor writes it. */
export async function readPpm(path: string): Promise<Picture> {
  const bytes = await readFile(path);
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  if (head?.[1] === undefined || head[2] === undefined) throw new Error('Not a binary PPM');
  const width = Number(head[1]);
  const height = Number(head[2]);
  return { width, height, rgb: new Uint8Array(bytes.subarray(head[0].length, head[0].length + width * height * 3)) };
}

/** What the canvas of a console holds, in the guest's own pixels, whatever the window's scale. */
export async function readCanvas(page: Page): Promise<Picture> {
  const dataUrl = await page.evaluate(() => {
    const canvases = [...document.querySelectorAll('[data-testid=console-screen] canvas')];
    const largest = canvases
      .filter((one) => one instanceof HTMLCanvasElement)
      .sort((a, b) => b.width * b.height - a.width * a.height)[0];
    return largest?.toDataURL('image/png') ?? '';
  });
  if (!dataUrl.startsWith('data:image/png;base64,')) throw new Error('The console has no picture');
  const { width, height, data } = PNG.sync.read(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'));
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) rgb.set(data.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  return { width, height, rgb };
}

/** The share of pixels, 0–1, that differ by more than rounding. Pictures of different sizes differ wholly. */
export function difference(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let differing = 0;
  for (let at = 0; at < a.rgb.length; at += 3) {
    const apart = [0, 1, 2].some((channel) => Math.abs((a.rgb[at + channel] ?? 0) - (b.rgb[at + channel] ?? 0)) > 12);
    if (apart) differing += 1;
  }
  return differing / (a.width * a.height);
}

/** The share of pixels, 0–1, that are light: text is a little, a selected line of a menu is much. */
export function lightness({ width, height, rgb }: Picture): number {
  let light = 0;
  for (let at = 0; at < rgb.length; at += 3) if ((rgb[at + 1] ?? 0) > 100) light += 1;
  return light / (width * height);
}
