import type { Secret } from '../../shared/util/secret.ts';

/** Whom a TLS server's certificate is checked against. There is no way not to check it. */
export type Trust =
  /** The authorities that the runtime knows. */
  | { readonly kind: 'system' }
  /** Those, and the certificates in `pem` (one or more). */
  | { readonly kind: 'authorities'; readonly pem: string }
  /** The server's own certificate has this SHA-256 fingerprint (64 hex digits, colons and case do not matter). */
  | { readonly kind: 'pinned'; readonly sha256: string };

export interface ProxyLogin {
  readonly user: string;
  readonly password: Secret;
}

export type Proxy =
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

/** How a connection gets to its servers: through what, and whom it believes at the other end. */
export interface NetworkRoute {
  readonly trust: Trust;
  readonly proxy: Proxy;
}

export const directRoute: NetworkRoute = { trust: { kind: 'system' }, proxy: { kind: 'none' } };
