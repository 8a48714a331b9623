import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { BridgePort } from '../../../../../electron/consoles/bridge-port.ts';
import { readToWindow, type CloseMessage } from '../../../../../shared/model/console-wire.ts';

/** A Node port delivers bare values where Electron's delivers events. */
const asBridgePort = (port: MessagePort): BridgePort => ({
  postMessage: (message) => port.postMessage(message),
  on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
    event === 'message'
      ? port.on('message', (data: unknown) => listener({ data }))
      : port.on('close', () => listener({ data: null })),
  start: () => port.start(),
  close: () => port.close(),
});

interface WindowSideOptions {
  /** Acknowledge bytes as they come. */
  readonly acknowledge?: boolean;
}

/** The window's side of a channel, over a real message channel. */
export class WindowSide {
  readonly bridgePort: BridgePort;
  readonly #port: MessagePort;
  #watchers: (() => void)[] = [];
  #chunks: Uint8Array[] = [];
  #unread = 0;
  opened = false;
  closed: CloseMessage | null = null;
  portClosed = false;
  /** Bytes received and not acknowledged: now and at most. */
  inFlight = 0;
  maxInFlight = 0;
  total = 0;
  acknowledgedToWindow = 0;
  /** More memory than bytes came with a message: somebody else's bytes. */
  strayBytes = 0;

  constructor({ acknowledge = true }: WindowSideOptions = {}) {
    const { port1, port2 } = new MessageChannel();
    this.bridgePort = asBridgePort(port1);
    this.#port = port2;
    port2.on('message', (data: unknown) => {
      this.#receive(data, acknowledge);
      this.#changed();
    });
    port2.on('close', () => {
      this.portClosed = true;
      this.#changed();
    });
  }

  send(bytes: Uint8Array): void {
    this.#port.postMessage(new Uint8Array(bytes));
  }

  post(message: unknown): void {
    this.#port.postMessage(message);
  }

  acknowledge(bytes: number): void {
    this.inFlight -= bytes;
    this.#port.postMessage({ t: 'ack', bytes });
  }

  /** The window is destroyed. */
  destroy(): void {
    this.#port.close();
  }

  /** The next `length` bytes. */
  async read(length: number): Promise<Buffer> {
    await this.until(() => this.#unread >= length || this.closed !== null || this.portClosed);
    if (this.#unread < length) throw new Error(`closed with ${this.#unread} of ${length} bytes`);
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all.subarray(length)];
    this.#unread -= length;
    return all.subarray(0, length);
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  async closing(): Promise<CloseMessage> {
    await this.until(() => this.closed !== null || this.portClosed);
    if (this.closed === null) throw new Error('the port closed without a word');
    return this.closed;
  }

  #changed(): void {
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const watcher of watchers) watcher();
  }

  #receive(data: unknown, acknowledge: boolean): void {
    const message = readToWindow(data);
    if (message === null) throw new Error('main sent something else');
    if (message instanceof Uint8Array) {
      this.strayBytes += message.buffer.byteLength - message.byteLength;
      this.total += message.length;
      this.inFlight += message.length;
      this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
      this.#chunks.push(message);
      this.#unread += message.length;
      if (acknowledge) this.acknowledge(message.length);
    } else if (message.t === 'open') this.opened = true;
    else if (message.t === 'ack') this.acknowledgedToWindow += message.bytes;
    else this.closed = message;
  }
}
