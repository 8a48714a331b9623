import { X509Certificate } from 'node:crypto';
import {
  addressesOf,
  connectionDefaults,
  type ConnectionDraft,
  type ConnectionSettings,
} from '../../shared/model/connection.ts';
import { hostPort } from '../../shared/util/host-port.ts';
import { longestText } from '../providers/http/redact.ts';
import type { AuditDeed } from './audit-facts.ts';

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
function trustWords({ trust }: ConnectionSettings): readonly string[] {
  if (trust.kind === 'pinned') return trust.fingerprints.map((one) => `pinned ${one}`);
  if (trust.kind === 'system') return ['system'];
  return (trust.pem.match(certificates) ?? []).map((one) => `authority ${fingerprintOf(one)}`);
}

function proxyWords({ proxy }: ConnectionSettings): string {
  if (proxy.kind === 'none' || proxy.kind === 'system') return proxy.kind;
  return `${proxy.kind} ${hostPort(proxy)}${proxy.user === '' ? '' : ` as ${proxy.user}`}`;
}

const jumpWords = ({ jump }: ConnectionSettings): string =>
  jump === null ? 'none' : `${hostPort(jump)} as ${jump.user}, ${jump.hostKey ?? 'no host key'}`;

/** What guards a connection or leads its key somewhere, each a list of what is told. */
const guarding = {
  trust: trustWords,
  environment: ({ environment }) => [environment ?? 'none'],
  addresses: (settings) => addressesOf(settings).map(plainAddress),
  proxy: (settings) => [proxyWords(settings)],
  jump: (settings) => [jumpWords(settings)],
  consoleHost: ({ consoleHost }) => [consoleHost ?? 'none'],
  consoleTls: ({ consoleTls }) => [consoleTls],
  webConsole: ({ webConsole }) => [webConsole === null ? 'none' : plainAddress(webConsole)],
  disabled: ({ disabled }) => [String(disabled)],
  // Last, for it may be longer than a line of the log takes.
  consolePins: ({ consolePins }) => consolePins.map(({ host, sha256 }) => `${host} ${sha256}`),
} as const satisfies Readonly<Record<string, (settings: ConnectionSettings) => readonly string[]>>;

type Told = readonly (readonly [name: string, value: string])[];

const joined = (items: readonly string[]): string => items.join(', ') || 'none';
const oneByOne = (name: string, items: readonly string[]): Told =>
  items.map((item, index) => [`${name}.${index + 1}`, item]);
/** A text that can be read at a glance, or what it is made of. */
const wholeOr = (name: string, text: string, parts: Told): Told =>
  text.length <= longestText ? [[name, text]] : parts;

/** Whom a new connection believes, and the way to its servers where it is no plain one. */
export function waysOf(settings: ConnectionSettings): Readonly<Record<string, string>> {
  const plain = { ...settings, ...connectionDefaults };
  const ways = Object.entries(guarding).flatMap(([name, words]) => {
    const items = words(settings);
    const isPlain = name !== 'trust' && joined(items) === joined(words(plain));
    return isPlain ? [] : wholeOr(name, joined(items), oneByOne(name, items));
  });
  return Object.fromEntries(ways);
}

/**
 * What a list was and is; of one that is too long for that, what was taken away and what was added, one by one, or its new
 * order.
 */
function moveOf(name: string, from: readonly string[], to: readonly string[]): Told {
  if (joined(from) === joined(to)) return [];
  const gone = from.filter((one) => !to.includes(one));
  const added = to.filter((one) => !from.includes(one));
  const parts = [...oneByOne(`${name}.added`, added), ...oneByOne(`${name}.removed`, gone)];
  return wholeOr(name, `${joined(from)} → ${joined(to)}`, parts.length > 0 ? parts : oneByOne(name, to));
}

/**
 * What a change makes of that which guards a connection, each from what to what; and in `changed` the names of all that it
 * changes, `secrets` among them.
 */
export function changesOf(
  before: ConnectionSettings,
  after: ConnectionSettings,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const changed = Object.entries(after).flatMap(([name, value]) =>
    JSON.stringify(value) === JSON.stringify(Reflect.get(before, name)) ? [] : [name],
  );
  const moved = Object.entries(guarding).flatMap(([name, words]) => moveOf(name, words(before), words(after)));
  return { changed: [...changed, ...secrets].join(' '), ...Object.fromEntries(moved) };
}

/** A deed about a connection as a whole: where it leads and whom it believes. */
export const deedOn = (action: string, id: string, settings: ConnectionSettings): AuditDeed => ({
  ...{ action: `connection.${action}`, connection: { id, name: settings.name } },
  parameters: { kind: settings.kind, url: plainAddress(settings.url), ...waysOf(settings) },
});

function changeOn(
  id: string,
  before: ConnectionSettings,
  after: ConnectionSettings,
  secrets: readonly string[],
): AuditDeed {
  const parameters = { kind: after.kind, url: plainAddress(after.url), ...changesOf(before, after, secrets) };
  return { action: 'connection.change', connection: { id, name: after.name }, parameters };
}

/** A change that was asked for as a deed: secrets that were entered are told by name. */
export function editOf(id: string, before: ConnectionSettings, draft: ConnectionDraft): AuditDeed {
  const { privateKey, secrets, ...after } = draft;
  return changeOn(id, before, after, [...(privateKey === null ? [] : ['privateKey']), ...Object.keys(secrets)]);
}

/**
 * What a connection that came in from elsewhere is, or has made of the one that was here.
 *
 * @param secrets names of those that are other than they were
 */
export const arrivalOf = (
  id: string,
  before: ConnectionSettings | undefined,
  after: ConnectionSettings,
  secrets: readonly string[] = [],
): AuditDeed => (before === undefined ? deedOn('add', id, after) : changeOn(id, before, after, secrets));
