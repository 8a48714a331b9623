import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { ParsedKey, utils as Utils } from 'ssh2';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Secret } from '../../../shared/util/secret.ts';

type ParseKey = typeof Utils.parseKey;

const unreadable = (cause: unknown): AppError => new AppError('jump.key-unreadable', {}, { cause });
const locked = (cause: unknown): AppError => new AppError('jump.key-passphrase', {}, { cause });

const textOf = (key: KeyObject, type: 'pkcs1' | 'sec1'): string => key.export({ format: 'pem', type }).toString();

/** A string of SSH (RFC 4251, section 5). */
function sshString(data: Buffer | string): Buffer {
  const bytes = Buffer.from(data);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** An Ed25519 key in the form of OpenSSH, unencrypted (OpenSSH, PROTOCOL.key, sections 1 to 3). */
function openSshText(key: KeyObject): string {
  const { x = '', d = '' } = key.export({ format: 'jwk' });
  const open = Buffer.from(x, 'base64url');
  const algorithm = sshString('ssh-ed25519');
  const check = Buffer.alloc(8);
  const secret = sshString(Buffer.concat([Buffer.from(d, 'base64url'), open]));
  const inner = Buffer.concat([check, algorithm, sshString(open), secret, sshString('')]);
  const padding = Buffer.from(Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, index) => index + 1));
  const none = sshString('none');
  const body = Buffer.concat([
    ...[Buffer.from('openssh-key-v1\0'), none, none, sshString(''), Buffer.from([0, 0, 0, 1])],
    ...[sshString(Buffer.concat([algorithm, sshString(open)])), sshString(Buffer.concat([inner, padding]))],
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

/** PKCS #8 (RFC 5958), which the library does not read, as something that it does. */
function fromPkcs8(pem: string, passphrase: string): string {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: 'pem', passphrase });
  } catch (error) {
    throw pem.includes('BEGIN ENCRYPTED') ? locked(error) : unreadable(error);
  }
  if (key.asymmetricKeyType === 'rsa') return textOf(key, 'pkcs1');
  if (key.asymmetricKeyType === 'ec') return textOf(key, 'sec1');
  if (key.asymmetricKeyType === 'ed25519') return openSshText(key);
  throw unreadable(new Error(`a key of ${key.asymmetricKeyType ?? 'unknown'}`));
}

/**
 * A private key for SSH: of OpenSSH, PKCS #1, SEC 1, PKCS #8 or PuTTY, under a passphrase or not.
 *
 * @throws AppError `jump.key-unreadable`; `jump.key-passphrase` when it is missing or wrong
 */
export function readPrivateKey(text: Secret, passphrase: Secret, parseKey: ParseKey): ParsedKey {
  const word = passphrase.reveal();
  const pem = text.reveal();
  const readable = /-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/.test(pem) ? fromPkcs8(pem, word) : pem;
  let found = parseKey(readable);
  if (found instanceof Error && /passphrase/i.test(found.message)) {
    if (word === '') throw locked(found);
    found = parseKey(readable, word);
    if (found instanceof Error) throw /unsupported/i.test(found.message) ? unreadable(found) : locked(found);
  }
  // Of several keys in one text the first counts, whatever the declarations say.
  const [key] = ([] as unknown[]).concat(found) as (ParsedKey | Error | undefined)[];
  if (key === undefined || key instanceof Error) throw unreadable(key);
  if (!key.isPrivateKey()) throw unreadable(new Error('a public key'));
  return key;
}
