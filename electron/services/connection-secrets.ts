import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import {
  addressesOf,
  connectionSettingsSchema,
  type ConnectionDraft,
  type ConnectionSettings,
} from '../../shared/model/connection.ts';
import type { ConnectionTrust } from '../../shared/model/connection-reach.ts';
import { labels, settingsOf, type ConnectionRecord } from './connection-record.ts';
import { nothingSeen, type Seen } from './seen-certificates.ts';

type Stored = Pick<ConnectionRecord, 'privateKey' | 'secrets'>;

const originsOf = (settings: ConnectionSettings): ReadonlySet<string> =>
  new Set(addressesOf(settings).map((address) => new URL(address).origin));

/** What neither leads a key to somebody else nor is compared on its own. */
const harmless = {
  ...{ ...labels, disabled: false, limits: null, companyIds: [], projectIds: [], regions: [] },
  ...{ url: '', otherUrls: [], trust: null, jump: null, consoleTls: '', consolePins: [] },
};

/** Kind, public key, proxy and console host; whatever settings get later counts as well until it is said to be harmless. */
const wayOf = (settings: ConnectionSettings): string =>
  JSON.stringify({ ...z.object(connectionSettingsSchema.shape).parse(settings), ...harmless });

/** Whether `after` believes nobody whom `before` does not, but for certificates that main itself has just fetched. */
function keepsTrust(before: ConnectionTrust, after: ConnectionTrust, seen: Seen): boolean {
  if (JSON.stringify(before) === JSON.stringify(after)) return true;
  if (after.kind !== 'pinned') return before.kind === 'authorities' && after.kind === 'system';
  const stored = before.kind === 'pinned' ? before.fingerprints : [];
  return after.fingerprints.every((one) => stored.includes(one) || seen.certificate(one));
}

const jumpOwner = ({ jump }: ConnectionSettings): string =>
  JSON.stringify(jump === null ? null : [jump.host, jump.port, jump.user]);

/** The same for the jump host: another way to log in is no other host, and without a key to expect nothing is sent. */
function keepsJump(before: ConnectionSettings, after: ConnectionSettings, seen: Seen): boolean {
  if (jumpOwner(before) !== jumpOwner(after)) return false;
  const key = after.jump?.hostKey ?? null;
  return key === null || key === before.jump?.hostKey || seen.hostKey(key);
}

/** And for consoles. A host whose last pin goes is believed as the others are: that is to believe more. */
function keepsConsoles(before: ConnectionSettings, after: ConnectionSettings, seen: Seen): boolean {
  if (before.consoleTls === 'always' && after.consoleTls !== 'always') return false;
  const stored = new Set(before.consolePins.map(({ host, sha256 }) => `${host} ${sha256}`));
  const hosts = new Set(after.consolePins.map(({ host }) => host));
  return (
    before.consolePins.every(({ host }) => hosts.has(host)) &&
    after.consolePins.every((pin) => stored.has(`${pin.host} ${pin.sha256}`) || seen.consolePin(pin))
  );
}

/**
 * A key goes to the cloud that it was entered for, by the way that it was entered with: whoever may change address, trust,
 * proxy, jump host or where consoles are may not send the key's work there.
 */
function keptKey(known: ConnectionRecord | null, settings: ConnectionSettings, seen: Seen): string {
  if (known === null) return '';
  const entered = originsOf(known.settings);
  const isSame =
    wayOf(known.settings) === wayOf(settings) &&
    keepsTrust(known.settings.trust, settings.trust, seen) &&
    keepsJump(known.settings, settings, seen) &&
    keepsConsoles(known.settings, settings, seen) &&
    [...originsOf(settings)].every((one) => entered.has(one));
  if (!isSame) throw new AppError('connection.key-needed');
  return known.privateKey;
}

const proxyOwner = ({ proxy }: ConnectionSettings): string | null =>
  proxy.kind === 'none' || proxy.kind === 'system' || proxy.user === '' ? null : JSON.stringify(proxy);

/** Nor is the password of a proxy used for another one, for another user, or where others may pass for the proxy. */
function keptProxySecrets(
  known: ConnectionRecord | null,
  settings: ConnectionSettings,
  given: ConnectionDraft['secrets'],
  seen: Seen,
): Stored['secrets'] {
  const owner = proxyOwner(settings);
  if (owner === null) return {};
  if (given.proxyPassword !== undefined) return { proxyPassword: given.proxyPassword };
  if (known?.secrets.proxyPassword === undefined) return {};
  const isProved = settings.proxy.kind === 'https';
  const isSame =
    proxyOwner(known.settings) === owner && (!isProved || keepsTrust(known.settings.trust, settings.trust, seen));
  if (!isSame) throw new AppError('connection.password-needed');
  return { proxyPassword: known.secrets.proxyPassword };
}

const jumpSecrets = { password: ['jumpPassword'], key: ['jumpKey', 'jumpPassphrase'] } as const;

/** Nor what a jump host is given for another one. A new key comes with its own passphrase, or with none. */
function keptJumpSecrets(
  known: ConnectionRecord | null,
  settings: ConnectionSettings,
  given: ConnectionDraft['secrets'],
  seen: Seen,
): Stored['secrets'] {
  const { jump } = settings;
  if (jump === null) return {};
  const names = jumpSecrets[jump.login];
  const pick = (secrets: Stored['secrets']): Stored['secrets'] =>
    Object.fromEntries(names.flatMap((name) => (secrets[name] === undefined ? [] : [[name, secrets[name]]])));
  const stored = pick(known?.secrets ?? {});
  if (known === null || given[names[0]] !== undefined || Object.keys(stored).length === 0) return pick(given);
  if (!keepsJump(known.settings, settings, seen)) throw new AppError('connection.jump-secret-needed');
  return { ...stored, ...pick(given) };
}

/**
 * What is kept of a draft, with the secrets of `known` where the draft has none.
 *
 * @param seen what main itself has just been shown by those whom the draft is about
 * @throws AppError `connection.key-needed`, `connection.password-needed`, `connection.jump-secret-needed` when those were
 * entered for something else
 */
export function secretsOf(known: ConnectionRecord | null, draft: ConnectionDraft, seen: Seen = nothingSeen): Stored {
  const settings = settingsOf(draft);
  const { secrets } = draft;
  return {
    privateKey: draft.privateKey ?? keptKey(known, settings, seen),
    secrets: {
      ...keptProxySecrets(known, settings, secrets, seen),
      ...keptJumpSecrets(known, settings, secrets, seen),
    },
  };
}

/** What is needed to go the way to the servers of a draft without signing anything; throws as {@link secretsOf} does. */
export const waySecretsOf = (known: ConnectionRecord | null, draft: ConnectionDraft, seen: Seen): Stored =>
  secretsOf(known, { ...draft, privateKey: '' }, seen);

/** What is needed to go as far as the jump host of a draft and not to log in to it; throws as {@link secretsOf} does. */
export const proxySecretsOf = (known: ConnectionRecord | null, draft: ConnectionDraft, seen: Seen): Stored =>
  waySecretsOf(known, { ...draft, jump: null }, seen);
