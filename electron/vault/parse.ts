import { AppError } from '../../shared/errors/app-error.ts';
import { ByteReader } from './byte-reader.ts';
import { checkCost } from './cost.ts';
import { nonceLength, saltLength, tagLength, keyLength, type KdfCost, type Sealed } from './crypto.ts';
import * as layout from './layout.ts';
import type { OtherSlot, PasswordSlot, StoredRecord, VaultImage } from './layout.ts';

const corrupt = (): AppError => new AppError('vault.corrupt');

interface Prologue {
  readonly headLength: number;
  readonly generation: number;
}

/** The first 32 bytes, alike in every format version, so that a newer file is told from a damaged one. */
function parsePrologue(bytes: Uint8Array): Prologue {
  const start = bytes.subarray(0, layout.magic.length);
  if (!layout.sameBytes(start, layout.magic.subarray(0, start.length))) throw new AppError('vault.foreign');
  if (bytes.length < layout.prologueLength) throw new AppError('vault.truncated');
  const reader = new ByteReader(bytes, layout.magic.length);
  const version = reader.u16();
  const reserved = reader.u16();
  const headLength = reader.u32();
  const fileLength = reader.u32();
  const generation = reader.u32();
  const sum = layout.sha256(bytes.subarray(0, reader.offset)).subarray(0, layout.prologueCheckLength);
  if (!layout.sameBytes(reader.bytes(layout.prologueCheckLength), sum)) throw corrupt();
  if (version > layout.formatVersion) {
    throw new AppError('vault.newer', { version, supported: layout.formatVersion });
  }
  if (version !== layout.formatVersion || reserved !== 0 || fileLength > layout.maxFileLength) throw corrupt();
  if (bytes.length < fileLength) throw new AppError('vault.truncated');
  if (bytes.length > fileLength || headLength > fileLength) throw corrupt();
  return { headLength, generation };
}

function parseSealed(reader: ByteReader, ciphertextLength: number): Sealed {
  const nonce = reader.bytes(nonceLength);
  const ciphertext = reader.bytes(ciphertextLength);
  return { nonce, ciphertext, tag: reader.bytes(tagLength) };
}

function parsePasswordSlot(body: Uint8Array): PasswordSlot {
  const reader = new ByteReader(body, 0);
  const kdf = reader.u8();
  const parallelism = reader.u8();
  const passes = reader.u16();
  const cost: KdfCost = { memoryKiB: reader.u32(), passes, parallelism };
  if (kdf !== layout.kdfArgon2id) throw new AppError('vault.kdf-out-of-bounds');
  checkCost(cost);
  const salt = reader.bytes(saltLength);
  const wrapped = parseSealed(reader, keyLength);
  if (reader.offset !== body.length) throw corrupt();
  return { cost, salt, wrapped };
}

function parseSlots(reader: ByteReader): { password: PasswordSlot; otherSlots: OtherSlot[] } {
  const otherSlots: OtherSlot[] = [];
  let password: PasswordSlot | null = null;
  for (let left = reader.u8(); left > 0; left--) {
    const type = reader.u8();
    const body = reader.bytes(reader.u16());
    if (type !== layout.passwordSlotType) otherSlots.push({ type, body });
    else if (password === null) password = parsePasswordSlot(body);
    else throw corrupt();
  }
  if (password === null) throw corrupt();
  return { password, otherSlots };
}

function parseRecords(head: ByteReader, file: Uint8Array, headLength: number): Map<string, StoredRecord> {
  const records = new Map<string, StoredRecord>();
  const body = new ByteReader(file, headLength);
  const count = head.u32();
  if (count > layout.maxRecords) throw corrupt();
  for (let left = count; left > 0; left--) {
    const start = head.offset;
    const id = head.name(layout.idPattern);
    const kind = head.name(layout.kindPattern);
    const ciphertext = body.bytes(head.u32());
    const nonce = head.bytes(nonceLength);
    const tag = head.bytes(tagLength);
    const check = head.bytes(layout.recordCheckLength);
    const damaged = !layout.sameBytes(check, layout.recordCheck(ciphertext));
    if (records.has(id)) throw corrupt();
    const entry = head.since(start);
    records.set(id, { id, kind, sealed: { nonce, ciphertext, tag }, check, damaged, entry });
  }
  if (body.offset !== file.length) throw corrupt();
  return records;
}

/**
 * Reads a vault file without any key. Throws only `vault.foreign`, `vault.newer`, `vault.truncated`, `vault.corrupt`
 * and `vault.kdf-out-of-bounds`; a record whose ciphertext changed is marked and leaves the others usable.
 */
export function parseVault(file: Uint8Array): VaultImage {
  const { headLength, generation } = parsePrologue(file);
  const sumAt = headLength - layout.headSumLength;
  if (sumAt < layout.prologueLength) throw corrupt();
  if (!layout.sameBytes(file.subarray(sumAt, headLength), layout.sha256(file.subarray(0, sumAt)))) throw corrupt();
  const reader = new ByteReader(file.subarray(0, sumAt), layout.prologueLength);
  const { password, otherSlots } = parseSlots(reader);
  const records = parseRecords(reader, file, headLength);
  const indexed = file.subarray(0, reader.offset);
  const indexSeal = parseSealed(reader, 0);
  if (reader.offset !== sumAt) throw corrupt();
  return { document: { password, otherSlots, generation, records }, indexed, indexSeal };
}
