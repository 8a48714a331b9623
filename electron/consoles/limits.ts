import { consoleFlow } from '../../shared/model/console-wire.ts';

/** Bounds of one console channel. Times in milliseconds, sizes in bytes. */
export interface ConsoleLimits {
  /** Name look-up and TCP connection together. */
  readonly connectMs: number;
  /** From the TCP connection to the last byte of the handshake, on both ends. */
  readonly handshakeMs: number;
  /** What a closing channel gets to hand its last bytes to the server. */
  readonly closingMs: number;
  /** Unacknowledged bytes toward the window at which the server is no longer read. */
  readonly pauseAt: number;
  /** Unacknowledged bytes toward the window at which reading the server goes on. */
  readonly resumeAt: number;
  /** Bytes from the window that the server has not taken; a channel with more is closed. */
  readonly unsentAt: number;
  /** Bytes from the window that a handshake has not consumed; a channel with more is closed. */
  readonly unreadAt: number;
}

export const consoleLimits: ConsoleLimits = {
  connectMs: 10_000,
  handshakeMs: 15_000,
  closingMs: 1_000,
  pauseAt: consoleFlow.pauseAt,
  resumeAt: consoleFlow.resumeAt,
  unsentAt: 32 * 1024 * 1024,
  unreadAt: 64 * 1024,
};
