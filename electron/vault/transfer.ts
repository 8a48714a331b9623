import { AppError } from '../../shared/errors/app-error.ts';
import type { Secret } from '../../shared/util/secret.ts';
import { checkNewCost } from './cost.ts';
import { keyLength, unseal, wipe, type KdfCost } from './crypto.ts';
import { encodeVault } from './encode.ts';
import { VaultFile } from './file.ts';
import { openRecord, sealRecord, type StoredRecord } from './layout.ts';
import type { VaultOptions } from './options.ts';
import { checkPassword, unwrapByPassword, wrapByPassword } from './password.ts';
import type { PlainRecord, RecordSummary } from './record.ts';

interface Source {
  list(): readonly RecordSummary[];
  read(id: string): Promise<Uint8Array | null>;
}

interface Target extends Source {
  putAll(items: Iterable<PlainRecord>): Promise<void>;
}

/** Ids of records by what became of them. */
export interface ExportResult {
  readonly exported: readonly string[];
  readonly damaged: readonly string[];
}

export interface ImportResult {
  readonly added: readonly string[];
  readonly identical: readonly string[];
  /** Here with another content; kept or replaced as was asked. */
  readonly conflicting: readonly string[];
  /** Damaged in the imported file. */
  readonly damaged: readonly string[];
}

export type OnConflict = 'keep' | 'replace';

const damaged = (error: unknown): null => {
  if (error instanceof AppError && error.code === 'vault.record-damaged') return null;
  throw error;
};

/**
 * Writes every readable record into a new vault file with a password and a data key of its own. Rejects with
 * `vault.weak-password`, `vault.exists`, `vault.locked`, `storage.*` or `cancelled`, with nothing written.
 */
export async function exportVault(
  source: Source,
  { files, random, deriveKey, path }: VaultOptions,
  password: Secret,
  cost: KdfCost,
  signal: AbortSignal,
): Promise<ExportResult> {
  checkPassword(password);
  checkNewCost(cost);
  const dataKey = random(keyLength);
  const records = new Map<string, StoredRecord>();
  const unreadable: string[] = [];
  try {
    for (const { id, kind } of source.list()) {
      const plaintext = await source.read(id).catch(damaged);
      if (plaintext === null) unreadable.push(id);
      else records.set(id, sealRecord(dataKey, id, kind, plaintext, random));
      if (plaintext !== null) wipe(plaintext);
    }
    const slot = await wrapByPassword({ deriveKey, random }, () => dataKey, password, cost, signal);
    const { bytes } = encodeVault({ password: slot, otherSlots: [], generation: 1, records }, dataKey, random);
    await new VaultFile(path, files, random).create(bytes);
  } finally {
    wipe(dataKey);
  }
  return { exported: [...records.keys()], damaged: unreadable };
}

/**
 * Takes the records of another vault file into this one, in one save. Rejects as reading and unlocking a vault does, and
 * nothing has changed then.
 */
export async function importVault(
  target: Target,
  { files, random, deriveKey, path }: VaultOptions,
  password: Secret,
  onConflict: OnConflict,
  signal: AbortSignal,
): Promise<ImportResult> {
  const image = await new VaultFile(path, files, random).read();
  if (image === null) throw new AppError('vault.absent');
  const dataKey = await unwrapByPassword(deriveKey, password, image.document.password, signal);
  const result = { added: [] as string[], identical: [] as string[], conflicting: [] as string[] };
  const unreadable: string[] = [];
  const taken: PlainRecord[] = [];
  try {
    if (unseal(dataKey, image.indexSeal, image.indexed) === null) throw new AppError('vault.corrupt');
    const present = new Map(target.list().map(({ id, kind }) => [id, kind]));
    for (const record of image.document.records.values()) {
      const { id, kind } = record;
      const theirs = openRecord(dataKey, record);
      if (theirs === null) {
        unreadable.push(id);
        continue;
      }
      const ours = present.has(id) ? await target.read(id).catch(damaged) : null;
      const isSame = ours !== null && present.get(id) === kind && Buffer.compare(ours, theirs) === 0;
      const state = isSame ? 'identical' : ours === null ? 'added' : 'conflicting';
      result[state].push(id);
      if (ours !== null) wipe(ours);
      if (state === 'added' || (state === 'conflicting' && onConflict === 'replace')) {
        taken.push({ id, kind, plaintext: theirs });
      } else wipe(theirs);
    }
    if (taken.length > 0) await target.putAll(taken);
  } finally {
    wipe(dataKey, ...taken.map(({ plaintext }) => plaintext));
  }
  return { ...result, damaged: unreadable };
}
