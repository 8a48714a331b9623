import { z } from 'zod';
import { capabilitySchema } from './capability.ts';
import { errorDataSchema } from './error-schema.ts';
import { providerKindSchema } from './provider-kind.ts';

export const connectionColors = ['teal', 'violet', 'orange', 'blue', 'pink', 'gray'] as const;

/** `user:password@` before the host, in every spelling that parses: it would be shown and kept wherever the address is. */
const login = /^https?:[/\\]*[^/\\?#]*@/i;

/** What a connection is, without its secret. */
export const connectionSettingsSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  kind: providerKindSchema,
  /** The whole API address, e.g. `https://cloud.example/api`. */
  url: z
    .url({ protocol: /^https?$/, abort: true })
    .max(2000)
    .refine((url) => !login.test(url.replace(/\s/g, ''))),
  publicKey: z.string().trim().min(1).max(500),
  /** The tenants that an administrator acts for (AUTH, section 1). Empty: what the key itself belongs to. */
  companyIds: z.array(z.number().int().positive()).max(100),
  /** Empty: every project that the key may see. */
  projectIds: z.array(z.string().min(1).max(100)).max(100),
  /** Empty: every region that the cloud names. */
  regions: z.array(z.string().min(1).max(100)).max(100),
  color: z.enum(connectionColors),
});
export type ConnectionSettings = z.infer<typeof connectionSettingsSchema>;

/** What the form sends. The secret travels inward only; `null` keeps the one that is stored. */
export const connectionDraftSchema = connectionSettingsSchema.extend({
  privateKey: z.string().min(1).max(500).nullable(),
});
export type ConnectionDraft = z.infer<typeof connectionDraftSchema>;

export const connectionStatusSchema = z.enum(['connecting', 'syncing', 'online', 'failed']);
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
  regions: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Plain http: requests can be read and replayed on the way (AUTH, section 1). */
  insecure: z.boolean(),
});
export type ConnectionView = z.infer<typeof connectionViewSchema>;
