import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from './scratch.ts';
import { screenshotModule } from './scripts.ts';

async function screenshot(bytes: Buffer): Promise<string> {
  const file = path.join(await scratchFolder(), 'shot.png');
  await writeFile(file, bytes);
  return file;
}

function image(width: number, height: number, colour: (index: number) => number): Buffer {
  const png = new PNG({ width, height });
  for (let index = 0; index < width * height; index += 1) png.data.writeUInt32BE(colour(index), index * 4);
  return PNG.sync.write(png);
}

describe('checkScreenshot', () => {
  it('takes a picture of something', async () => {
    const file = await screenshot(image(640, 400, (index) => ((index << 8) | 0xff) >>> 0));
    await expect(screenshotModule.checkScreenshot(file)).resolves.toEqual({ width: 640, height: 400 });
  });

  it.each([
    ['an empty window', image(640, 400, () => 0xffffffff), 'shows an empty window'],
    ['a speck', image(10, 10, (index) => index), 'is only 10 × 10 pixels large'],
    ['no picture', Buffer.from('<html>'), 'is not a PNG image'],
  ])('refuses %s', async (_what, bytes, message) => {
    await expect(screenshotModule.checkScreenshot(await screenshot(bytes))).rejects.toThrow(message);
  });

  it('tells when there is none', async () => {
    const file = path.join(await scratchFolder(), 'absent.png');
    await expect(screenshotModule.checkScreenshot(file)).rejects.toThrow('without writing');
  });
});
