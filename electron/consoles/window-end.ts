import { AppError, Bug, type ErrorData } from '../../shared/errors/app-error.ts';
import { readFromWindow, type ToWindow } from '../../shared/model/console-wire.ts';
import type { BridgePort } from './bridge-port.ts';
import type { ByteSource } from './byte-reader.ts';
import type { ConsoleLimits } from './limits.ts';
import { abortReason } from '../net/with-limit.ts';

interface Waiter {
  readonly length: number;
  readonly resolve: (bytes: Uint8Array) => void;
}

/** Who takes over the window's bytes once the handshake is done. */
export interface WindowSink {
  data(bytes: Uint8Array): void;
  acknowledged(): void;
}

/** The window's end of a channel: counts bytes in both directions and keeps what nobody has read yet. */
export class WindowEnd implements ByteSource {
  readonly #port: BridgePort;
  readonly #limits: ConsoleLimits;
  readonly #gone = new AbortController();
  #unread: Buffer = Buffer.alloc(0);
  #waiter: Waiter | null = null;
  #sink: WindowSink | null = null;
  #inFlight = 0;
  #unacknowledged = 0;
  #closed = false;

  constructor(port: BridgePort, limits: ConsoleLimits) {
    this.#port = port;
    this.#limits = limits;
    port.on('message', (event) => this.#receive(event.data));
    port.on('close', () => this.#leave(new AppError('cancelled')));
    port.start();
  }

  /** Aborted when the window left (reason `cancelled`) or had to be cut off (another {@link AppError}). */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Bytes sent to the window that it has not acknowledged. */
  get inFlight(): number {
    return this.#inFlight;
  }

  open(): void {
    this.#post({ t: 'open' });
  }

  send(bytes: Uint8Array): void {
    this.#inFlight += bytes.length;
    // Cloning a view clones its whole memory: slower, and Node's shared pool may hold other people's bytes.
    this.#post(bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes));
  }

  /** Tells the window that `bytes` of what it sent are done with. */
  acknowledge(bytes: number): void {
    this.#unacknowledged -= bytes;
    this.#post({ t: 'ack', bytes });
  }

  /** One read at a time. The bytes are acknowledged. */
  read(length: number, signal: AbortSignal): Promise<Uint8Array> {
    if (this.#waiter !== null || this.#sink !== null) throw new Bug('the window end is already being read');
    return new Promise((resolve, reject) => {
      const aborted = (): void => {
        this.#waiter = null;
        reject(abortReason(signal));
      };
      if (signal.aborted) {
        aborted();
        return;
      }
      signal.addEventListener('abort', aborted, { once: true });
      this.#waiter = {
        length,
        resolve: (bytes) => {
          signal.removeEventListener('abort', aborted);
          resolve(bytes);
        },
      };
      this.#satisfy();
    });
  }

  /** Hands everything from here on to `sink`, beginning with what is unread. */
  pour(sink: WindowSink): void {
    this.#sink = sink;
    const rest = this.#unread;
    this.#unread = Buffer.alloc(0);
    if (rest.length > 0) sink.data(rest);
  }

  /** Tells the window why, then closes the port. What was sent before still arrives. */
  close(error: ErrorData | null): void {
    if (this.#closed) return;
    this.#post({ t: 'close', error });
    this.#closed = true;
    this.#port.close();
  }

  #post(message: ToWindow): void {
    if (!this.#closed) this.#port.postMessage(message);
  }

  #leave(reason: AppError): void {
    if (!this.#gone.signal.aborted) this.#gone.abort(reason);
  }

  #receive(data: unknown): void {
    if (this.#closed || this.#gone.signal.aborted) return;
    const message = readFromWindow(data);
    if (message === null) this.#leave(new AppError('ipc.invalid-input'));
    else if (message instanceof Uint8Array) this.#receiveBytes(message);
    else if (message.t === 'close') this.#leave(new AppError('cancelled'));
    else this.#receiveAck(message.bytes);
  }

  #receiveAck(bytes: number): void {
    if (bytes > this.#inFlight) {
      this.#leave(new AppError('ipc.invalid-input'));
      return;
    }
    this.#inFlight -= bytes;
    this.#sink?.acknowledged();
  }

  #receiveBytes(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#unacknowledged += bytes.length;
    if (this.#sink !== null) {
      if (this.#unacknowledged > this.#limits.unsentAt) this.#leave(new AppError('console.lost'));
      else this.#sink.data(bytes);
      return;
    }
    if (this.#unacknowledged > this.#limits.unreadAt) {
      this.#leave(new AppError('ipc.invalid-input'));
      return;
    }
    this.#unread = Buffer.concat([this.#unread, bytes]);
    this.#satisfy();
  }

  #satisfy(): void {
    const waiter = this.#waiter;
    if (waiter === null || this.#unread.length < waiter.length) return;
    this.#waiter = null;
    const bytes = this.#unread.subarray(0, waiter.length);
    this.#unread = this.#unread.subarray(waiter.length);
    if (bytes.length > 0) this.acknowledge(bytes.length);
    waiter.resolve(bytes);
  }
}
