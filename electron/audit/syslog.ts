import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AppError } from '../../shared/errors/app-error.ts';
import type { AuditEntry } from '../../shared/model/audit.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { errnoOf } from './storage.ts';
import { framed, syslogMessage, type SyslogOrigin } from './syslog-message.ts';

export interface SyslogTarget {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** PEM of the authorities that are trusted in the place of the system's; null for those that Node knows. */
  readonly ca: string | null;
}

interface SyslogOptions {
  readonly target: SyslogTarget;
  readonly origin: SyslogOrigin;
  readonly clock: Clock;
  /** Told when the server is lost, once until it is back, and with null when it is. */
  readonly onTrouble: (trouble: AppError | null) => void;
  /** Entries that wait at most; the oldest go first. */
  readonly most?: number;
  /** Milliseconds before the first new try; each further one waits twice as long, up to a minute. */
  readonly pause?: number;
}

const defaults = { most: 10_000, pause: 1_000, longestPause: 60_000, connect: 10_000 } as const;

/**
 * Sends entries to a syslog server over TCP or TLS. Nothing waits for it: entries queue while it is away. Syslog has no
 * receipts, so what the network still held when a connection broke may be lost (RFC 6587, section 3.1).
 */
export class Syslog {
  readonly #options: SyslogOptions;
  readonly #end = new AbortController();
  #queue: AuditEntry[] = [];
  #wake: () => void = () => undefined;
  #drained: () => void = () => undefined;
  #troubled = false;
  readonly #loop: Promise<void>;

  constructor(options: SyslogOptions) {
    this.#options = options;
    this.#loop = this.#run();
  }

  get address(): string {
    const { host, port } = this.#options.target;
    return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  }

  send(entries: readonly AuditEntry[]): void {
    this.#queue = [...this.#queue, ...entries].slice(-(this.#options.most ?? defaults.most));
    this.#wake();
  }

  /** Gives what waits a last chance, within so many milliseconds, and ends. */
  async close(limitMs: number): Promise<void> {
    if (this.#queue.length > 0 && !this.#troubled) {
      const drained = new Promise<void>((resolve) => (this.#drained = resolve));
      const limit = new AbortController();
      await Promise.race([drained, this.#options.clock.sleep(limitMs, limit.signal).catch(() => undefined)]);
      limit.abort();
    }
    this.#end.abort();
    this.#wake();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { clock, pause = defaults.pause } = this.#options;
    const end = this.#end.signal;
    let wait: number = pause;
    while (!this.#isEnded()) {
      if (this.#queue.length === 0) {
        await this.#news();
        continue;
      }
      try {
        const socket = await this.#open();
        wait = pause;
        this.#tell(null);
        await this.#carry(socket);
      } catch (error) {
        this.#tell(error);
        await clock.sleep(wait, end).catch(() => undefined);
        wait = Math.min(wait * 2, defaults.longestPause);
      }
    }
  }

  #isEnded(): boolean {
    return this.#end.signal.aborted;
  }

  #news(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  #tell(error: unknown): void {
    if (this.#end.signal.aborted || (error !== null) === this.#troubled) return;
    this.#troubled = error !== null;
    const { host, port } = this.#options.target;
    const message = error instanceof Error ? error.message : String(error);
    const detail = { code: errnoOf(error), message };
    const trouble = new AppError('audit.syslog-lost', { host, port: String(port) }, { cause: error, detail });
    this.#options.onTrouble(error === null ? null : trouble);
  }

  async #open(): Promise<Socket> {
    const { host, port, tls, ca } = this.#options.target;
    const signal = this.#end.signal;
    const socket = tls ? connectTls({ host, port, ...(ca === null ? {} : { ca }) }) : connectTcp({ host, port });
    const limit = AbortSignal.any([signal, AbortSignal.timeout(defaults.connect)]);
    try {
      await once(socket, tls ? 'secureConnect' : 'connect', { signal: limit });
      return socket.setKeepAlive(true, 30_000);
    } catch (error) {
      socket.on('error', () => undefined).destroy();
      throw error;
    }
  }

  /** Sends whatever comes, until the connection ends: that is always a failure, for the server is to stay. */
  async #carry(socket: Socket): Promise<void> {
    const end = this.#end.signal;
    const over = new AbortController();
    const lose = (error: Error): void => {
      over.abort(error);
      this.#wake();
    };
    socket.on('error', lose);
    socket.on('close', () => lose(new Error('the server closed the connection')));
    // What a server says is not heard; reading is how its end is noticed.
    socket.resume();
    const stop = AbortSignal.any([end, over.signal]);
    const stopped = new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
    while (!stop.aborted) {
      const [entry] = this.#queue;
      if (entry === undefined) {
        this.#drained();
        await this.#news();
        continue;
      }
      await Promise.race([this.#write(socket, entry), stopped]);
    }
    socket.destroySoon();
    socket.unref();
    over.signal.throwIfAborted();
  }

  /** Resolves when the system has taken the entry; one that it has not taken stays in the queue. */
  #write(socket: Socket, entry: AuditEntry): Promise<void> {
    return new Promise((resolve) => {
      socket.write(framed(syslogMessage(entry, this.#options.origin)), (error) => {
        // What was dropped meanwhile is first no more.
        if (!(error instanceof Error) && this.#queue[0] === entry) this.#queue.shift();
        resolve();
      });
    });
  }
}
