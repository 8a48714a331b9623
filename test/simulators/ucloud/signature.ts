import { createHash, timingSafeEqual } from 'node:crypto';

export type Flat = ReadonlyMap<string, string>;

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));

/**
 * The signature of flattened parameters: keys in byte order, key and value joined without separators, the private key
 * at the end, SHA-1 in lower-case hex. Empty values and `Signature` itself do not count (AUTH.md section 1).
 */
export const signatureOf = (parameters: Flat, privateKey: string): string => {
  const hash = createHash('sha1');
  for (const key of [...parameters.keys()].sort(byBytes)) {
    const value = parameters.get(key) ?? '';
    if (key !== 'Signature' && value !== '') hash.update(key + value, 'utf8');
  }
  return hash.update(privateKey, 'utf8').digest('hex');
};

export const signatureMatches = (parameters: Flat, privateKey: string): boolean => {
  const given = Buffer.from(parameters.get('Signature') ?? '', 'utf8');
  const wanted = Buffer.from(signatureOf(parameters, privateKey), 'utf8');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};
