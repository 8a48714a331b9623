import { createCipheriv } from 'node:crypto';

const blockBytes = 8;
const keyBytes = 8;

const mirror = (byte: number): number => {
  let mirrored = 0;
  for (let bit = 0; bit < 8; bit += 1) mirrored |= ((byte >> bit) & 1) << (7 - bit);
  return mirrored;
};

/**
 * The answer to a VNC authentication challenge (RFC 6143 §7.2.2): each 8-byte block of it under DES, with the first 8
 * bytes of the password, zero-filled, as the key. Servers take each key byte with its bits in reverse order, which the
 * RFC leaves out.
 *
 * Single DES is in neither OpenSSL 3's default provider nor BoringSSL; triple DES with one key three times is the same
 * function. The zero vector per block makes CBC, the mode that both have, the plain block cipher.
 */
export function answerChallenge(challenge: Uint8Array, password: string): Buffer {
  const secret = Buffer.from(password, 'utf8');
  const key = Buffer.alloc(keyBytes * 3);
  for (const [index, byte] of secret.subarray(0, keyBytes).entries()) {
    for (let copy = 0; copy < 3; copy += 1) key[copy * keyBytes + index] = mirror(byte);
  }
  secret.fill(0);
  const blocks: Buffer[] = [];
  for (let start = 0; start < challenge.length; start += blockBytes) {
    const cipher = createCipheriv('des-ede3-cbc', key, Buffer.alloc(blockBytes));
    cipher.setAutoPadding(false);
    blocks.push(cipher.update(challenge.subarray(start, start + blockBytes)));
  }
  key.fill(0);
  return Buffer.concat(blocks);
}
