import { BrowserWindow } from 'electron';
import { join } from 'node:path';
import { windowKinds, type WindowKindName } from './kinds.ts';
import { pageUrl } from './page-address.ts';

interface WindowRequest {
  readonly kind: WindowKindName;
  readonly title: string;
  readonly dark: boolean;
  /** Absolute folder of the built preload scripts. */
  readonly preloads: string;
  /** Whether the developer tools can be opened. */
  readonly devTools: boolean;
  readonly size: { readonly width: number; readonly height: number } | null;
}

/** The colours of `--bg` in renderer/ui/tokens.css, so that a window never flashes. */
const background = { light: '#f4f5f6', dark: '#0f1215', console: '#05070a' } as const;

/** The only maker of windows: every kind under the same security settings. */
export function createWindow({ kind, title, dark, preloads, devTools, size }: WindowRequest): BrowserWindow {
  const { page, preload, minWidth, minHeight, width, height } = windowKinds[kind];
  const window = new BrowserWindow({
    title,
    width: size?.width ?? width,
    height: size?.height ?? height,
    minWidth,
    minHeight,
    useContentSize: true,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: kind === 'console' ? background.console : dark ? background.dark : background.light,
    webPreferences: {
      preload: join(preloads, preload),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  void window.loadURL(pageUrl(page));
  return window;
}
