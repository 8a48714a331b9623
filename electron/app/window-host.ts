import { nativeTheme } from 'electron';
import type { Settings } from '../../shared/model/settings.ts';
import type { ConsoleWindows } from '../services/console-sessions.ts';
import { rememberBounds, type BoundsStore } from '../windows/bounds.ts';
import { createWindow } from '../windows/factory.ts';
import type { WindowKindName } from '../windows/kinds.ts';
import type { WindowRegistry } from '../windows/registry.ts';

interface WindowHostOptions {
  readonly registry: WindowRegistry;
  readonly preloads: string;
  readonly devTools: boolean;
  readonly bounds: BoundsStore;
  readonly settings: () => Settings;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly onClosed: (key: string) => void;
  readonly onFullScreen: (key: string, on: boolean) => void;
  /** A key, the pointer or a finger has done something in one of the windows. */
  readonly onInput: () => void;
  /** The main window was minimised. */
  readonly onMinimised: () => void;
}

export interface WindowHost extends ConsoleWindows {
  /** Opens the main window, or brings it to the front. */
  showMain(): Electron.BrowserWindow;
  /** While the app is locked, no title says what a console shows. */
  coverTitles(on: boolean): void;
}

const appName = 'VMDeck';

/** Opens the windows that the services ask for. */
export function createWindowHost(options: WindowHostOptions): WindowHost {
  const { registry, preloads, devTools, bounds, settings, size } = options;
  const isDark = (): boolean => {
    const { theme } = settings();
    return theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark';
  };
  const bringUp = (key: string): Electron.BrowserWindow | undefined => {
    const known = registry.find(key);
    if (known?.isMinimized() === true) known.restore();
    known?.show();
    return known;
  };
  const titles = new Map<string, string>();
  const open = (key: string, kind: WindowKindName, title: string): ReturnType<typeof createWindow> => {
    const look = kind === 'main' ? { dark: isDark(), size } : { dark: true, size: null };
    const window = createWindow({ kind, title, preloads, devTools, ...look });
    window.webContents.on('input-event', options.onInput);
    titles.set(key, title);
    registry.add(key, kind, window, () => {
      titles.delete(key);
      options.onClosed(key);
    });
    return window;
  };
  return {
    showMain: () => {
      const known = bringUp('main');
      if (known !== undefined) return known;
      const window = open('main', 'main', appName);
      if (size === null) rememberBounds(window, 'main', bounds);
      window.on('minimize', options.onMinimised);
      return window;
    },
    show: (key, title) => {
      if (bringUp(key) !== undefined) return false;
      const window = open(key, 'console', title);
      rememberBounds(window, `console ${key}`, bounds);
      window.on('enter-full-screen', () => options.onFullScreen(key, true));
      window.on('leave-full-screen', () => options.onFullScreen(key, false));
      return true;
    },
    coverTitles: (on) => {
      for (const [key, title] of titles) registry.find(key)?.setTitle(on ? appName : title);
    },
    close: (key) => registry.find(key)?.destroy(),
    channel: (key, channelId) => registry.handOverPort(key, channelId),
  };
}
