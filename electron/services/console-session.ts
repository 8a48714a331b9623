import { AppError, toErrorData, type ErrorData } from '../../shared/errors/app-error.ts';
import type { ConsoleState } from '../../shared/model/console.ts';
import type { ConsoleKind } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { bridgeSpiceChannel, bridgeVnc, type BridgeState } from '../consoles/bridge.ts';
import type { ConsoleTicket } from '../consoles/ticket.ts';
import type { NetworkRoute, Trust } from '../net/route.ts';
import type { SeenCertificate } from '../net/certificate.ts';
import type { BridgePort } from '../consoles/bridge-port.ts';

/** What opens a console, and how its server is reached. */
export interface ConsoleOpening {
  readonly ticket: ConsoleTicket;
  readonly route: NetworkRoute;
  /** Whom the server is believed to be. */
  readonly trust: Trust;
}

type Server = Pick<ConsoleTicket, 'host' | 'port'>;

interface SessionOptions {
  readonly id: string;
  readonly kind: ConsoleKind;
  readonly askTicket: (signal: AbortSignal) => Promise<ConsoleOpening>;
  readonly clock: Clock;
  readonly onChange: () => void;
  /** The server speaks TLS and is believed. */
  readonly onBelieved: (server: Server) => void;
  /** It is not, for this reason, and showed this. */
  readonly onUnbelieved: (server: Server, shown: readonly SeenCertificate[], problem: ErrorData) => void;
  /** A channel that the session can do without has ended: refused, lost, or closed by the server. */
  readonly onSideChannel: (type: number, error: ErrorData) => void;
  /** Writes down a failure that is no AppError; answers its report id. */
  readonly report: (error: unknown) => string;
}

/** What each state may be left for; `closed` is final, reconnecting makes a new session. */
const next: Readonly<Record<ConsoleState, readonly ConsoleState[]>> = {
  idle: ['asking-ticket', 'closed'],
  'asking-ticket': ['connecting', 'closed'],
  connecting: ['authenticating', 'closed'],
  authenticating: ['connected', 'closed'],
  connected: ['closed'],
  closed: [],
};

/** Byte channels of one session. spice-html5 opens one for each channel of the protocol, once. */
const channels = { vnc: 1, spice: 16 } as const satisfies Record<ConsoleKind, number>;

/**
 * SPICE channels without which there is nothing to see or to do: main, display, inputs (SPICE_CHANNEL_*). Without the
 * others, such as sound or the pointer's shape, a session goes on.
 */
const essential: ReadonlySet<number> = new Set([1, 2, 3]);

/** One console from its ticket to its end. VNC has one byte channel, SPICE one for each of its channels. */
export class ConsoleSession {
  readonly #options: SessionOptions;
  readonly #end = new AbortController();
  #state: ConsoleState = 'idle';
  #error: ErrorData | null = null;
  #secure: boolean | null = null;
  #opening: ConsoleOpening | null = null;
  #carried = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  get id(): string {
    return this.#options.id;
  }

  get kind(): ConsoleKind {
    return this.#options.kind;
  }

  get state(): ConsoleState {
    return this.#state;
  }

  /** Whether its bytes are in TLS; null until it is connected. */
  get secure(): boolean | null {
    return this.#secure;
  }

  get error(): ErrorData | null {
    return this.#error;
  }

  /** Asks the cloud for a ticket, within the provider's time limits. Never rejects: a failure is the session's end. */
  async begin(): Promise<void> {
    this.#go('asking-ticket');
    try {
      const opening = await this.#options.askTicket(this.#end.signal);
      if (this.#end.signal.aborted) return;
      this.#opening = opening;
      this.#go('connecting');
    } catch (error) {
      this.#close(toErrorData(error, error instanceof AppError ? '' : this.#options.report(error)));
    }
  }

  /** Carries the bytes of one channel between the server and the window until either ends. */
  carry(port: BridgePort): Promise<void> {
    const opening = this.#opening;
    if (opening === null || this.#carried >= channels[opening.ticket.kind]) {
      port.close();
      return Promise.resolve();
    }
    const { ticket, route, trust } = opening;
    const server: Server = { host: ticket.host, port: ticket.port };
    this.#carried += 1;
    // Nobody else needs the password of a protocol with one channel.
    if (this.#carried >= channels[ticket.kind]) this.#opening = null;
    const { clock, report } = this.#options;
    const open = ticket.kind === 'vnc' ? bridgeVnc : bridgeSpiceChannel;
    return open(
      { ticket, route, trust, port, clock, report, onState: (state) => this.#heard(state, server) },
      this.#end.signal,
    );
  }

  /** Goes on without the ticket: no further channel can be opened. A session that needs it still ends. */
  seal(): void {
    if (this.#state === 'connected') this.#opening = null;
    else this.end();
  }

  /** Ends the session: wanted, so without an error. */
  end(): void {
    this.#close(null);
  }

  #heard(news: BridgeState, server: Server): void {
    if (news.state === 'connected') {
      this.#secure ??= news.secure;
      if (news.secure) this.#options.onBelieved(server);
    }
    if (news.state !== 'closed') {
      this.#go(news.state);
      return;
    }
    if (news.shown.length > 0 && news.error !== null) this.#options.onUnbelieved(server, news.shown, news.error);
    if (news.channel === null || essential.has(news.channel)) this.#close(news.error);
    else if (news.error !== null && this.#state !== 'closed') this.#options.onSideChannel(news.channel, news.error);
  }

  #close(error: ErrorData | null): void {
    if (this.#state === 'closed') return;
    this.#error = error?.code === 'cancelled' ? null : error;
    this.#opening = null;
    this.#go('closed');
    this.#end.abort();
  }

  /** Further channels of a SPICE session go through states that the session has left behind; those are no news. */
  #go(state: ConsoleState): void {
    if (!next[this.#state].includes(state)) return;
    this.#state = state;
    this.#options.onChange();
  }
}
