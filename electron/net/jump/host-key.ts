import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Peer } from '../failures.ts';

/**
 * Signatures that a host may prove its key with, in the order in which they are asked for (RFC 8709, RFC 5656,
 * RFC 8332). Those of SHA-1 are not among them.
 */
const signatures = [
  ...(['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'] as const),
  ...(['rsa-sha2-512', 'rsa-sha2-256'] as const),
];

/** Keys of RSA have a name of their own (RFC 8332, section 3). */
const keyOf = (signature: string): string => (signature.startsWith('rsa-') ? 'ssh-rsa' : signature);

/** The algorithm of a key that is written as `ALGORITHM SHA256:…`; '' where it is not known. */
const algorithmOf = (written: string): string => (written.includes(' ') ? (written.split(' ')[0] ?? '') : '');
const fingerprintOf = (written: string): string => written.slice(written.indexOf('SHA256:'));

/** A host has several keys: the one that is pinned is asked for first, so that another is not taken for a change. */
export function signaturesFor(pinned: string | null) {
  const wanted = pinned === null ? '' : algorithmOf(pinned);
  return [...signatures].sort((a, b) => Number(keyOf(b) === wanted) - Number(keyOf(a) === wanted));
}

/** A public key (RFC 4253, section 6.6) as OpenSSH shows it: `ssh-ed25519 SHA256:…`, in base64 without padding. */
export function writeHostKey(key: Buffer): string {
  const length = key.length < 4 ? 0 : key.readUInt32BE(0);
  const algorithm = key.toString('latin1', 4, 4 + Math.min(length, 64));
  return `${algorithm} SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/**
 * Why a host with the key `actual` must not be logged in to; null when it is the one that is pinned.
 *
 * @returns AppError `jump.host-key-unknown` {jump, port, actual}, `jump.host-key-changed` {jump, port, expected, actual}
 */
export function judgeHostKey({ host, port }: Peer, pinned: string | null, actual: string): AppError | null {
  const params = { jump: host, port, actual };
  if (pinned === null) return new AppError('jump.host-key-unknown', params);
  if (fingerprintOf(pinned) === fingerprintOf(actual)) return null;
  return new AppError('jump.host-key-changed', { ...params, expected: pinned });
}
