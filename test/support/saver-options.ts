import { createHash } from 'node:crypto';
import { nodeVault, type VaultOptions } from '../../electron/vault/options.ts';
import { Secret } from '../../shared/util/secret.ts';

export const saverPassword = new Secret('saved again and again');
/** The master passwords that a program which changes it goes back and forth between. */
export const changedPasswords: readonly [Secret, Secret] = [saverPassword, new Secret('changed again and again')];
export const saverRecords = 16;
const recordBytes = 1500;

/** The real files, and instead of Argon2id a hash that costs nothing: hundreds of processes unlock. */
export const saverOptions = (path: string): VaultOptions => ({
  ...nodeVault(path),
  cost: { memoryKiB: 19 * 1024, passes: 2, parallelism: 1 },
  deriveKey: (secret, salt) =>
    Promise.resolve(new Uint8Array(createHash('sha256').update(secret).update(salt).digest())),
});

/** What save number `count` puts, all or nothing. */
export const savedBy = (count: number) => [
  { id: 'last', kind: 'note', plaintext: new TextEncoder().encode(String(count)) },
  {
    id: `record-${count % saverRecords}`,
    kind: 'note',
    plaintext: new TextEncoder().encode(String(count).padEnd(recordBytes, '.')),
  },
];
