import { MessageChannelMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { consolePortChannel, type RequestChannel } from '../../shared/ipc/channels.ts';
import { windowKinds, type WindowKindName } from './kinds.ts';
import { isOurs } from './page-address.ts';

interface OpenWindow {
  readonly key: string;
  readonly kind: WindowKindName;
  readonly window: BrowserWindow;
}

/** The windows that are open: who may call, who hears events, and the ports that are handed over. */
export class WindowRegistry {
  readonly #open = new Map<string, OpenWindow>();

  add(key: string, kind: WindowKindName, window: BrowserWindow, onClosed: () => void): void {
    this.#open.set(key, { key, kind, window });
    window.once('closed', () => {
      this.#open.delete(key);
      onClosed();
    });
  }

  find(key: string): BrowserWindow | undefined {
    return this.#open.get(key)?.window;
  }

  targets(): Iterable<{ readonly key: string; readonly webContents: BrowserWindow['webContents'] }> {
    return [...this.#open.values()].map(({ key, window }) => ({ key, webContents: window.webContents }));
  }

  /** Trusts only the top frame of a window of ours while it shows a page of ours. */
  identify(
    event: IpcMainEvent | IpcMainInvokeEvent,
  ): { key: string; allows: (channel: RequestChannel) => boolean } | null {
    for (const { key, kind, window } of this.#open.values()) {
      if (window.isDestroyed() || window.webContents !== event.sender) continue;
      const frame = event.senderFrame;
      if (frame === null || frame !== window.webContents.mainFrame || !isOurs(frame.url)) return null;
      const channels: readonly RequestChannel[] = windowKinds[kind].channels;
      return { key, allows: (channel) => channels.includes(channel) };
    }
    return null;
  }

  /** Makes a pair of ports, hands one to the window's page, and answers the other. */
  handOverPort(key: string, channelId: string): Electron.MessagePortMain {
    const { port1, port2 } = new MessageChannelMain();
    const window = this.find(key);
    // Closing one end ends the other, whose owner would otherwise wait for a window that is gone.
    if (window === undefined) port2.close();
    else window.webContents.postMessage(consolePortChannel, channelId, [port2]);
    return port1;
  }
}
