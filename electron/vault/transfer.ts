import { basename, dirname } from 'node:path';
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

/** What a vault cannot know of its records, whose contents are others'. */
export interface Kinship {
  /** Records that share one of these are about the same thing, whatever their ids. */
  readonly identitiesOf: (record: Omit<PlainRecord, 'id'>) => readonly string[];
  /** Whether two that are about the same say the same. */
  readonly isSame: (kind: string, ours: Uint8Array, theirs: Uint8Array) => boolean;
}

export interface ImportRule {
  /** What becomes of a record that is here with another content. */
  readonly onConflict: OnConflict;
  /** Left out: records are the same by their ids and bytes alone. */
  readonly kinship?: Kinship;
  /** Told of each record that is replaced, before anything is, while both plaintexts are there. */
  readonly onReplace?: (id: string, kind: string, ours: Uint8Array, theirs: Uint8Array) => void;
}

const bytesAlone: Kinship = {
  identitiesOf: () => [],
  isSame: (_kind, ours, theirs) => Buffer.compare(ours, theirs) === 0,
};

/** Ids of records by what became of them. Where one is about the same as one that is here, it goes by the id of that. */
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
  const file = await files.real(own);
  const sameName = basename(path).toLowerCase().startsWith(basename(file).toLowerCase());
  const beside = sameName && (await files.real(dirname(path))) === dirname(file);
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

/** Finds the record of this vault that is about the same as one of another. */
async function relatives(target: Target, { identitiesOf }: Kinship) {
  const ids = new Map<string, readonly string[]>();
  const learn = (id: string, kind: string, plaintext: Uint8Array): void => {
    for (const identity of identitiesOf({ kind, plaintext })) ids.set(identity, [...(ids.get(identity) ?? []), id]);
  };
  for (const { id, kind } of target.list()) {
    const plaintext = await target.read(id).catch(damaged);
    if (plaintext === null) continue;
    learn(id, kind, plaintext);
    wipe(plaintext);
  }
  const find = (id: string, kind: string, plaintext: Uint8Array): string => {
    const found = identitiesOf({ kind, plaintext }).flatMap((identity) => ids.get(identity) ?? []);
    return found.includes(id) ? id : (found[0] ?? id);
  };
  return { learn, find };
}

/**
 * Takes the records of another vault file into this one, in one save. Rejects as reading and unlocking a vault does, and
 * nothing has changed then.
 */
export async function importVault(
  target: Target,
  { files, random, deriveKey, path }: VaultOptions,
  password: Secret,
  { onConflict, kinship = bytesAlone, onReplace }: ImportRule,
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
    const { learn, find } = await relatives(target, kinship);
    /** Ids that a record of the file has already gone to. */
    const settled = new Set<string>();
    for (const record of image.document.records.values()) {
      const { kind } = record;
      const theirs = openRecord(dataKey, record);
      if (theirs === null) {
        unreadable.push(record.id);
        continue;
      }
      const id = find(record.id, kind, theirs);
      if (settled.has(id)) {
        result.conflicting.push(id);
        wipe(theirs);
        continue;
      }
      settled.add(id);
      const ours = present.has(id) ? await target.read(id).catch(damaged) : null;
      const isSame = ours !== null && present.get(id) === kind && kinship.isSame(kind, ours, theirs);
      const state = isSame ? 'identical' : ours === null ? 'added' : 'conflicting';
      result[state].push(id);
      const isReplaced = ours !== null && !isSame && onConflict === 'replace';
      if (isReplaced) onReplace?.(id, kind, ours, theirs);
      if (ours !== null) wipe(ours);
      if (state === 'added' || isReplaced) {
        taken.push({ id, kind, plaintext: theirs });
        learn(id, kind, theirs);
      } else wipe(theirs);
    }
    if (taken.length > 0) await target.putAll(taken);
  } finally {
    wipe(dataKey, ...taken.map(({ plaintext }) => plaintext));
  }
  return { ...result, damaged: unreadable };
}
