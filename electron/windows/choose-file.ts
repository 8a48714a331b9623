import { app, dialog, type BrowserWindow } from 'electron';
import { join } from 'node:path';

/** Asks with the system's own dialog where to save a file, so that a page names no path. */
export const fileChooser =
  (windowOf: (key: string) => BrowserWindow | undefined) =>
  async (key: string, suggestion: string): Promise<string | null> => {
    const parent = windowOf(key);
    const options = { defaultPath: join(app.getPath('documents'), suggestion) };
    const { canceled, filePath } = await (parent === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(parent, options));
    return canceled || filePath === '' ? null : filePath;
  };
