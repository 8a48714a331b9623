import { z } from 'zod';
import { addressSchema, fallsToPlain, holdsKey, withoutFall } from './address.ts';
import { capabilitySchema } from './capability.ts';
import {
  connectionLimitsSchema,
  defaultConnectionLimits,
  fingerprintSchema,
  hostSchema,
  mostConsolePins,
  proxySchema,
  trustSchema,
} from './connection-reach.ts';
import { errorDataSchema } from './error-schema.ts';
import { jumpSchema } from './jump.ts';
import { providerKindSchema } from './provider-kind.ts';
import { takenFieldsSchema } from './verbs/taken.ts';
import { webConsoleSchema } from './web-console.ts';

export const connectionColors = ['teal', 'violet', 'orange', 'blue', 'pink', 'gray'] as const;

/** What a connection's cloud is used for; those of production ask more before something hard is done. */
export const environments = ['production', 'staging', 'test', 'development'] as const;

export const consoleTlsChoices = ['offered', 'always'] as const;

const consolePinSchema = z.strictObject({ host: hostSchema, sha256: fingerprintSchema });

const eachOnce = <T>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

/** What a connection is, without its secrets. */
export const connectionSettingsSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  kind: providerKindSchema,
  url: addressSchema,
  /** Further addresses of the same cloud, tried in this order when those before do not answer. */
  otherUrls: z.array(addressSchema).max(9),
  publicKey: z.string().trim().min(1).max(500),
  /** The tenants that an administrator acts for (AUTH, section 1). Empty: what the key itself belongs to. */
  companyIds: z.array(z.number().int().positive()).max(100),
  /** Empty: every project that the key may see. */
  projectIds: z.array(z.string().min(1).max(100)).max(100),
  /** Empty: every region that the cloud names. */
  regions: z.array(z.string().min(1).max(100)).max(100),
  color: z.enum(connectionColors),
  environment: z.enum(environments).nullable(),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
  /** Kept, but not asked anything. */
  disabled: z.boolean(),
  trust: trustSchema,
  proxy: proxySchema,
  /** Lies behind the proxy; null: the servers are reached without one. */
  jump: jumpSchema.nullable(),
  limits: connectionLimitsSchema,
  /** Where consoles are reached in place of the host that the cloud names; null: there. */
  consoleHost: hostSchema.nullable(),
  /** Whether consoles speak TLS where the cloud and their servers offer it, or nothing without it. */
  consoleTls: z.enum(consoleTlsChoices),
  /** Certificates of console servers that a person has decided for. A host that is named here has to show one of its own. */
  consolePins: z.array(consolePinSchema).overwrite(eachOnce).max(mostConsolePins),
  /** Where the vendor's own console for browsers is, with a place for the session; null: it is not offered. */
  webConsole: webConsoleSchema.nullable(),
});
export type ConnectionSettings = z.infer<typeof connectionSettingsSchema>;

/** What a connection has unless somebody says otherwise. */
export const connectionDefaults: Omit<ConnectionSettings, 'name' | 'kind' | 'url' | 'publicKey'> = {
  ...{ otherUrls: [], companyIds: [], projectIds: [], regions: [] },
  ...{ color: 'teal', environment: null, tags: [], disabled: false },
  ...{ trust: { kind: 'system' }, proxy: { kind: 'none' }, jump: null, limits: defaultConnectionLimits },
  ...{ consoleHost: null, consoleTls: 'offered', consolePins: [], webConsole: null },
};

type Addresses = Pick<ConnectionSettings, 'url' | 'otherUrls'>;

/** Every address of a connection, in the order in which they are tried. */
export const addressesOf = ({ url, otherUrls }: Addresses): readonly string[] => [url, ...otherUrls];

/** Those that are tried: of settings from elsewhere or an earlier version some may not be. */
export const triedAddressesOf = (settings: Addresses): readonly string[] => withoutFall(addressesOf(settings));

/**
 * The fields of `draft` with addresses that are not taken.
 *
 * @param kept what the draft changes, of which nothing is asked that it did not have to answer before; null: nothing yet
 */
export function addressFaults(draft: Addresses, kept: Partial<Addresses> | null): ('url' | 'otherUrls')[] {
  const keepsUrl = draft.url === kept?.url;
  const keepsOthers = JSON.stringify(draft.otherUrls) === JSON.stringify(kept?.otherUrls);
  const isFalling = !(keepsUrl && keepsOthers) && fallsToPlain(addressesOf(draft));
  return [
    ...(!keepsUrl && holdsKey(draft.url) ? (['url'] as const) : []),
    ...(isFalling || (!keepsOthers && draft.otherUrls.some(holdsKey)) ? (['otherUrls'] as const) : []),
  ];
}

/** Secrets beside the key of the cloud. */
export const connectionSecretsSchema = z
  .strictObject({
    proxyPassword: z.string().max(1000),
    jumpPassword: z.string().max(1000),
    /** The text of a private key, of OpenSSH, PEM or PuTTY. */
    jumpKey: z.string().max(20_000),
    jumpPassphrase: z.string().max(1000),
  })
  .partial();
export type ConnectionSecrets = z.infer<typeof connectionSecretsSchema>;

/**
 * What the form sends of a connection that is kept: see {@link addressFaults} as well. Secrets travel inward only; `null`,
 * or one that is left out, keeps the one that is stored.
 */
export const connectionChangeSchema = connectionSettingsSchema.extend({
  privateKey: z.string().min(1).max(500).nullable(),
  /** An empty one is forgotten. */
  secrets: connectionSecretsSchema,
});

/** What the form sends of a new connection. */
export const connectionDraftSchema = connectionChangeSchema
  .refine((draft) => !addressFaults(draft, null).includes('url'), { path: ['url'] })
  .refine((draft) => !addressFaults(draft, null).includes('otherUrls'), { path: ['otherUrls'] });
export type ConnectionDraft = z.infer<typeof connectionDraftSchema>;

export const connectionStatusSchema = z.enum(['connecting', 'syncing', 'online', 'failed', 'disabled']);
export type ConnectionStatus = z.infer<typeof connectionStatusSchema>;

/** A connection as the interface sees it: settings, and how it is doing. */
export const connectionViewSchema = z.strictObject({
  id: z.string(),
  settings: connectionSettingsSchema,
  status: connectionStatusSchema,
  error: errorDataSchema.nullable(),
  vmCount: z.number().int().nonnegative(),
  syncedAt: z.number().int().nullable(),
  capabilities: z.array(capabilitySchema),
  /** What its cloud takes of the fields of actions, where that is not all. */
  fields: takenFieldsSchema,
  /**
   * Those of the cloud; the error is what the last reading of one's VMs failed with. Of one that is unsettled the list
   * went on shifting while it was read: VMs may be missing.
   */
  regions: z.array(
    z.strictObject({
      ...{ id: z.string(), name: z.string() },
      ...{ error: errorDataSchema.nullable(), unsettled: z.boolean() },
    }),
  ),
  /** Plain http: requests can be read and replayed on the way (AUTH, section 1). */
  insecure: z.boolean(),
});
export type ConnectionView = z.infer<typeof connectionViewSchema>;
