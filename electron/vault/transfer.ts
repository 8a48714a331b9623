import { basename, dirname, resolve } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import type { OnConflict } from '../../shared/model/vault.ts';
import type { Secret } from '../../shared/util/secret.ts';
import { keyLength, unseal, wipe, type KdfCost } from './crypto.ts';
import { encodeVault } from './encode.ts';
import { VaultFile } from './file.ts';
import { storageError, type VaultFiles } from './files.ts';
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

const damaged = (error: unknown): null => {
  if (error instanceof AppError && error.code === 'vault.record-damaged') return null;
  throw error;
};

/** Refuses to write over a vault or what it keeps beside itself, with `vault.own-file`. */
export async function refuseOwnFile(path: string, own: string, files: VaultFiles): Promise<void> {
  const sameName = basename(path).toLowerCase().startsWith(basename(own).toLowerCase());
  const beside = sameName && resolve(dirname(path)) === resolve(dirname(own));
  try {
    const there = beside ? null : await files.identity(path);
    if (!beside && (there === null || there !== (await files.identity(own)))) return;
  } catch (error) {
    throw storageError(error, path);
  }
  throw new AppError('vault.own-file');
}

/**
 * Writes every readable record into a vault file with a password and a data key of its own, over what is there. Rejects
 * with `vault.weak-password`, `vault.own-file`, `vault.locked`, `storage.*` or `cancelled`, with nothing written.
 */
export async function exportVault(
  source: Source,
  { files, random, deriveKey, path: own, cost }: VaultOptions & { readonly cost: KdfCost },
  path: string,
  password: Secret,
  signal: AbortSignal,
): Promise<ExportResult> {
  checkPassword(password);
  await refuseOwnFile(path, own, files);
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
    await new VaultFile(path, files, random).overwrite(bytes);
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
