/**
 * The part of a message port that a bridge uses; Electron's `MessagePortMain` satisfies it. Bytes are copied, never
 * transferred: `MessagePortMain` transfers only ports.
 */
export interface BridgePort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}
