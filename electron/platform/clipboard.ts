import { clipboard as electronClipboard, ClipboardItem } from 'electron';
import type { SystemClipboard } from '../services/secret-clipboard.ts';

/**
 * The part of Electron's clipboard that is used. The development runtime answers at once and writes a text alone; a
 * product's writes several formats in one go, which is what marking a text needs.
 */
interface Clipboard {
  readText(): string | Promise<string>;
  writeText(text: string): unknown;
  clear(): void;
  write(items: readonly unknown[]): Promise<void>;
  has(format: string): boolean | Promise<boolean>;
}
const clipboard: Clipboard = electronClipboard;

type Item = new (formats: Record<string, string | Blob>) => unknown;
const item: Item | undefined = ClipboardItem;

type Formats = readonly (readonly [name: string, value: Uint8Array<ArrayBuffer>])[];

const zero = new Uint8Array(4);

/**
 * What keeps a text out of clipboard histories, the format that is looked for afterwards first.
 *
 * Windows: "Cloud Clipboard and Clipboard History Formats" (learn.microsoft.com, Win32, Clipboard Formats), numbers of
 * four bytes; macOS: nspasteboard.org; Linux: what KDE's Klipper, and others after it, go by.
 */
function marksOf(platform: NodeJS.Platform): Formats {
  if (platform === 'win32') {
    return [
      ['ExcludeClipboardContentFromMonitorProcessing', zero],
      ['CanIncludeInClipboardHistory', zero],
      ['CanUploadToCloudClipboard', zero],
    ];
  }
  if (platform === 'darwin') return [['org.nspasteboard.ConcealedType', new Uint8Array(0)]];
  return [['x-kde-passwordManagerHint', new Uint8Array(Buffer.from('secret'))]];
}

/** Electron's name for a format of the platform (docs/api/clipboard.md, custom formats). */
const raw = (name: string): string => `electron application/osclipboard;format="${name}"`;

/** The clipboard of the operating system. Needs a ready app. */
export function systemClipboard(platform: NodeJS.Platform): SystemClipboard {
  const marks = marksOf(platform);
  const [[mark] = ['']] = marks;
  return {
    async write(text) {
      if (item === undefined) {
        await clipboard.writeText(text);
        return { concealed: false };
      }
      const formats = Object.fromEntries(marks.map(([name, value]) => [raw(name), new Blob([value])]));
      await clipboard.write([new item({ 'text/plain': text, ...formats })]);
      return { concealed: await clipboard.has(raw(mark)) };
    },
    read: async () => clipboard.readText(),
    async clear() {
      const before = await clipboard.readText();
      clipboard.clear();
      // On X11 a clipboard manager may have taken it over: an empty text is newer than its copy.
      if (before !== '' && (await clipboard.readText()) === before) await clipboard.writeText('');
    },
  };
}
