import { z } from 'zod';
import { languageSchema, type Settings } from '../../shared/model/settings.ts';

/** What the command line asks of one start. */
export interface StartOptions {
  readonly demo: boolean;
  /** Absolute path of a PNG to write once the inventory is on screen; the app then quits. */
  readonly screenshot: string | null;
  readonly userData: string | null;
  readonly size: { readonly width: number; readonly height: number } | null;
  /** For this start only: not stored. */
  readonly settings: Partial<Settings>;
}

const flag = (argv: readonly string[], name: string): string | null => {
  const found = argv.find((argument) => argument.startsWith(`--${name}=`));
  return found === undefined ? null : found.slice(name.length + 3);
};

const sizeOf = (text: string | null): StartOptions['size'] => {
  const [, width, height] = /^(\d{3,5})x(\d{3,5})$/.exec(text ?? '') ?? [];
  return width === undefined || height === undefined ? null : { width: Number(width), height: Number(height) };
};

/**
 * Reads `--demo --screenshot=FILE --user-data-dir=DIR --window-size=1280x800 --theme=dark --language=zh-CN`.
 *
 * @param packaged a release has neither a demo nor a camera
 */
export function readOptions(argv: readonly string[], packaged: boolean): StartOptions {
  const theme = z.enum(['light', 'dark']).safeParse(flag(argv, 'theme')).data;
  const language = languageSchema.safeParse(flag(argv, 'language')).data;
  return {
    demo: !packaged && argv.includes('--demo'),
    screenshot: packaged ? null : flag(argv, 'screenshot'),
    userData: flag(argv, 'user-data-dir'),
    size: sizeOf(flag(argv, 'window-size')),
    settings: { ...(theme === undefined ? {} : { theme }), ...(language === undefined ? {} : { language }) },
  };
}
