import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Secret } from '../../../shared/util/secret.ts';
import { MalformedLink, ticketBytes } from './wire.ts';

/** SPICE_MAX_PASSWORD_LENGTH of spice-protocol; a longer one is never right, and soon too long for the key. */
const maxPasswordBytes = 60;

/**
 * The encrypted ticket: the password and a NUL under the server's key, RSA with OAEP over SHA-1, as the protocol
 * prescribes ("SPICE protocol", section "Ticket").
 *
 * @throws MalformedLink when the key is no 1024-bit RSA key; AppError console.wrong-password for one that is too long.
 */
export function sealTicket(publicKey: Buffer, password: Secret): Buffer {
  const plain = Buffer.from(`${password.reveal()}\0`, 'utf8');
  if (plain.length > maxPasswordBytes + 1) throw new AppError('console.wrong-password');
  try {
    const key = readKey(publicKey);
    return publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, plain);
  } finally {
    plain.fill(0);
  }
}

function readKey(der: Buffer): ReturnType<typeof createPublicKey> {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'rsa' && key.asymmetricKeyDetails?.modulusLength === ticketBytes * 8) return key;
  } catch (cause) {
    throw new MalformedLink('no public key', { cause });
  }
  throw new MalformedLink('not a 1024-bit RSA key');
}
