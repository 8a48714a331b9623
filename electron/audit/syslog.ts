import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AppError } from '../../shared/errors/app-error.ts';
import type { AuditEntry } from '../../shared/model/audit.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { hostPort } from '../../shared/util/host-port.ts';
import { errnoOf } from './storage.ts';
import { framed, syslogMessage, type SyslogOrigin } from './syslog-message.ts';
import type { Unsent } from './unsent.ts';

export interface SyslogTarget {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** PEM of the authorities that are trusted in the place of those that the computer believes. */
  readonly ca: string | null;
}

interface SyslogOptions {
  readonly target: SyslogTarget;
  readonly origin: SyslogOrigin;
  /** PEM of the authorities that are believed where the target names none. */
  readonly roots: () => readonly string[];
  readonly clock: Clock;
  /** Told when the server is lost, once until it is back, and with null when it is. */
  readonly onTrouble: (trouble: AppError | null) => void;
  /** What the server does not have yet. */
  readonly unsent: Unsent;
  /** Entries that are held in memory at most; the others wait in the log. */
  readonly most?: number;
  /** Milliseconds before the first new try; each further one waits twice as long, up to a minute. */
  readonly pause?: number;
}

const defaults = { most: 1_000, pause: 1_000, longestPause: 60_000, connect: 10_000 } as const;
/** Entries after which it is remembered how far they were sent, also while more wait. */
const noteAfter = 200;

/**
 * Sends what the log holds to a syslog server over TCP or TLS, from where this or another program has left off. Nothing
 * waits for it. Syslog has no receipts, so what the network still held when a connection broke may be lost (RFC 6587,
 * section 3.1); what two programs send at the same time may arrive twice.
 */
export class Syslog {
  readonly #options: SyslogOptions;
  readonly #end = new AbortController();
  /** The next ones, the oldest first. */
  #queue: readonly AuditEntry[] = [];
  /** Number of the line before the one that would go on behind the queue; null while that is not known. */
  #last: number | null = null;
  /** The log may hold lines that were not sent and are not in the queue. */
  #isBehind = true;
  #sent = { seq: 0, noted: 0 };
  #isIdle = false;
  #wake: () => void = () => undefined;
  #rested: () => void = () => undefined;
  #troubled = false;
  readonly #loop: Promise<void>;

  constructor(options: SyslogOptions) {
    this.#options = options;
    this.#loop = this.#run();
  }

  get address(): string {
    return hostPort(this.#options.target);
  }

  /** Told of entries once they are in the log. */
  send(entries: readonly AuditEntry[]): void {
    const { most = defaults.most } = this.#options;
    const [first] = entries;
    if (first === undefined) return;
    const goesOn = !this.#isBehind && first.seq - 1 === this.#last && this.#queue.length + entries.length <= most;
    if (goesOn) {
      this.#queue = [...this.#queue, ...entries];
      this.#last = entries.at(-1)?.seq ?? null;
    } else this.#isBehind = true;
    this.#isIdle = false;
    this.#wake();
  }

  /** Gives what waits a last chance, within so many milliseconds, tells when that was not enough, and ends. */
  async close(limitMs: number): Promise<void> {
    if (!this.#isDone() && !this.#troubled) {
      const rested = new Promise<void>((resolve) => (this.#rested = resolve));
      const limit = new AbortController();
      await Promise.race([rested, this.#options.clock.sleep(limitMs, limit.signal).catch(() => undefined)]);
      limit.abort();
      if (!this.#isDone()) this.#tell(new Error('the time was not enough'));
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
      try {
        if (!(await this.#hasWork())) {
          await this.#news(end);
          continue;
        }
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
    await this.#note();
  }

  /** Whether something waits, after a look into the log where there may be more than is known. */
  async #hasWork(): Promise<boolean> {
    const { unsent, most = defaults.most } = this.#options;
    while (this.#queue.length === 0 && this.#isBehind) {
      await this.#note();
      this.#last = null;
      this.#isBehind = false;
      try {
        const { entries, upTo } = await unsent.next(this.#sent.seq, most, this.#end.signal);
        if (entries.length < most) this.#last = upTo;
        else this.#isBehind = true;
        this.#queue = entries;
        this.#sent = entries.length === 0 ? { seq: upTo, noted: this.#sent.noted } : this.#sent;
      } catch (error) {
        this.#isBehind = true;
        throw error;
      }
    }
    return this.#queue.length > 0;
  }

  /** Remembers how far was sent. Where that cannot be kept, the next start sends it again. */
  async #note(): Promise<void> {
    const { seq, noted } = this.#sent;
    if (seq === noted) return;
    await this.#options.unsent.sent(seq).then(
      () => (this.#sent = { ...this.#sent, noted: seq }),
      () => undefined,
    );
  }

  #isDone(): boolean {
    return this.#isIdle;
  }

  #isEnded(): boolean {
    return this.#end.signal.aborted;
  }

  /** Waits for something to send, and no longer when it is stopped and woken. */
  async #news(stop: AbortSignal): Promise<void> {
    if (this.#isBehind || this.#queue.length > 0 || stop.aborted) return;
    this.#isIdle = true;
    this.#rested();
    await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  #tell(error: unknown): void {
    if (this.#end.signal.aborted || (error !== null) === this.#troubled) return;
    this.#troubled = error !== null;
    const message = error instanceof Error ? error.message : String(error);
    const detail = { code: errnoOf(error), message };
    const trouble = new AppError('audit.syslog-lost', { server: this.address }, { cause: error, detail });
    this.#options.onTrouble(error === null ? null : trouble);
    if (error !== null) this.#rested();
  }

  async #open(): Promise<Socket> {
    const { host, port, tls, ca } = this.#options.target;
    const signal = this.#end.signal;
    // Said here, so that nothing in the environment of the process says otherwise.
    const strict = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
    const secure = (): Socket => connectTls({ host, port, ...strict, ca: ca ?? [...this.#options.roots()] });
    const socket = tls ? secure() : connectTcp({ host, port });
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
      if (!(await this.#hasWork())) {
        await this.#note();
        await this.#news(stop);
        continue;
      }
      const [entry] = this.#queue;
      if (entry !== undefined) await Promise.race([this.#write(socket, entry), stopped]);
      if (this.#sent.seq - this.#sent.noted >= noteAfter) await this.#note();
    }
    socket.destroySoon();
    socket.unref();
    over.signal.throwIfAborted();
  }

  /** Resolves when the system has taken the entry; one that it has not taken stays in the queue. */
  #write(socket: Socket, entry: AuditEntry): Promise<void> {
    return new Promise((resolve) => {
      socket.write(framed(syslogMessage(entry, this.#options.origin)), (error) => {
        if (!(error instanceof Error) && this.#queue[0] === entry) {
          this.#queue = this.#queue.slice(1);
          this.#sent = { ...this.#sent, seq: entry.seq };
        }
        resolve();
      });
    });
  }
}
