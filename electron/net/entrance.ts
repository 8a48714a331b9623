import type { Duplex } from 'node:stream';
import { AppError } from '../../shared/errors/app-error.ts';
import { toNetError, type Peer } from './failures.ts';
import type { FixedProxy, NetworkRoute } from './route.ts';
import { connectTcp } from './tcp.ts';
import { withLimit } from './with-limit.ts';

/** The first hop on the way to a server. */
export interface Entrance {
  readonly proxy: FixedProxy;
  /** TCP to it; null where it was not tried, because nothing could be gone by in its place. */
  readonly connected: Duplex | null;
  /** What should have been gone by before it, and could not be connected to: just now, or lately. */
  readonly passed: readonly FixedProxy[];
}

/** What could not be connected to, with the error that came of it, or of what was tried in its place. */
function unreachable({ host, port }: Peer, cause: unknown): AppError {
  const { code, detail } = toNetError(cause, { host, port }, 0);
  return new AppError('proxy.unreachable', { proxy: host, port }, { cause, detail: detail ?? { code } });
}

/**
 * TCP to a proxy, or to `target` where there is none.
 *
 * @throws AppError `proxy.unreachable`; the system's error for `target`; the signal's reason when it is aborted
 */
export async function connectTo(proxy: FixedProxy, target: Peer, signal: AbortSignal): Promise<Duplex> {
  if (proxy.kind === 'none') return connectTcp(target, signal);
  try {
    return await connectTcp(proxy, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(proxy, error);
  }
}

/**
 * Chooses what is gone by to `target`, unless a jump host stands before it: of several the first to which TCP comes about,
 * as browsers do. What it then says is final: a refused login or certificate is no reason to go on to the next.
 *
 * @throws AppError `proxy.unreachable` of the first proxy where none of several can be connected to, with what the last
 *   way failed with: that may be the server itself, which only the proxy can reach
 */
export async function findEntrance(
  { proxy: set }: Pick<NetworkRoute, 'proxy'>,
  target: Peer,
  waitFor: (peer: Peer) => void,
  signal: AbortSignal,
): Promise<Entrance> {
  if (set.kind !== 'chosen') {
    if (set.kind !== 'none') waitFor(set);
    return { proxy: set, connected: null, passed: [] };
  }
  const { clock, limitMs, failed } = set;
  const choice = await set.choose(target, signal);
  const [only = { kind: 'none' }] = choice;
  if (choice.length < 2) {
    waitFor(only.kind === 'none' ? target : only);
    return { proxy: only, connected: null, passed: [] };
  }
  const seconds = limitMs / choice.length / 1000;
  const ways = failed.ordered(choice);
  let failure: unknown = null;
  for (const [at, proxy] of ways.entries()) {
    const peer = proxy.kind === 'none' ? target : proxy;
    const expired = (): AppError => new AppError('net.timeout', { host: peer.host, seconds });
    const connect = (limited: AbortSignal): Promise<Duplex> => connectTo(proxy, target, limited);
    // The last one has what is left of the time.
    const isLast = at === ways.length - 1;
    waitFor(peer);
    try {
      const connected = await (isLast ? connect(signal) : withLimit(clock, seconds * 1000, expired, connect, signal));
      failed.forget(proxy);
      return { proxy, connected, passed: choice.slice(0, choice.indexOf(proxy)) };
    } catch (error) {
      if (!isLast || !isTimeout(signal.reason)) signal.throwIfAborted();
      failed.note(proxy);
      failure = error;
    }
  }
  for (const proxy of choice) if (proxy.kind !== 'none') throw unreachable(proxy, failure);
  throw failure;
}

/** Whether the time for connecting was over. Of a caller that has given up, he himself tells why. */
const isTimeout = (reason: unknown): boolean => reason instanceof AppError && reason.code === 'net.timeout';
