import { writeFile } from 'node:fs/promises';

interface Picture {
  isEmpty(): boolean;
  toPNG(): Uint8Array;
}

/** The part of Electron's web contents that is used. */
interface Picturable {
  beginFrameSubscription(onlyDirty: boolean, listener: (image: Picture) => void): void;
  endFrameSubscription(): void;
  invalidate(): void;
}

/** Milliseconds without a new frame after which the picture counts as finished, and the longest to wait for that. */
const quiet = 500;
const longest = 10_000;

/**
 * Writes what a window shows as a PNG, in the pixels of its screen. The last frame before a pause is taken: a page may
 * be ahead of its compositor by several frames, and `capturePage` answers what the compositor still holds.
 */
export async function writeScreenshot(contents: Picturable, path: string): Promise<void> {
  const image = await new Promise<Picture>((resolve, reject) => {
    let last: Picture | null = null;
    const finish = (): void => {
      if (last === null) reject(new Error('The window has no picture'));
      else resolve(last);
    };
    const end = setTimeout(finish, longest);
    let pause = end;
    contents.beginFrameSubscription(false, (frame) => {
      if (frame.isEmpty()) return;
      last = frame;
      if (pause !== end) clearTimeout(pause);
      pause = setTimeout(finish, quiet);
    });
    contents.invalidate();
  });
  contents.endFrameSubscription();
  await writeFile(path, image.toPNG());
}
