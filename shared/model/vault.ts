import { z } from 'zod';
import { errorDataSchema } from './error-schema.ts';

export const minPasswordLength = 8;

export const vaultStatusSchema = z.strictObject({
  state: z.enum(['absent', 'locked', 'unlocked']),
  /** Why the vault file cannot be used as it is (damaged, newer, unreadable), or of an open one, which record cannot. */
  problem: errorDataSchema.nullable(),
  /** The open vault is an older copy than the one that this computer knew. */
  older: errorDataSchema.nullable(),
  /** The last good generation can be brought back. */
  backupAvailable: z.boolean(),
});
export type VaultStatus = z.infer<typeof vaultStatusSchema>;

/** What a guess of the master password costs: the present measure of this computer, or the least there is. */
export const vaultCostSchema = z.enum(['measured', 'thin-client']);
export type VaultCost = z.infer<typeof vaultCostSchema>;

/** The ways into the vault, and what this computer's keychain is good for. */
export const vaultKeysSchema = z.strictObject({
  /** There is a recovery key: a printed sheet opens the vault. */
  recovery: z.boolean(),
  /** The keychain that quick unlock was turned on with, e.g. `gnome_libsecret`; null when it is off. */
  quickUnlock: z.string().nullable(),
  /** The keychain of this computer now; with a problem it cannot be used. */
  keychain: z.strictObject({ backend: z.string().nullable(), problem: errorDataSchema.nullable() }),
  /** What deriving the password's key costs; null while there is no vault that can be read. */
  cost: z
    .strictObject({ memoryKiB: z.number().int(), passes: z.number().int(), parallelism: z.number().int() })
    .nullable(),
});
export type VaultKeysView = z.infer<typeof vaultKeysSchema>;

/** What to do with a record of an imported file whose id is here with another content. */
export const onConflictSchema = z.enum(['keep', 'replace']);
export type OnConflict = z.infer<typeof onConflictSchema>;

const count = z.number().int().nonnegative();

export const vaultExportSchema = z.strictObject({ path: z.string(), exported: count, damaged: count });
export type VaultExport = z.infer<typeof vaultExportSchema>;

export const vaultImportSchema = z.strictObject({
  added: count,
  /** Here already, as they are in the file. */
  identical: count,
  /** Names of connections that are here with another content; kept or replaced as was asked. */
  conflicting: z.array(z.string()),
  /** Damaged in the file. */
  damaged: count,
});
export type VaultImport = z.infer<typeof vaultImportSchema>;
/** What locked the vault. */
export const lockReasons = [
  'asked',
  'idle',
  'suspend',
  'screen-lock',
  'user-switch',
  'minimise',
  'quit',
  'destroy',
] as const;
export type LockReason = (typeof lockReasons)[number];
