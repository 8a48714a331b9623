import { ByteReader } from './byte-reader.ts';
import { keyLength, nonceLength, seal, tagLength, unseal, wipe, type Random } from './crypto.ts';
import { ascii, slotAad, type OtherSlot } from './layout.ts';

export const quickSlotType = 3;

const nameBytes = 16;
const backendPattern = /^[A-Za-z0-9_.-]{1,64}$/;

/** The data key under a key that an operating system's keychain holds. */
export interface QuickSlot {
  /** What kept the key when the slot was made. */
  readonly backend: string;
  /** Under which name. */
  readonly name: string;
}

export const isBackendName = (backend: string): boolean => backendPattern.test(backend);

const headerOf = (backend: string, name: Uint8Array): Uint8Array =>
  Buffer.concat([name, Uint8Array.of(backend.length), ascii(backend)]);

function read(body: Uint8Array): { readonly header: Uint8Array; readonly quick: QuickSlot; readonly at: ByteReader } {
  const at = new ByteReader(body, 0);
  const name = at.bytes(nameBytes);
  const backend = at.name(backendPattern);
  const header = at.since(0);
  return { header, at, quick: { backend, name: `vault-${Buffer.from(name).toString('hex')}` } };
}

export const parseQuickSlot = (slot: OtherSlot): QuickSlot => read(slot.body).quick;

/** A slot, and the key for the keychain, which the caller zeroes. */
export function makeQuickSlot(
  dataKey: Uint8Array,
  backend: string,
  random: Random,
): { readonly key: Uint8Array; readonly slot: OtherSlot } {
  const key = random(keyLength);
  const header = headerOf(backend, random(nameBytes));
  const { nonce, ciphertext, tag } = seal(key, dataKey, slotAad(quickSlotType, header), random);
  return { key, slot: { type: quickSlotType, body: Buffer.concat([header, nonce, ciphertext, tag]) } };
}

/** The data key, which the caller zeroes, or `null` when the keychain's key is another. Zeroes that key. */
export function openQuickSlot(slot: OtherSlot, key: Uint8Array): Uint8Array | null {
  const { header, at } = read(slot.body);
  const sealed = { nonce: at.bytes(nonceLength), ciphertext: at.bytes(keyLength), tag: at.bytes(tagLength) };
  const dataKey = key.length === keyLength ? unseal(key, sealed, slotAad(quickSlotType, header)) : null;
  wipe(key);
  return dataKey;
}
