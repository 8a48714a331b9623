import { z } from 'zod';
import { errorDataSchema } from './error-schema.ts';

export const minPasswordLength = 8;

export const vaultStatusSchema = z.strictObject({
  state: z.enum(['absent', 'locked', 'unlocked']),
  /** Why the vault file cannot be used as it is (damaged, newer, unreadable). */
  problem: errorDataSchema.nullable(),
  /** The last good generation can be brought back. */
  backupAvailable: z.boolean(),
});
export type VaultStatus = z.infer<typeof vaultStatusSchema>;
