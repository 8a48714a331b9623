import { AppError, toErrorData, type ErrorData } from '../../shared/errors/app-error.ts';
import { consoleFlow, readToWindow, type FromWindow } from '../../shared/model/console-wire.ts';
import type { OpenChannel } from './open-channel.ts';

type Handler = ((event: Event) => void) | null;
type MessageHandler = ((event: MessageEvent<ArrayBuffer>) => void) | null;

const connecting = 0;
const open = 1;
const closed = 3;

/**
 * One byte channel of a console session in the shape of a WebSocket, for the VNC and SPICE libraries.
 *
 * noVNC accepts a channel only if it finds `send`, `close`, `binaryType`, `protocol`, `readyState` and the `on…` fields
 * on the object itself or on its direct prototype (core/websock.js, attach), so none of them may move to a base class.
 * spice-html5 listens with `addEventListener` and reads `url` to open further channels.
 */
export class PortSocket extends EventTarget {
  static readonly CONNECTING = connecting;
  static readonly OPEN = open;
  static readonly CLOSING = 2;
  static readonly CLOSED = closed;

  readonly url: string;
  readonly protocol = '';
  binaryType = 'arraybuffer';
  readyState: number = connecting;
  /** Bytes sent that the server has not taken yet. */
  bufferedAmount = 0;
  onopen: Handler = null;
  onmessage: MessageHandler = null;
  onclose: Handler = null;
  onerror: Handler = null;
  /** Set once main, rather than the library, has ended the channel; the reason is null after a wanted end. */
  ended: { readonly reason: ErrorData | null } | null = null;

  readonly #leaving = new AbortController();
  #port: MessagePort | null = null;
  #unacknowledged = 0;

  constructor(url: string, sessionId: string, openChannel: OpenChannel) {
    super();
    this.url = url;
    this.addEventListener('open', (event) => this.onopen?.(event));
    this.addEventListener('message', (event) => this.onmessage?.(event as MessageEvent<ArrayBuffer>)); // only ours
    this.addEventListener('close', (event) => this.onclose?.(event));
    this.addEventListener('error', (event) => this.onerror?.(event));
    openChannel(sessionId, crypto.randomUUID(), this.#leaving.signal).then(
      (port) => this.#adopt(port),
      (error: unknown) => this.#end(toErrorData(error, 'console-channel')),
    );
  }

  send(data: ArrayBuffer | Uint8Array): void {
    if (this.readyState === connecting) throw new DOMException('not open', 'InvalidStateError');
    if (this.readyState !== open) return;
    this.bufferedAmount += data.byteLength;
    // Cloning a view would clone the whole buffer behind it, which the libraries use again and again.
    this.#post(data instanceof Uint8Array ? data.slice() : new Uint8Array(data));
  }

  /** Tells main, then ends; listeners hear `close` after the caller has returned. */
  close(): void {
    if (this.readyState === closed) return;
    this.#post({ t: 'close' });
    this.#release();
    queueMicrotask(() => this.dispatchEvent(new Event('close')));
  }

  #post(message: FromWindow): void {
    this.#port?.postMessage(message);
  }

  #adopt(port: MessagePort): void {
    if (this.readyState === closed) {
      port.postMessage({ t: 'close' } satisfies FromWindow);
      port.close();
      return;
    }
    this.#port = port;
    port.addEventListener('message', (event) => this.#receive(event.data));
    port.addEventListener('close', () => this.#end(new AppError('console.lost').toData()));
    port.start();
  }

  #receive(data: unknown): void {
    if (this.readyState === closed) return;
    const message = readToWindow(data);
    if (message === null) this.#end(new AppError('console.lost').toData());
    else if (message instanceof Uint8Array) this.#deliver(message);
    else if (message.t === 'ack') this.bufferedAmount -= message.bytes;
    else if (message.t === 'close') this.#end(message.error);
    else {
      this.readyState = open;
      this.dispatchEvent(new Event('open'));
    }
  }

  #deliver(bytes: Uint8Array): void {
    const whole = bytes.byteLength === bytes.buffer.byteLength;
    const data = whole ? bytes.buffer : bytes.slice().buffer;
    this.dispatchEvent(new MessageEvent('message', { data }));
    this.#unacknowledged += bytes.byteLength;
    if (this.#unacknowledged < consoleFlow.ackEvery) return;
    this.#post({ t: 'ack', bytes: this.#unacknowledged });
    this.#unacknowledged = 0;
  }

  #end(reason: ErrorData | null): void {
    if (this.readyState === closed) return;
    this.ended = { reason };
    this.#release();
    if (reason !== null) this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new Event('close'));
  }

  #release(): void {
    this.readyState = closed;
    this.#leaving.abort();
    this.#port?.close();
    this.#port = null;
  }
}
