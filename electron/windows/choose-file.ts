import { app, dialog, type BrowserWindow } from 'electron';
import { join } from 'node:path';

type WindowOf = (key: string) => BrowserWindow | undefined;

/** Asks with the system's own dialog where to save a file, so that a page names no path. */
export const fileChooser =
  (windowOf: WindowOf) =>
  async (key: string, suggestion: string): Promise<string | null> => {
    const parent = windowOf(key);
    const options = { defaultPath: join(app.getPath('documents'), suggestion) };
    const { canceled, filePath } = await (parent === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(parent, options));
    return canceled || filePath === '' ? null : filePath;
  };

/** Asks in the same way for a file that is there. */
export const existingFileChooser =
  (windowOf: WindowOf) =>
  async (key: string, kind: { readonly name: string; readonly extension: string }): Promise<string | null> => {
    const parent = windowOf(key);
    const options: Electron.OpenDialogOptions = {
      defaultPath: app.getPath('documents'),
      properties: ['openFile'],
      filters: [
        { name: kind.name, extensions: [kind.extension] },
        { name: '*', extensions: ['*'] },
      ],
    };
    const { canceled, filePaths } = await (parent === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return canceled ? null : (filePaths[0] ?? null);
  };

interface Words {
  readonly question: string;
  readonly detail: string;
  readonly yes: string;
  readonly no: string;
}

/** Asks in the system's own dialog, which a page cannot answer. Closing it means no. */
export const confirmer =
  (windowOf: WindowOf) =>
  async (key: string, { question, detail, yes, no }: Words): Promise<boolean> => {
    const parent = windowOf(key);
    const options: Electron.MessageBoxOptions = {
      ...{ type: 'warning', message: question, detail, buttons: [no, yes], noLink: true },
      ...{ defaultId: 0, cancelId: 0 },
    };
    const { response } = await (parent === undefined
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(parent, options));
    return response === 1;
  };
