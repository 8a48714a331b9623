import { nativeTheme } from 'electron';
import type { Settings } from '../../shared/model/settings.ts';
import type { ConsoleWindows } from '../services/console-sessions.ts';
import { rememberBounds, type BoundsStore } from '../windows/bounds.ts';
import { createWindow } from '../windows/factory.ts';
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
}

export interface WindowHost extends ConsoleWindows {
  /** Opens the main window, or brings it to the front. */
  showMain(): Electron.BrowserWindow;
}

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
  return {
    showMain: () => {
      const known = bringUp('main');
      if (known !== undefined) return known;
      const window = createWindow({ kind: 'main', title: 'VMDeck', dark: isDark(), preloads, devTools, size });
      if (size === null) rememberBounds(window, 'main', bounds);
      registry.add('main', 'main', window, () => options.onClosed('main'));
      return window;
    },
    show: (key, title) => {
      if (bringUp(key) !== undefined) return false;
      const window = createWindow({ kind: 'console', title, dark: true, preloads, devTools, size: null });
      rememberBounds(window, `console ${key}`, bounds);
      registry.add(key, 'console', window, () => options.onClosed(key));
      window.on('enter-full-screen', () => options.onFullScreen(key, true));
      window.on('leave-full-screen', () => options.onFullScreen(key, false));
      return true;
    },
    close: (key) => registry.find(key)?.destroy(),
    channel: (key, channelId) => registry.handOverPort(key, channelId),
  };
}
