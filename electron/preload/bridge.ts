import { ipcRenderer } from 'electron';
import type { Bridge, Envelope } from '../../shared/ipc/bridge.ts';
import { cancelChannel, eventChannels, requestChannels } from '../../shared/ipc/channels.ts';

const isOneOf = (list: readonly string[], channel: string): boolean => list.includes(channel);

/** Exactly the contract's channels, and nothing of Electron. */
export const bridge: Bridge = {
  request: (channel, callId, input) => {
    if (!isOneOf(requestChannels, channel)) return Promise.reject(new Error(`No such channel: ${channel}`));
    return ipcRenderer.invoke(channel, callId, input) as Promise<Envelope>; // what bindRequests always answers
  },
  cancel: (callId) => ipcRenderer.send(cancelChannel, callId),
  subscribe: (channel, listener) => {
    if (!isOneOf(eventChannels, channel)) throw new Error(`No such event: ${channel}`);
    const forward = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.off(channel, forward);
    };
  },
};
