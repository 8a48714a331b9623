import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Secret } from '../../shared/util/secret.ts';

/** Fresh bytes of cryptographic quality in a buffer of their own, which the caller may zero. */
export type Random = (length: number) => Uint8Array;

/** What one Argon2id derivation costs. */
export interface KdfCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly parallelism: number;
}

/**
 * Argon2id version 0x13 (RFC 9106) to {@link keyLength} bytes. Rejects with `cancelled` as soon as the signal is
 * aborted. The caller zeroes the password and the result.
 */
export type DeriveKey = (
  password: Uint8Array,
  salt: Uint8Array,
  cost: KdfCost,
  signal: AbortSignal,
) => Promise<Uint8Array>;

/** AES-256-GCM output (NIST SP 800-38D): 96-bit nonce, ciphertext as long as the plaintext, 128-bit tag. */
export interface Sealed {
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

export const keyLength = 32;
export const nonceLength = 12;
export const tagLength = 16;
export const saltLength = 16;

const cipherName = 'aes-256-gcm';

/** Overwrites buffers that held a key or a plaintext. */
export function wipe(...buffers: readonly Uint8Array[]): void {
  for (const buffer of buffers) buffer.fill(0);
}

const normalised = (password: Secret): string => password.reveal().normalize('NFKC');

/** The length of a password as a person counts it: code points after normalisation. */
export const passwordLength = (password: Secret): number => Array.from(normalised(password)).length;

/**
 * A password as the bytes that are hashed: NFKC-normalised UTF-8, so that the same password typed through another
 * input method or on another system gives the same key. The caller zeroes the result.
 */
export const passwordBytes = (password: Secret): Uint8Array => new TextEncoder().encode(normalised(password));

/** Encrypts under a random nonce. `aad` is authenticated and not stored. */
export function seal(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array, random: Random): Sealed {
  const nonce = random(nonceLength);
  const cipher = createCipheriv(cipherName, key, nonce, { authTagLength: tagLength });
  cipher.setAAD(aad);
  // GCM is a stream mode: update() gives every byte and final() none.
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

/**
 * Decrypts what {@link seal} made, or gives `null` when key, nonce, ciphertext, tag and `aad` do not belong together.
 * The caller zeroes the result.
 */
export function unseal(key: Uint8Array, sealed: Sealed, aad: Uint8Array): Uint8Array | null {
  const decipher = createDecipheriv(cipherName, key, sealed.nonce, { authTagLength: tagLength });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.tag);
  const plaintext = decipher.update(sealed.ciphertext);
  try {
    decipher.final();
    return plaintext;
  } catch {
    wipe(plaintext);
    return null;
  }
}
