import { z } from 'zod';
import {
  addressesOf,
  connectionDefaults,
  connectionSecretsSchema,
  connectionSettingsSchema,
  type ConnectionDraft,
  type ConnectionSettings,
} from '../../shared/model/connection.ts';
import { AppError } from '../../shared/errors/app-error.ts';

/** Settings as they were written while a connection had at most one company and no projects. */
const oneCompanySchema = z.looseObject({ companyId: z.number().nullable() });
/** Settings as they were written before connections said how they reach their cloud. */
const withoutReachSchema = z.looseObject({ limits: z.undefined().optional() });

const { jump, consoleTls, consolePins } = connectionDefaults;

/** Settings that were written before there were jump hosts, or TLS of consoles, say nothing of them. */
const withLater = (settings: unknown): unknown =>
  typeof settings === 'object' && settings !== null ? { jump, consoleTls, consolePins, ...settings } : settings;

function upgrade(settings: unknown): unknown {
  const earlier = oneCompanySchema.safeParse(settings);
  if (earlier.success) {
    const { companyId, ...rest } = earlier.data;
    return upgrade({ ...rest, companyIds: companyId === null ? [] : [companyId], projectIds: [] });
  }
  const bare = withoutReachSchema.safeParse(settings);
  if (!bare.success) return withLater(settings);
  const missing = { ...connectionDefaults, companyIds: undefined, projectIds: undefined };
  return { ...missing, ...bare.data };
}

const recordSchema = z.strictObject({
  settings: z.preprocess(upgrade, connectionSettingsSchema),
  privateKey: z.string(),
  secrets: connectionSecretsSchema.default({}),
  order: z.number(),
});

/** What the vault keeps of a connection. */
export type ConnectionRecord = z.infer<typeof recordSchema>;

/**
 * A record as the vault gives it, of this version or of an earlier one.
 *
 * @throws when it is no record of a connection
 */
export const readRecord = (plaintext: Uint8Array): ConnectionRecord =>
  recordSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)));

const originsOf = (settings: ConnectionSettings): ReadonlySet<string> =>
  new Set(addressesOf(settings).map((address) => new URL(address).origin));

/** A key goes to the cloud that it was entered for: whoever may change the address may not send the key's work there. */
function keptKey(known: ConnectionRecord | null, settings: ConnectionSettings): string {
  if (known === null) return '';
  const entered = originsOf(known.settings);
  const isSame =
    known.settings.publicKey === settings.publicKey && [...originsOf(settings)].every((one) => entered.has(one));
  if (!isSame) throw new AppError('connection.key-needed');
  return known.privateKey;
}

const proxyOwner = ({ proxy }: ConnectionSettings): string | null =>
  proxy.kind === 'none' || proxy.kind === 'system' || proxy.user === '' ? null : JSON.stringify(proxy);

/** The same for the password of a proxy: for another one, or for another user, it is not used. */
function keptProxySecrets(
  known: ConnectionRecord | null,
  settings: ConnectionSettings,
  given: ConnectionDraft['secrets'],
): ConnectionRecord['secrets'] {
  const owner = proxyOwner(settings);
  if (owner === null) return {};
  if (given.proxyPassword !== undefined) return { proxyPassword: given.proxyPassword };
  if (known?.secrets.proxyPassword === undefined) return {};
  if (proxyOwner(known.settings) !== owner) throw new AppError('connection.password-needed');
  return { proxyPassword: known.secrets.proxyPassword };
}

const jumpSecrets = { password: ['jumpPassword'], key: ['jumpKey', 'jumpPassphrase'] } as const;

const jumpOwner = ({ jump }: ConnectionSettings): string =>
  JSON.stringify(jump === null ? null : [jump.host, jump.port, jump.user]);

/** And for what a jump host is given. A new key comes with its own passphrase, or with none. */
function keptJumpSecrets(
  known: ConnectionRecord | null,
  settings: ConnectionSettings,
  given: ConnectionDraft['secrets'],
): ConnectionRecord['secrets'] {
  const { jump } = settings;
  if (jump === null) return {};
  const names = jumpSecrets[jump.login];
  const pick = (secrets: ConnectionRecord['secrets']): ConnectionRecord['secrets'] =>
    Object.fromEntries(names.flatMap((name) => (secrets[name] === undefined ? [] : [[name, secrets[name]]])));
  const stored = pick(known?.secrets ?? {});
  if (known === null || given[names[0]] !== undefined || Object.keys(stored).length === 0) return pick(given);
  if (jumpOwner(known.settings) !== jumpOwner(settings)) throw new AppError('connection.jump-secret-needed');
  return { ...stored, ...pick(given) };
}

/**
 * What is kept of a draft, with the secrets of `known` where the draft has none.
 *
 * @throws AppError `connection.key-needed`, `connection.password-needed`, `connection.jump-secret-needed` when those were
 * entered for something else
 */
export function secretsOf(
  known: ConnectionRecord | null,
  { privateKey, secrets, ...settings }: ConnectionDraft,
): Pick<ConnectionRecord, 'privateKey' | 'secrets'> {
  return {
    privateKey: privateKey ?? keptKey(known, settings),
    secrets: { ...keptProxySecrets(known, settings, secrets), ...keptJumpSecrets(known, settings, secrets) },
  };
}

const plainAddress = (address: string): string => new URL(address).href.replace(/\/+$/, '');

/**
 * What a connection is about, once for each of its addresses: of one cloud and key, as many views may be kept as there are
 * scopes. Two that share one of these are about the same.
 */
export function identitiesOf(settings: ConnectionSettings): readonly string[] {
  const { kind, publicKey, companyIds, projectIds, regions } = settings;
  const scope = [companyIds.map(String), projectIds, regions].map((list) => [...list].sort());
  return addressesOf(settings).map((address) => JSON.stringify([kind, plainAddress(address), publicKey, ...scope]));
}

/** Whether two are about the same. */
export function isSameView(a: ConnectionSettings, b: ConnectionSettings): boolean {
  const known = new Set(identitiesOf(a));
  return identitiesOf(b).some((identity) => known.has(identity));
}

/** What only the eye sees. */
const labels = { name: '', color: '', tags: [], environment: null };
/** What is asked for at every opening of a console, and never between. */
const ofConsoles = { consoleHost: null, consoleTls: '', consolePins: [] };

export const differsInLabelOnly = (a: ConnectionSettings, b: ConnectionSettings): boolean =>
  JSON.stringify({ ...a, ...labels, ...ofConsoles }) === JSON.stringify({ ...b, ...labels, ...ofConsoles });
