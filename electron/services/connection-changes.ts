import { X509Certificate } from 'node:crypto';
import {
  addressesOf,
  connectionDefaults,
  type ConnectionDraft,
  type ConnectionSettings,
} from '../../shared/model/connection.ts';

/** The address without what stands behind a question mark, where people put keys. */
export const plainAddress = (url: string): string =>
  URL.canParse(url) ? `${new URL(url).origin}${new URL(url).pathname}` : '';

const certificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function fingerprintOf(pem: string): string {
  try {
    return new X509Certificate(pem).fingerprint256;
  } catch {
    return '?';
  }
}

/** Whom a connection believes: with the SHA-256 fingerprints of what it has of its own. */
export function trustWords({ trust }: Pick<ConnectionSettings, 'trust'>): string {
  if (trust.kind === 'pinned') return `pinned ${trust.fingerprints.join(' ')}`;
  if (trust.kind === 'system') return 'system';
  return `authorities ${(trust.pem.match(certificates) ?? []).map(fingerprintOf).join(' ')}`;
}

function proxyWords({ proxy }: ConnectionSettings): string {
  if (proxy.kind === 'none' || proxy.kind === 'system') return proxy.kind;
  return `${proxy.kind} ${proxy.host}:${proxy.port}${proxy.user === '' ? '' : ` as ${proxy.user}`}`;
}

const jumpWords = ({ jump }: ConnectionSettings): string =>
  jump === null ? 'none' : `${jump.host}:${jump.port} as ${jump.user}, ${jump.hostKey ?? 'no host key'}`;

/** What guards a connection or leads its key somewhere. */
const guarding = {
  trust: trustWords,
  environment: ({ environment }) => environment ?? 'none',
  addresses: (settings) => addressesOf(settings).map(plainAddress).join(' '),
  proxy: proxyWords,
  jump: jumpWords,
  consoleHost: ({ consoleHost }) => consoleHost ?? 'none',
  consoleTls: ({ consoleTls }) => consoleTls,
  consolePins: ({ consolePins }) => consolePins.map(({ host, sha256 }) => `${host} ${sha256}`).join(', ') || 'none',
  webConsole: ({ webConsole }) => (webConsole === null ? 'none' : plainAddress(webConsole)),
  disabled: ({ disabled }) => String(disabled),
} as const satisfies Readonly<Record<string, (settings: ConnectionSettings) => string>>;

/** Whom a new connection believes, and the way to its servers where it is no plain one. */
export function waysOf(settings: ConnectionSettings): Readonly<Record<string, string>> {
  const plain = { ...settings, ...connectionDefaults };
  const ways = Object.entries(guarding).flatMap(([name, words]) =>
    words(settings) === words(plain) ? [] : [[name, words(settings)] as const],
  );
  return { trust: trustWords(settings), ...Object.fromEntries(ways) };
}

/**
 * What a change makes of that which guards a connection, each from what to what; and in `changed` the names of all that it
 * changes, secrets that were entered among them.
 */
export function changesOf(before: ConnectionSettings, draft: ConnectionDraft): Readonly<Record<string, string>> {
  const { privateKey, secrets, ...after } = draft;
  const changed = Object.entries(after).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(Reflect.get(before, name)) ? [] : [name],
  );
  const entered = [...(privateKey === null ? [] : ['privateKey']), ...Object.keys(secrets)];
  const moved = Object.entries(guarding).flatMap(([name, words]) => {
    const [from, to] = [words(before), words(after)];
    return from === to ? [] : [[name, `${from} → ${to}`] as const];
  });
  return { changed: [...changed, ...entered].join(' '), ...Object.fromEntries(moved) };
}
