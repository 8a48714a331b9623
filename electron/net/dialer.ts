import type { Duplex } from 'node:stream';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { toNetError, type Peer } from './failures.ts';
import { connectTo, findEntrance } from './entrance.ts';
import { openTunnel } from './http-connect.ts';
import { EndedEarly } from './read.ts';
import type { NetworkRoute } from './route.ts';
import { openSocks5 } from './socks5.ts';
import { createJudge, shakeHands, type Judge } from './tls.ts';
import { withLimit } from './with-limit.ts';

export interface DialOptions {
  readonly route: NetworkRoute;
  readonly clock: Clock;
  /** Milliseconds for name, TCP, proxy and TLS together. */
  readonly limitMs: number;
}

/**
 * Opens a byte stream to a host. Nothing is read yet; its later errors are seen in `errored` when it closes.
 *
 * @throws AppError `net.*`, `tls.*`, `proxy.*`, `jump.*`; the signal's reason when it is aborted
 */
export type Dial = (host: string, port: number, signal: AbortSignal) => Promise<Duplex>;

/** Runs `open` within the limit; it tells whom it waits for, for the words of a failure. */
export function limitedDial(
  { clock, limitMs }: Pick<DialOptions, 'clock' | 'limitMs'>,
  open: (target: Peer, waitFor: (peer: Peer) => void, signal: AbortSignal) => Promise<Duplex>,
): Dial {
  const seconds = limitMs / 1000;
  return async (host, port, signal) => {
    let peer: Peer = { host, port };
    const expired = (): AppError => new AppError('net.timeout', { host: peer.host, seconds });
    const waitFor = (next: Peer): void => {
      peer = next;
    };
    try {
      return await withLimit(clock, limitMs, expired, (limited) => open({ host, port }, waitFor, limited), signal);
    } catch (error) {
      signal.throwIfAborted();
      // Such as a port that cannot be: a mistake of the program stays one.
      if (error instanceof TypeError || error instanceof RangeError) throw error;
      throw toNetError(error, peer, seconds);
    }
  };
}

/** TLS with the proxy itself. Its certificate is its own: a pin is about the server behind it. */
function secureProxy(
  socket: Duplex,
  { host }: Peer,
  { trust, roots }: NetworkRoute,
  signal: AbortSignal,
): Promise<Duplex> {
  const judge = createJudge(trust.kind === 'pinned' ? { kind: 'system' } : trust, roots);
  return shakeHands(socket, { host, protocols: [], judge, onlyLook: false }, signal);
}

/** TCP to `target` on the route's way, without a limit of its own. */
export async function openPlain(
  route: NetworkRoute,
  target: Peer,
  waitFor: (peer: Peer) => void,
  signal: AbortSignal,
): Promise<Duplex> {
  if (route.jump !== null) return route.jump.open(target, waitFor, signal);
  const { proxy, connected } = await findEntrance(route, target, waitFor, signal);
  const first = connected ?? (await connectTo(proxy, target, signal));
  if (proxy.kind === 'none') return first;
  const socket = proxy.kind === 'https' ? await secureProxy(first, proxy, route, signal) : first;
  try {
    const open = proxy.kind === 'socks5' ? openSocks5 : openTunnel;
    await open(socket, target, proxy.login, proxy, signal);
  } catch (error) {
    socket.destroy();
    if (!(error instanceof EndedEarly)) throw error;
    throw new AppError('proxy.not-proxy', { proxy: proxy.host, host: target.host }, { cause: error });
  }
  waitFor(target);
  return socket;
}

/** Plain TCP on the route's way. */
export const createDialer = (options: DialOptions): Dial =>
  limitedDial(options, (target, waitFor, signal) => openPlain(options.route, target, waitFor, signal));

/** TLS on the route's way, with a server that the route trusts. `protocols` are those offered by ALPN. */
export function createSecureDialer(options: DialOptions, protocols: readonly string[] = []): Dial {
  let judge: Judge | null = null;
  return limitedDial(options, async (target, waitFor, signal) => {
    judge ??= createJudge(options.route.trust, options.route.roots);
    const socket = await openPlain(options.route, target, waitFor, signal);
    return shakeHands(socket, { host: target.host, protocols, judge, onlyLook: false }, signal);
  });
}
