import type { Duplex } from 'node:stream';
import type { Clock } from '../../shared/util/clock.ts';
import type { NetworkRoute, Trust } from '../net/route.ts';
import { upgradeToTls } from '../net/tls.ts';
import { socketSource, type ByteSource } from './byte-reader.ts';
import type { ConsoleLimits } from './limits.ts';
import { openSocket, type Endpoint } from './transport.ts';

interface LineOptions {
  readonly server: Endpoint;
  readonly route: NetworkRoute;
  /** Whom the server is believed to be, where it speaks TLS. */
  readonly trust: Trust;
  readonly clock: Clock;
  readonly limits: ConsoleLimits;
}

/** The bytes between this computer and the server of one console: TCP, and TLS over it once the protocol has got there. */
export class Line {
  readonly #options: LineOptions;
  #socket: Duplex;
  #isSecure = false;

  private constructor(options: LineOptions, socket: Duplex) {
    this.#options = options;
    this.#socket = socket;
  }

  /** @throws AppError `net.*`, `proxy.*` */
  static async open(options: LineOptions, signal: AbortSignal): Promise<Line> {
    return new Line(options, await Line.#dial(options, signal));
  }

  get host(): string {
    return this.#options.server.host;
  }

  /** The one that is in use; another after {@link secure} and {@link redial}. */
  get socket(): Duplex {
    return this.#socket;
  }

  get source(): ByteSource {
    return socketSource(this.#socket);
  }

  /** Whether TLS is spoken, with a server whose certificate is believed. */
  get isSecure(): boolean {
    return this.#isSecure;
  }

  /**
   * Speaks TLS from here on.
   *
   * @throws AppError `tls.*`, of which UnbelievedServer; `net.*`
   */
  async secure(signal: AbortSignal): Promise<void> {
    const { server, trust, route, limits } = this.#options;
    const judged = { ...route, trust };
    const secure = await upgradeToTls(this.#socket, server, judged, limits.handshakeMs, signal);
    this.#socket = secure.pause();
    this.#isSecure = true;
  }

  /** Begins anew with a second connection, where the protocol knows no way back. */
  async redial(signal: AbortSignal): Promise<void> {
    this.#socket.destroy();
    this.#socket = await Line.#dial(this.#options, signal);
    this.#isSecure = false;
  }

  close(): void {
    this.#socket.destroy();
  }

  static #dial({ server, route, clock, limits }: LineOptions, signal: AbortSignal): Promise<Duplex> {
    return openSocket(server, { route, clock, limitMs: limits.connectMs }, signal);
  }
}
