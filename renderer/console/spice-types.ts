/** The part of spice-html5 that this window uses; see src/main.js and src/spiceconn.js of the package. */
export interface SpiceMessage {
  buffer_size(): number;
  to_buffer(buffer: ArrayBuffer): void;
}

export interface SpiceChannel {
  /** Protocol number of the channel's type: 1 main, 2 display, 3 inputs. */
  readonly type: number;
  readonly state: string;
  readonly parent?: SpiceConnection;
  send_msg(message: SpiceMessage): void;
}

/** The main channel, and through it the session. */
export interface SpiceConnection {
  readonly inputs?: SpiceChannel;
  onerror?: (error: unknown) => void;
  stop(): void;
}

export interface SpiceOptions {
  /** Handed to `new WebSocket` for every channel. */
  readonly uri: string;
  readonly screen_id: string;
  readonly password: string;
  readonly onerror: (error: unknown) => void;
}

export type SpiceConstructor = new (options: SpiceOptions) => SpiceConnection;
