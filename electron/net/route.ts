import type { Duplex } from 'node:stream';
import type { Clock } from '../../shared/util/clock.ts';
import type { Secret } from '../../shared/util/secret.ts';
import type { FailedProxies } from './failed-proxies.ts';
import type { Peer } from './failures.ts';
import type { Roots } from './system-roots.ts';

/** Whom a TLS server's certificate is checked against. There is no way not to check it. */
export type Trust =
  /** The authorities that the computer believes: {@link NetworkRoute.roots}. */
  | { readonly kind: 'system' }
  /** Those, and the certificates in `pem` (one or more). */
  | { readonly kind: 'authorities'; readonly pem: string }
  /** The server's own certificate has one of these SHA-256 fingerprints (64 hex digits; colons, case do not matter). */
  | { readonly kind: 'pinned'; readonly fingerprints: readonly string[] };

export interface ProxyLogin {
  readonly user: string;
  /** Asked for at every login, so that it is in memory no longer than that. */
  readonly password: () => Promise<Secret>;
}

export type FixedProxy =
  | { readonly kind: 'none' }
  /**
   * `http` and `https`: a tunnel by CONNECT (RFC 9110, section 9.3.6), the latter over TLS to the proxy. `socks5`: RFC
   * 1928 with RFC 1929. The names of servers are resolved by the proxy.
   */
  | {
      readonly kind: 'http' | 'https' | 'socks5';
      readonly host: string;
      readonly port: number;
      readonly login: ProxyLogin | null;
    };

/** What may be gone by to a server, in this order: what the settings of a system come to, script included. Not empty. */
export type ChooseProxy = (target: Peer, signal: AbortSignal) => Promise<readonly FixedProxy[]>;

export interface ChosenProxy {
  readonly kind: 'chosen';
  readonly choose: ChooseProxy;
  readonly clock: Clock;
  /** Milliseconds for connecting, of which each of several has its share. */
  readonly limitMs: number;
  /** Those of this connection's to which TCP did not come about lately. */
  readonly failed: FailedProxies;
}

export type Proxy = FixedProxy | ChosenProxy;

/** A host that is logged in to, by SSH, and that connects on to the servers. It resolves their names. */
export interface Jump {
  /**
   * A byte stream to `target`; tells whom it waits for.
   *
   * @throws AppError `jump.*`, `proxy.*`, `net.timeout`; `cancelled` after {@link close}; the signal's reason when it is
   *   aborted
   */
  open(target: Peer, waitFor: (peer: Peer) => void, signal: AbortSignal): Promise<Duplex>;
  /** Logs in to the host, where that is not done yet, and opens nothing; throws what {@link open} does. */
  connect(signal: AbortSignal): Promise<void>;
  /** Opens nothing more; the connection to the host ends with the last stream through it. */
  close(): void;
}

/** How a connection gets to its servers: through what, and whom it believes at the other end. */
export interface NetworkRoute {
  readonly trust: Trust;
  readonly proxy: Proxy;
  /** Left out: the authorities that the runtime brings along. */
  readonly roots?: Roots;
  /** Lies behind the proxy; null: the servers themselves do. */
  readonly jump: Jump | null;
}

export const directRoute: NetworkRoute = { trust: { kind: 'system' }, proxy: { kind: 'none' }, jump: null };
