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
  /** What should have been gone by before it, and could not be connected to. */
  readonly passed: readonly FixedProxy[];
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
    const { detail } = toNetError(error, proxy, 0);
    const options = { cause: error, ...(detail !== null && { detail }) };
    throw new AppError('proxy.unreachable', { proxy: proxy.host, port: proxy.port }, options);
  }
}

/**
 * Chooses what is gone by to `target`, unless a jump host stands before it: of several the first to which TCP comes about,
 * as browsers do. What it then says is final: a refused login or certificate is no reason to go on to the next.
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
  const { clock, limitMs } = set;
  const choice = await set.choose(target, signal);
  const passed: FixedProxy[] = [];
  for (const proxy of choice.slice(0, -1)) {
    const share = limitMs / choice.length;
    const expired = (): AppError => new AppError('net.timeout', { host: target.host, seconds: share / 1000 });
    const connect = (limited: AbortSignal): Promise<Duplex> => connectTo(proxy, target, limited);
    try {
      const connected = await withLimit(clock, share, expired, connect, signal);
      waitFor(proxy.kind === 'none' ? target : proxy);
      return { proxy, connected, passed };
    } catch {
      signal.throwIfAborted();
      passed.push(proxy);
    }
  }
  const proxy = choice.at(-1) ?? { kind: 'none' };
  waitFor(proxy.kind === 'none' ? target : proxy);
  return { proxy, connected: null, passed };
}
