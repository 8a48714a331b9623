import { createCipheriv } from 'node:crypto';

const PASSWORD_LENGTH = 8;

const mirrored = (byte: number): number => {
  let result = 0;
  for (let bit = 0; bit < 8; bit += 1) if (byte & (1 << bit)) result |= 0x80 >> bit;
  return result;
};

/**
 * Single DES in ECB mode under VNC's bit-mirrored key. It is written as triple DES with one key three times, which is
 * the same, because OpenSSL 3 keeps single DES in a provider that is not loaded.
 */
const desEncrypt = (key: Uint8Array, data: Uint8Array): Buffer => {
  const single = Buffer.from(key).map(mirrored);
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([single, single, single]), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
};

const padded = (password: string): Buffer => {
  const bytes = Buffer.alloc(PASSWORD_LENGTH);
  bytes.write(password, 'latin1');
  return bytes;
};

/** The answer to a 16-byte challenge (RFC 6143, section 7.2.2). */
export const vncResponse = (password: string, challenge: Uint8Array): Buffer => desEncrypt(padded(password), challenge);

/** The well-known key of the VNC password file; it hides nothing, the file's mode does. */
const FILE_KEY = Uint8Array.of(23, 82, 107, 6, 35, 78, 88, 7);

/** Content of a `vncpasswd` file. */
export const vncPasswordFile = (password: string): Buffer => desEncrypt(FILE_KEY, padded(password));
