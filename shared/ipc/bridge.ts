import type { ErrorData } from '../errors/app-error.ts';

/** What main always answers: `ipcRenderer.invoke` would keep only the message of a thrown error. */
export type Envelope =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorData };

/** The one object that a preload script puts into a window: untyped at this edge, typed by renderer/api. */
export interface Bridge {
  request(channel: string, callId: string, input: unknown): Promise<Envelope>;
  cancel(callId: string): void;
  /** Returns its own remover. */
  subscribe(channel: string, listener: (payload: unknown) => void): () => void;
}

/** What the preload script of a console window posts into its own page along with one MessagePort. */
export interface ConsolePortMessage {
  readonly type: 'vmdeck.console-port';
  readonly channelId: string;
}
