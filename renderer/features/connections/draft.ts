import {
  addressFaults,
  connectionChangeSchema,
  connectionColors,
  connectionDefaults,
  type ConnectionDraft,
  type ConnectionSettings,
  type ConnectionView,
} from '../../../shared/model/connection.ts';
import type { ConnectionTrust, proxyKinds } from '../../../shared/model/connection-reach.ts';
import { providerKinds } from '../../../shared/model/provider-kind.ts';
import { jumpFieldOf, jumpOf, jumpSecrets, jumpText, type JumpText } from './jump-draft.ts';

/** The form as it is typed: nearly everything is text. */
export interface DraftText extends JumpText, Pick<ConnectionSettings, 'name' | 'kind' | 'url' | 'publicKey' | 'color'> {
  readonly otherUrls: string;
  readonly privateKey: string;
  readonly companyIds: string;
  readonly projectIds: string;
  readonly regions: string;
  readonly environment: NonNullable<ConnectionSettings['environment']> | '';
  readonly tags: string;
  readonly trust: ConnectionTrust['kind'];
  readonly pem: string;
  readonly fingerprints: string;
  readonly proxy: (typeof proxyKinds)[number];
  readonly proxyHost: string;
  readonly proxyPort: string;
  readonly proxyUser: string;
  readonly proxyPassword: string;
  readonly consoleHost: string;
  readonly consoleTls: ConnectionSettings['consoleTls'];
  readonly consolePins: string;
  readonly webConsole: string;
  readonly concurrency: string;
  readonly callsPerSecond: string;
  readonly pollSeconds: string;
  readonly connectSeconds: string;
  readonly answerSeconds: string;
  readonly callSeconds: string;
}

export type DraftField = keyof DraftText;

const numberText = (value: number | null): string => (value === null ? '' : String(value));

/** What the form begins with: the connection that is edited or copied, or an empty one in the next colour. */
export function draftText(connection: ConnectionView | null, existing: number): DraftText {
  const color = connectionColors[existing % connectionColors.length] ?? connectionColors[0];
  const [kind] = providerKinds;
  const empty = { ...connectionDefaults, name: '', kind, url: 'https://', publicKey: '', color };
  const settings: ConnectionSettings = connection?.settings ?? empty;
  const { trust, proxy, limits } = settings;
  const hasHost = proxy.kind !== 'none' && proxy.kind !== 'system';
  return {
    ...{ name: settings.name, kind: settings.kind, url: settings.url, publicKey: settings.publicKey },
    ...{ color: settings.color, environment: settings.environment ?? '', privateKey: '', proxyPassword: '' },
    ...{ otherUrls: settings.otherUrls.join('\n'), tags: settings.tags.join(', ') },
    ...{ companyIds: settings.companyIds.join(', '), projectIds: settings.projectIds.join(', ') },
    regions: settings.regions.join(', '),
    trust: trust.kind,
    pem: trust.kind === 'authorities' ? trust.pem : '',
    fingerprints: trust.kind === 'pinned' ? trust.fingerprints.join('\n') : '',
    proxy: proxy.kind,
    ...(hasHost
      ? { proxyHost: proxy.host, proxyPort: String(proxy.port), proxyUser: proxy.user }
      : { proxyHost: '', proxyPort: '', proxyUser: '' }),
    ...jumpText(settings),
    ...{ consoleHost: settings.consoleHost ?? '', consoleTls: settings.consoleTls },
    webConsole: settings.webConsole ?? '',
    consolePins: settings.consolePins.map(({ host, sha256 }) => `${host} ${sha256}`).join('\n'),
    ...{ concurrency: String(limits.concurrency), callsPerSecond: numberText(limits.callsPerSecond) },
    ...{ pollSeconds: numberText(limits.pollSeconds), connectSeconds: String(limits.connectSeconds) },
    ...{ answerSeconds: String(limits.answerSeconds), callSeconds: String(limits.callSeconds) },
  };
}

/** The fields of the form that show the trust `trust`. */
export const trustText = (trust: ConnectionTrust): Pick<DraftText, 'trust' | 'fingerprints'> => ({
  trust: trust.kind,
  fingerprints: trust.kind === 'pinned' ? trust.fingerprints.join('\n') : '',
});

const split = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const listOf = (text: string): string[] => split(text, /[,，\s]+/);
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
const numberOrNull = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/** A fingerprint as the model wants it, however it was pasted. */
const fingerprintOf = (text: string): string =>
  (
    text
      .replace(/^sha-?256[:=\s]*/i, '')
      .replace(/[^0-9a-z]/gi, '')
      .toUpperCase()
      .match(/..?/g) ?? []
  ).join(':');

