import { z } from 'zod';

/** A SHA-256 fingerprint as it is shown: 32 upper-case hex pairs with colons between. */
export const fingerprintSchema = z.string().regex(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);

/** Whom the servers of a connection are believed to be. There is no way not to check it. */
export const trustSchema = z.discriminatedUnion('kind', [
  /** The authorities that the system knows. */
  z.strictObject({ kind: z.literal('system') }),
  /** Those, and the certificates of this PEM text. */
  z.strictObject({ kind: z.literal('authorities'), pem: z.string().min(1).max(200_000) }),
  /** Servers whose own certificate is one of these, whoever signed it. */
  z.strictObject({ kind: z.literal('pinned'), fingerprints: z.array(fingerprintSchema).min(1).max(20) }),
]);
export type ConnectionTrust = z.infer<typeof trustSchema>;

/** Letters, digits, hyphens, underscores and dots, or an IPv6 address: it goes into requests to proxies as it is. */
const hostPattern = /^(?:[a-z\d_][\w.-]*|(?=(?:[^:]*:){2})[a-f\d:.]+(?:%[\w.-]+)?)$/i;

const hostUrl = z.url({ normalize: true });

/**
 * A host as it is kept and compared: small letters, addresses as URLs have them (URL standard, section 3.5), names of
 * several labels without the dot of the root. One label with that dot is another host than without: no domain is added.
 */
export function spelledHost(host: string): string {
  const [address = '', zone = ''] = host.split(/(?=%)/);
  const url = hostUrl.safeParse(`http://${address.includes(':') ? `[${address}]` : address}/`);
  const [, spelled = address.toLowerCase()] = /^http:\/\/\[?([^\]/]+)/.exec(url.data ?? '') ?? [];
  return `${spelled.replace(/(\..*[^.])\.$/, '$1')}${zone}`;
}

/** A name or an address, without scheme, port or brackets, in one spelling. */
export const hostSchema = z.string().trim().max(253).regex(hostPattern).overwrite(spelledHost);
export const portSchema = z.number().int().min(1).max(65_535);

/** What stands between this computer and the servers of a connection. Its password is among the secrets. */
export const proxySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** As the system is set, script (PAC) included. */
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({
    /** `http` and `https` tunnel by CONNECT, the latter over TLS to the proxy. */
    kind: z.enum(['http', 'https', 'socks5']),
    host: hostSchema,
    port: portSchema,
    /** Empty: the proxy asks nobody to log in. */
    user: z.string().trim().max(200),
  }),
]);
export type ConnectionProxy = z.infer<typeof proxySchema>;
export const proxyKinds = ['none', 'system', 'http', 'https', 'socks5'] as const;

/** Certificates of consoles that a connection remembers at most. */
export const mostConsolePins = 500;

/** How hard a connection may work its cloud, and how long it waits. */
export const connectionLimitsSchema = z.strictObject({
  /** Calls under way at the same time. */
  concurrency: z.number().int().min(1).max(32),
  /** Calls that may leave in a second; null: as many as there is room for. */
  callsPerSecond: z.number().min(0.1).max(1000).nullable(),
  /** Seconds between two readings of the whole fleet; null: the longer, the larger it is. */
  pollSeconds: z.number().int().min(5).max(86_400).nullable(),
  /** Seconds for name, TCP, proxy and TLS together. */
  connectSeconds: z.number().int().min(1).max(120),
  /** Seconds of silence of a server that is asked. */
  answerSeconds: z.number().int().min(1).max(600),
  /** Seconds for a call with its waiting and its repetitions. */
  callSeconds: z.number().int().min(1).max(3600),
});
export type ConnectionLimits = z.infer<typeof connectionLimitsSchema>;

export const defaultConnectionLimits: ConnectionLimits = {
  ...{ concurrency: 6, callsPerSecond: null, pollSeconds: null },
  ...{ connectSeconds: 10, answerSeconds: 30, callSeconds: 45 },
};
