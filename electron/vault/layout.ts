import { createHash, hash } from 'node:crypto';
import { Bug } from '../../shared/errors/app-error.ts';
import { nonceLength, seal, tagLength, unseal, type KdfCost, type Random, type Sealed } from './crypto.ts';

/** The newest vault file format that this program reads, and the one it writes. README.md has it byte by byte. */
export const formatVersion = 1;
/** Bytes. */
export const maxFileLength = 64 * 1024 * 1024;
export const maxRecords = 100_000;

export const magic = ascii('VMDVAULT');
export const prologueLength = 32;
export const prologueCheckLength = 8;
export const headSumLength = 32;
export const recordCheckLength = 8;
export const indexSealLength = nonceLength + tagLength;
export const passwordSlotType = 1;
export const kdfArgon2id = 1;
/** Argon2's identifier and cost, and the salt: the part of a password slot that its wrapped key authenticates. */
export const kdfFieldsLength = 24;

export const idPattern = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
export const kindPattern = /^[a-z][a-z0-9-]{0,31}$/;

/** The data key under the password key. */
export interface PasswordSlot {
  readonly cost: KdfCost;
  readonly salt: Uint8Array;
  readonly wrapped: Sealed;
}

/** A way to the data key that this version does not know; kept as it is. */
export interface OtherSlot {
  readonly type: number;
  readonly body: Uint8Array;
}

export interface StoredRecord {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Sealed;
  /** The start of the ciphertext's SHA-256: shows accidental damage without the key. */
  readonly check: Uint8Array;
  readonly damaged: boolean;
  /** Its entry in the index as bytes, so that saving one record does not encode the others again. */
  readonly entry: Uint8Array;
}

export interface VaultDocument {
  readonly password: PasswordSlot;
  readonly otherSlots: readonly OtherSlot[];
  /** How many times the vault was saved; tells an older copy from a newer one. */
  readonly generation: number;
  readonly records: ReadonlyMap<string, StoredRecord>;
}

/** A document together with what proves that its index is the one that was saved. */
export interface VaultImage {
  readonly document: VaultDocument;
  /** Every byte before the index seal: what the seal authenticates. */
  readonly indexed: Uint8Array;
  /** Seals an empty plaintext under the data key. */
  readonly indexSeal: Sealed;
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const uint16 = (value: number): Uint8Array => Uint8Array.of(value >>> 8, value & 0xff);
const named = (text: string): Uint8Array => Uint8Array.of(text.length, ...ascii(text));

/** Identifier, cost and salt of a password slot as bytes. */
export function kdfFields(cost: KdfCost, salt: Uint8Array): Uint8Array {
  const fields = Buffer.alloc(kdfFieldsLength);
  fields.writeUInt8(kdfArgon2id, 0);
  fields.writeUInt8(cost.parallelism, 1);
  fields.writeUInt16BE(cost.passes, 2);
  fields.writeUInt32BE(cost.memoryKiB, 4);
  fields.set(salt, 8);
  return fields;
}

/** What the wrapped data key authenticates: changing version, cost or salt breaks it. */
export const passwordSlotAad = (cost: KdfCost, salt: Uint8Array): Uint8Array =>
  slotAad(passwordSlotType, kdfFields(cost, salt));

/** What the wrapped data key of a slot of another type authenticates: version, type and the fields before it. */
export const slotAad = (type: number, fields: Uint8Array): Uint8Array =>
  Buffer.concat([magic, uint16(formatVersion), Uint8Array.of(type), fields]);

/** What a record authenticates beside its plaintext: a ciphertext under another id, kind or version does not open. */
export const recordAad = (id: string, kind: string): Uint8Array =>
  Buffer.concat([magic, uint16(formatVersion), Uint8Array.of(0xff), named(id), named(kind)]);

/** The start of a ciphertext's SHA-256. */
export const recordCheck = (ciphertext: Uint8Array): Uint8Array =>
  hash('sha256', ciphertext, 'buffer').subarray(0, recordCheckLength);

function indexEntry(id: string, kind: string, { nonce, ciphertext, tag }: Sealed, check: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(ciphertext.length);
  return Buffer.concat([named(id), named(kind), length, nonce, tag, check]);
}

/** A record sealed under the data key, ready to be put into a document. */
export function sealRecord(
  dataKey: Uint8Array,
  id: string,
  kind: string,
  plaintext: Uint8Array,
  random: Random,
): StoredRecord {
  if (!idPattern.test(id) || !kindPattern.test(kind)) throw new Bug('A record id or kind breaks its pattern');
  const sealed = seal(dataKey, plaintext, recordAad(id, kind), random);
  const check = recordCheck(sealed.ciphertext);
  return { id, kind, sealed, check, damaged: false, entry: indexEntry(id, kind, sealed, check) };
}

/** The plaintext, which the caller zeroes, or `null` when the record is damaged. */
export const openRecord = (dataKey: Uint8Array, { id, kind, sealed, damaged }: StoredRecord): Uint8Array | null =>
  damaged ? null : unseal(dataKey, sealed, recordAad(id, kind));

export const isDamaged = (document: VaultDocument): boolean =>
  [...document.records.values()].some(({ damaged }) => damaged);
