import { z } from 'zod';
import { spelledHost } from '../../shared/model/connection-reach.ts';
import {
  addressesOf,
  connectionDefaults,
  connectionSecretsSchema,
  connectionSettingsSchema,
  type ConnectionDraft,
  type ConnectionSettings,
} from '../../shared/model/connection.ts';

/** Settings as they were written while a connection had at most one company and no projects. */
const oneCompanySchema = z.looseObject({ companyId: z.number().nullable() });
/** Settings as they were written before connections said how they reach their cloud. */
const withoutReachSchema = z.looseObject({ limits: z.undefined().optional() });

const { jump, consoleTls, consolePins, webConsole } = connectionDefaults;

/** Settings that were written before there were jump hosts, TLS of consoles or web consoles, say nothing of them. */
const withLater = (settings: unknown): unknown =>
  typeof settings === 'object' && settings !== null
    ? { jump, consoleTls, consolePins, webConsole, ...settings }
    : settings;

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

/** A draft without its secrets, which the schema does not know. */
export const settingsOf = (draft: ConnectionDraft): ConnectionSettings =>
  z.object(connectionSettingsSchema.shape).parse(draft);

/** A part of what is kept, changed without its secrets unless it was called off. */
export function revised(
  kept: ConnectionSettings,
  part: Partial<ConnectionSettings>,
  signal: AbortSignal,
): ConnectionDraft {
  signal.throwIfAborted();
  return { ...kept, ...part, privateKey: null, secrets: {} };
}

/** An address as it is compared: its host in one spelling, no slash at the end. */
function spelledAddress(address: string): string {
  const url = new URL(address);
  url.hostname = spelledHost(url.hostname);
  return url.href.replace(/\/+$/, '');
}

/**
 * What a connection is about, once for each of its addresses: of one cloud and key, as many views may be kept as there are
 * scopes. Two that share one of these are about the same.
 */
export function identitiesOf(settings: ConnectionSettings): readonly string[] {
  const { kind, publicKey, companyIds, projectIds, regions } = settings;
  const scope = [companyIds.map(String), projectIds, regions].map((list) => [...list].sort());
  return addressesOf(settings).map((address) => JSON.stringify([kind, spelledAddress(address), publicKey, ...scope]));
}

/** Whether two are about the same. */
export function isSameView(a: ConnectionSettings, b: ConnectionSettings): boolean {
  const known = new Set(identitiesOf(a));
  return identitiesOf(b).some((identity) => known.has(identity));
}

/** What only the eye sees. */
export const labels = { name: '', color: '', tags: [], environment: null };
/** What is asked for at every opening of a console, and never between. */
const ofConsoles = { consoleHost: null, consoleTls: '', consolePins: [], webConsole: null };

export const differsInLabelOnly = (a: ConnectionSettings, b: ConnectionSettings): boolean =>
  JSON.stringify({ ...a, ...labels, ...ofConsoles }) === JSON.stringify({ ...b, ...labels, ...ofConsoles });
