import { hkdfSync } from 'node:crypto';
import { AppError } from '../../shared/errors/app-error.ts';
import { Secret } from '../../shared/util/secret.ts';
import { ByteReader } from './byte-reader.ts';
import { keyLength, nonceLength, saltLength, seal, tagLength, unseal, wipe, type Random } from './crypto.ts';
import { ascii, sha256, slotAad, type OtherSlot } from './layout.ts';

export const recoverySlotType = 2;

/** 160 bits, so that 32 characters hold them; far beyond guessing, which is why no Argon2id stands before it. */
const recoveryLength = 20;
/** Crockford's Base32: no I, L, O and U; a reader may type them for 1, 1 and 0 (crockford.com/base32.html). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const dataCharacters = (recoveryLength * 8) / 5;
const checkCharacters = 4;
const groupLength = 4;
const purpose = ascii('VMDeck recovery key');

/** Big-endian groups of five bits. The length in bits is a multiple of five. */
function toBase32(bytes: Uint8Array): string {
  let [text, bits, held] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >>> (bits - 5)) & 31] ?? '';
    held &= 31;
  }
  return text;
}

function fromBase32(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length * 5) >> 3);
  let [at, bits, held] = [0, 0, 0];
  for (const character of text) {
    held = ((held << 5) | alphabet.indexOf(character)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >>> bits;
  }
  return bytes;
}

const checkOf = (key: Uint8Array): string => toBase32(sha256(purpose, key).subarray(0, 5)).slice(0, checkCharacters);

/** The key as it is printed: nine groups of four characters, the last one a check of the others. */
export function formatRecoveryKey(key: Uint8Array): Secret {
  const text = toBase32(key) + checkOf(key);
  return new Secret(text.match(new RegExp(`.{${groupLength}}`, 'g'))?.join('-') ?? '');
}

/**
 * What a person typed, in either case, with any spaces and dashes. The caller zeroes the result.
 *
 * @throws AppError `vault.recovery-invalid` for a slip of typing
 */
export function parseRecoveryKey(typed: Secret): Uint8Array {
  const text = typed
    .reveal()
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const isComplete = text.length === dataCharacters + checkCharacters && /^[0-9A-HJKMNP-TV-Z]+$/.test(text);
  if (!isComplete) throw new AppError('vault.recovery-invalid');
  const key = fromBase32(text.slice(0, dataCharacters));
  if (checkOf(key) === text.slice(dataCharacters)) return key;
  wipe(key);
  throw new AppError('vault.recovery-invalid');
}

/** HKDF-SHA-256 (RFC 5869) of a key that is random already. */
const wrappingKey = (key: Uint8Array, salt: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, salt, purpose, keyLength));

/** A new recovery key and the slot that it opens. */
export function makeRecovery(dataKey: Uint8Array, random: Random): { readonly key: Secret; readonly slot: OtherSlot } {
  const recovery = random(recoveryLength);
  const salt = random(saltLength);
  const wrapping = wrappingKey(recovery, salt);
  const { nonce, ciphertext, tag } = seal(wrapping, dataKey, slotAad(recoverySlotType, salt), random);
  const key = formatRecoveryKey(recovery);
  wipe(recovery, wrapping);
  return { key, slot: { type: recoverySlotType, body: Buffer.concat([salt, nonce, ciphertext, tag]) } };
}

/** The data key, which the caller zeroes. Throws `vault.recovery-wrong` for the key of another vault or sheet. */
export function openRecovery(slot: OtherSlot, recovery: Uint8Array): Uint8Array {
  const reader = new ByteReader(slot.body, 0);
  const salt = reader.bytes(saltLength);
  const sealed = {
    nonce: reader.bytes(nonceLength),
    ciphertext: reader.bytes(keyLength),
    tag: reader.bytes(tagLength),
  };
  const wrapping = wrappingKey(recovery, salt);
  const dataKey = unseal(wrapping, sealed, slotAad(recoverySlotType, salt));
  wipe(wrapping);
  if (dataKey === null) throw new AppError('vault.recovery-wrong');
  return dataKey;
}
