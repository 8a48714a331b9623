import { contextBridge, ipcRenderer } from 'electron';
import type { ConsolePortMessage } from '../../shared/ipc/bridge.ts';
import { consolePortChannel } from '../../shared/ipc/channels.ts';
import { bridge } from './bridge.ts';

contextBridge.exposeInMainWorld('vmdeck', bridge);

// A MessagePort cannot cross the context bridge, so it is posted into the page, which knows the channel it asked for.
ipcRenderer.on(consolePortChannel, (event, channelId: unknown) => {
  if (typeof channelId !== 'string') return;
  const message: ConsolePortMessage = { type: 'vmdeck.console-port', channelId };
  window.postMessage(message, window.location.origin, event.ports);
});
