import { AppError, isAbort, toErrorData, type ErrorData } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { UnbelievedServer, type SeenCertificate } from '../net/certificate.ts';
import { directRoute, type NetworkRoute, type Trust } from '../net/route.ts';
import { withLimit } from '../net/with-limit.ts';
import type { BridgePort } from './bridge-port.ts';
import { consoleLimits, type ConsoleLimits } from './limits.ts';
import { Line } from './line.ts';
import { pump } from './pump.ts';
import { linkSpice } from './spice/link.ts';
import type { ConsoleTicket } from './ticket.ts';
import { authenticate } from './vnc/client.ts';
import { welcomeViewer } from './vnc/viewer.ts';
import { WindowEnd } from './window-end.ts';

/** In this order; `closed` is the last, and comes exactly once. */
export type BridgeState =
  | { readonly state: 'connecting' | 'authenticating' }
  /** `secure`: the bytes between here and the server are in TLS. */
  | { readonly state: 'connected'; readonly secure: boolean }
  | {
      readonly state: 'closed';
      readonly error: ErrorData | null;
      /** What a server showed whose certificate is not believed, its own first; empty after any other end. */
      readonly shown: readonly SeenCertificate[];
      /** The type of a SPICE channel (SPICE_CHANNEL_*); null for VNC, and until the window has said it. */
      readonly channel: number | null;
    };

export interface BridgeOptions {
  readonly ticket: ConsoleTicket;
  /** How the server is reached; left out: directly. */
  readonly route?: NetworkRoute;
  /** Whom the server is believed to be; left out: as the route says. */
  readonly trust?: Trust;
  /** Owned by the bridge from here on, which closes it. */
  readonly port: BridgePort;
  readonly clock: Clock;
  readonly limits?: ConsoleLimits;
  readonly onState: (state: BridgeState) => void;
  /** Writes down a failure that is no {@link AppError}; answers the id under which it can be found. */
  readonly report: (error: unknown) => string;
}

interface Call {
  readonly line: Line;
  readonly window: WindowEnd;
  readonly ticket: ConsoleTicket;
  readonly onChannel: (type: number) => void;
}

type Handshake = (call: Call, signal: AbortSignal) => Promise<void>;

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
    async ({ line, window, ticket }, limited) => {
      await authenticate(line, ticket, limited);
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
    async ({ line, window, ticket, onChannel }, limited) => {
      if (ticket.tls === true) await line.secure(limited);
      window.open();
      await linkSpice(line, window, ticket.password, onChannel, limited);
    },
    signal,
  );

/** What a bridge is made of once its ticket is used. */
type Kept = Required<Omit<BridgeOptions, 'ticket' | 'route' | 'trust'>>;

/** The two ends of a channel, as far as there are any. */
interface Ends {
  readonly window: WindowEnd;
  line: Line | null;
  channel: number | null;
}

/** Nothing of it that waits has the ticket once the handshake is done: a console outlives the lock, its ticket not. */
function bridge(
  { ticket, route = directRoute, trust = route.trust, limits = consoleLimits, ...others }: BridgeOptions,
  handshake: Handshake,
  signal: AbortSignal,
): Promise<void> {
  const kept = { ...others, limits };
  const ends: Ends = { window: new WindowEnd(others.port, limits), line: null, channel: null };
  const over = AbortSignal.any([signal, ends.window.gone]);
  return carry(kept, ends, meet({ ...kept, ticket, route, trust }, ends, handshake, over), over, signal);
}

/** The handshake. What it has opened is in `ends`, also where it fails. */
async function meet(
  { ticket, route, trust, clock, limits, onState }: Required<BridgeOptions>,
  ends: Ends,
  handshake: Handshake,
  over: AbortSignal,
): Promise<Line> {
  const { host, port } = ticket;
  const expired = (): AppError => new AppError('console.handshake-timeout', { seconds: limits.handshakeMs / 1000 });
  onState({ state: 'connecting' });
  const line = await Line.open({ server: { host, port }, route, trust, clock, limits }, over);
  ends.line = line;
  onState({ state: 'authenticating' });
  const call: Call = { line, window: ends.window, ticket, onChannel: (type) => (ends.channel = type) };
  await withLimit(clock, limits.handshakeMs, expired, (limited) => handshake(call, limited), over);
  return line;
}

async function carry(
  { clock, limits, onState, report }: Kept,
  ends: Ends,
  met: Promise<Line>,
  over: AbortSignal,
  signal: AbortSignal,
): Promise<void> {
  const { window } = ends;
  let error: ErrorData | null = null;
  let shown: readonly SeenCertificate[] = [];
  try {
    const line = await met;
    onState({ state: 'connected', secure: line.isSecure });
    await pump(line.socket, window, limits, over);
  } catch (caught) {
    if (!isAbort(caught)) error = toErrorData(caught, caught instanceof AppError ? '' : report(caught));
    if (caught instanceof UnbelievedServer) shown = caught.chain;
    if (ends.line !== null && window.gone.aborted) await sayGoodbye(ends.line.socket, clock, limits.closingMs, signal);
  } finally {
    ends.line?.close();
    window.close(error);
    onState({ state: 'closed', error, shown, channel: ends.channel });
  }
}

/** Lets the server have the window's last bytes: destroying a socket with unread input would reset the connection. */
async function sayGoodbye(socket: Line['socket'], clock: Clock, limitMs: number, signal: AbortSignal): Promise<void> {
  if (socket.destroyed) return;
  const closed = new AbortController();
  socket.once('close', () => closed.abort());
  socket.end();
  socket.resume();
  await clock.sleep(limitMs, AbortSignal.any([signal, closed.signal])).catch(() => undefined);
}