/** A line `host fingerprint`. */
const pinOf = (line: string): unknown => {
  const [, host = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
  return { host, sha256: fingerprintOf(rest) };
};

function trustOf(text: DraftText): unknown {
  if (text.trust === 'authorities')
    return { kind: 'authorities', pem: text.pem.includes('-----BEGIN') ? text.pem : '' };
  if (text.trust === 'pinned') {
    return { kind: 'pinned', fingerprints: split(text.fingerprints, /[\n,，;]+/).map(fingerprintOf) };
  }
  return { kind: 'system' };
}

function proxyOf({ proxy, proxyHost, proxyPort, proxyUser }: DraftText): unknown {
  if (proxy === 'none' || proxy === 'system') return { kind: proxy };
  return { kind: proxy, host: proxyHost, port: numberOf(proxyPort), user: proxyUser };
}

const parents: Readonly<Record<string, DraftField>> = { proxy: 'proxyHost' };

/** The field of the form that a problem of the draft is about. */
function fieldOf([first, second]: readonly PropertyKey[], text: DraftText): DraftField {
  if (first === 'trust') return text.trust === 'authorities' ? 'pem' : 'fingerprints';
  if (first === 'limits' || first === 'secrets') return String(second) as DraftField;
  if (first === 'jump') return jumpFieldOf(second);
  if (first === 'proxy' && second === 'port') return 'proxyPort';
  return parents[String(first)] ?? (String(first) as DraftField);
}

/**
 * The form as main takes it, or the fields that are wrong. A key left empty keeps the stored one of `connection`.
 *
 * @param connection the one that is edited or copied
 * @param copy whether it is copied: a new one is asked for all that a kept one need not answer
 */
export function readDraft(
  text: DraftText,
  connection: ConnectionView | null,
  copy = false,
): { readonly draft: ConnectionDraft } | { readonly wrong: ReadonlySet<DraftField> } {
  const { concurrency, callsPerSecond, pollSeconds, connectSeconds, answerSeconds, callSeconds } = text;
  const parsed = connectionChangeSchema.safeParse({
    ...{ name: text.name, kind: text.kind, url: text.url.trim(), otherUrls: split(text.otherUrls, /\s+/) },
    publicKey: text.publicKey,
    privateKey: text.privateKey === '' && connection !== null ? null : text.privateKey,
    secrets: { ...(text.proxyPassword !== '' && { proxyPassword: text.proxyPassword }), ...jumpSecrets(text) },
    companyIds: listOf(text.companyIds).map(Number),
    ...{ projectIds: listOf(text.projectIds), regions: listOf(text.regions) },
    ...{ color: text.color, environment: text.environment === '' ? null : text.environment },
    tags: split(text.tags, /[,，]+/),
    disabled: connection?.settings.disabled ?? false,
    ...{ trust: trustOf(text), proxy: proxyOf(text), jump: jumpOf(text) },
    ...{ consoleHost: text.consoleHost.trim() === '' ? null : text.consoleHost, consoleTls: text.consoleTls },
    webConsole: text.webConsole.trim() === '' ? null : text.webConsole,
    consolePins: split(text.consolePins, /[\n,，;]+/).map(pinOf),
    limits: {
      ...{ concurrency: numberOf(concurrency), callsPerSecond: numberOrNull(callsPerSecond) },
      ...{ pollSeconds: numberOrNull(pollSeconds), connectSeconds: numberOf(connectSeconds) },
      ...{ answerSeconds: numberOf(answerSeconds), callSeconds: numberOf(callSeconds) },
    },
  });
  if (parsed.success) {
    const faults = addressFaults(parsed.data, copy ? null : (connection?.settings ?? null));
    if (faults.length > 0) return { wrong: new Set(faults) };
    const { proxy, secrets } = parsed.data;
    const isKept = JSON.stringify(proxy) === JSON.stringify(connection?.settings.proxy);
    const hasLogin = proxy.kind !== 'none' && proxy.kind !== 'system' && proxy.user !== '';
    if (hasLogin && !isKept && secrets.proxyPassword === undefined) return { wrong: new Set(['proxyPassword']) };
    return { draft: parsed.data };
  }
  return { wrong: new Set(parsed.error.issues.map((issue) => fieldOf(issue.path, text))) };
}

/** Every address as it is typed. */
export const addressesIn = ({ url, otherUrls }: DraftText): readonly string[] => [
  url.trim(),
  ...split(otherUrls, /\s+/),
];
