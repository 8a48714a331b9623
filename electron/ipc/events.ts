import type { EventChannel } from '../../shared/ipc/channels.ts';
import { events, type EventPayload } from '../../shared/ipc/contract.ts';

/** The part of a window's web contents that is used. */
export interface EventTargetWindow {
  readonly key: string;
  readonly webContents: { send(channel: string, payload: unknown): void; isDestroyed(): boolean };
}

export interface EventSender {
  /** To every window. */
  broadcast<E extends EventChannel>(channel: E, payload: EventPayload<E>): void;
  /** To the window of one key, if it is open. */
  tell<E extends EventChannel>(key: string, channel: E, payload: EventPayload<E>): void;
}

/** The only sender of events. A payload that is not of the contract is a bug and goes nowhere. */
export function createEventSender(windows: () => Iterable<EventTargetWindow>): EventSender {
  const send = (channel: EventChannel, payload: unknown, wanted: (key: string) => boolean): void => {
    const checked = events[channel].parse(payload);
    for (const { key, webContents } of windows()) {
      if (wanted(key) && !webContents.isDestroyed()) webContents.send(channel, checked);
    }
  };
  return {
    broadcast: (channel, payload) => send(channel, payload, () => true),
    tell: (key, channel, payload) => send(channel, payload, (one) => one === key),
  };
}
