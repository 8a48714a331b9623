import type { Socket } from 'node:net';
import { AppError, isAbort, toErrorData, type ErrorData } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Secret } from '../../shared/util/secret.ts';
import type { BridgePort } from './bridge-port.ts';
import { consoleLimits, type ConsoleLimits } from './limits.ts';
import { pump } from './pump.ts';
import { linkSpice } from './spice/link.ts';
import { openSocket } from './transport.ts';
import { authenticate } from './vnc/client.ts';
import { welcomeViewer } from './vnc/viewer.ts';
import { WindowEnd } from './window-end.ts';
import { directRoute, type NetworkRoute } from '../net/route.ts';
import { withLimit } from '../net/with-limit.ts';

/** Where a VM's screen is and what opens it. Fetched anew for every opening. */
export interface ConsoleTicket {
  readonly kind: 'vnc' | 'spice';
  readonly host: string;
  readonly port: number;
  readonly password: Secret;
}

/** In this order; `closed` is the last, and comes exactly once. */
export type BridgeState =
  | { readonly state: 'connecting' | 'authenticating' | 'connected' }
  | { readonly state: 'closed'; readonly error: ErrorData | null };

export interface BridgeOptions {
  readonly ticket: ConsoleTicket;
  /** How the server is reached; left out: directly. */
  readonly route?: NetworkRoute;
  /** Owned by the bridge from here on, which closes it. */
  readonly port: BridgePort;
  readonly clock: Clock;
  readonly limits?: ConsoleLimits;
  readonly onState: (state: BridgeState) => void;
  /** Writes down a failure that is no {@link AppError}; answers the id under which it can be found. */
  readonly report: (error: unknown) => string;
}

type Handshake = (socket: Socket, window: WindowEnd, password: Secret, signal: AbortSignal) => Promise<void>;

/**
 * One VNC console, from connection to end: authenticates to the server and meets the viewer in the window as a server
 * without security. The window hears `open` when the server has accepted.
 *
 * Never rejects: how it ended is in the last state. An abort ends it at once, without an error unless the signal's
 * reason is an {@link AppError} other than `cancelled`.
 */
export const bridgeVnc = (options: BridgeOptions, signal: AbortSignal): Promise<void> =>
  bridge(
    options,
    async (socket, window, password, limited) => {
      await authenticate(socket, password, limited);
      window.open();
      await welcomeViewer(window, limited);
    },
    signal,
  );

/**
 * One channel of a SPICE session, from connection to end, with the real ticket in the place of the window's dummy. The
 * window hears `open` when the connection stands, and begins the link itself. Ends like {@link bridgeVnc}.
 */
export const bridgeSpiceChannel = (options: BridgeOptions, signal: AbortSignal): Promise<void> =>
  bridge(
    options,
    async (socket, window, password, limited) => {
      window.open();
      await linkSpice(socket, window, password, limited);
    },
    signal,
  );

async function bridge(options: BridgeOptions, handshake: Handshake, signal: AbortSignal): Promise<void> {
  const { ticket, clock, onState, route = directRoute, limits = consoleLimits } = options;
  const window = new WindowEnd(options.port, limits);
  const over = AbortSignal.any([signal, window.gone]);
  const expired = (): AppError => new AppError('console.handshake-timeout', { seconds: limits.handshakeMs / 1000 });
  let socket: Socket | null = null;
  let error: ErrorData | null = null;
  try {
    onState({ state: 'connecting' });
    const opened = await openSocket(ticket, { route, clock, limitMs: limits.connectMs }, over);
    socket = opened;
    onState({ state: 'authenticating' });
    const work = (limited: AbortSignal): Promise<void> => handshake(opened, window, ticket.password, limited);
    await withLimit(clock, limits.handshakeMs, expired, work, over);
    onState({ state: 'connected' });
    await pump(opened, window, limits, over);
  } catch (caught) {
    if (!isAbort(caught)) error = toErrorData(caught, caught instanceof AppError ? '' : options.report(caught));
    if (socket !== null && window.gone.aborted) await sayGoodbye(socket, clock, limits.closingMs, signal);
  } finally {
    socket?.destroy();
    window.close(error);
    onState({ state: 'closed', error });
  }
}

/** Lets the server have the window's last bytes: destroying a socket with unread input would reset the connection. */
async function sayGoodbye(socket: Socket, clock: Clock, limitMs: number, signal: AbortSignal): Promise<void> {
  if (socket.destroyed) return;
  const closed = new AbortController();
  socket.once('close', () => closed.abort());
  socket.end();
  socket.resume();
  await clock.sleep(limitMs, AbortSignal.any([signal, closed.signal])).catch(() => undefined);
}
