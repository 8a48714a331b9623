import type { Duplex } from 'node:stream';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { toNetError, type Peer } from './failures.ts';
import { openTunnel } from './http-connect.ts';
import { EndedEarly } from './read.ts';
import type { FixedProxy, NetworkRoute } from './route.ts';
import { openSocks5 } from './socks5.ts';
import { connectTcp } from './tcp.ts';
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

type RealProxy = Exclude<FixedProxy, { readonly kind: 'none' }>;

async function connectProxy(proxy: RealProxy, route: NetworkRoute, signal: AbortSignal): Promise<Duplex> {
  let socket: Duplex;
  try {
    socket = await connectTcp(proxy, signal);
  } catch (error) {
    signal.throwIfAborted();
    const { detail } = toNetError(error, proxy, 0);
    const options = { cause: error, ...(detail !== null && { detail }) };
    throw new AppError('proxy.unreachable', { proxy: proxy.host, port: proxy.port }, options);
  }
  if (proxy.kind !== 'https') return socket;
  const judge = judgeOfProxy(route);
  return shakeHands(socket, { host: proxy.host, protocols: [], judge, onlyLook: false }, signal);
}

/** The proxy's own certificate: a pin is about the server behind it. */
const judgeOfProxy = ({ trust, roots }: NetworkRoute): Judge =>
  createJudge(trust.kind === 'pinned' ? { kind: 'system' } : trust, roots);

/** What stands before `target` on the route's way, unless a jump host does. */
export const proxyFor = ({ proxy }: NetworkRoute, target: Peer, signal: AbortSignal): Promise<FixedProxy> =>
  proxy.kind === 'chosen' ? proxy.choose(target, signal) : Promise.resolve(proxy);

/** TCP to `target` on the route's way, without a limit of its own. */
export async function openPlain(
  route: NetworkRoute,
  target: Peer,
  waitFor: (peer: Peer) => void,
  signal: AbortSignal,
): Promise<Duplex> {
  if (route.jump !== null) return route.jump.open(target, waitFor, signal);
  const proxy = await proxyFor(route, target, signal);
  if (proxy.kind === 'none') return connectTcp(target, signal);
  waitFor(proxy);
  const socket = await connectProxy(proxy, route, signal);
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
