import { z } from 'zod';
import { connectionSettingsSchema } from '../../shared/model/connection.ts';

/** Settings as they were written while a connection had at most one company and no projects. */
const oneCompanySchema = z.looseObject({ companyId: z.number().nullable() });

function upgrade(settings: unknown): unknown {
  const earlier = oneCompanySchema.safeParse(settings);
  if (!earlier.success) return settings;
  const { companyId, ...rest } = earlier.data;
  return { ...rest, companyIds: companyId === null ? [] : [companyId], projectIds: [] };
}

const recordSchema = z.strictObject({
  settings: z.preprocess(upgrade, connectionSettingsSchema),
  privateKey: z.string(),
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
