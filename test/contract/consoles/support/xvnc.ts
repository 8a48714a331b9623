import { createCipheriv } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pem } from '../../../support/tls-front.ts';
import { sees, freePort, start, temporaryFolder } from './process.ts';

/** The key under which TigerVNC keeps a password file: `obfuscationKey` of its common/rfb/obfuscate.cxx, mirrored. */
const fileKey = Buffer.from('e84ad660c4721ae0', 'hex');

function passwordFile(password: string): Buffer {
  const cipher = createCipheriv('des-ede3-cbc', Buffer.concat([fileKey, fileKey, fileKey]), Buffer.alloc(8));
  cipher.setAutoPadding(false);
  const plain = Buffer.alloc(8);
  plain.write(password, 'latin1');
  return cipher.update(plain);
}

interface Options {
  readonly password: string;
  /** As TigerVNC names them, in its order. */
  readonly types: string;
  /** After so many wrong passwords it refuses everybody for a while. */
  readonly patience?: number;
  /** A certificate of the tests' collection. */
  readonly certificate?: string;
}

/** A TigerVNC server; answers its port. */
export async function openXvnc({ password, types, patience = 5, certificate }: Options): Promise<number> {
  const folder = await temporaryFolder();
  const file = join(folder, 'passwd');
  await writeFile(file, passwordFile(password), { mode: 0o600 });
  const [key, own] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  await writeFile(key, pem('test-only-key'), { mode: 0o600 });
  await writeFile(own, pem(certificate ?? 'trusted'));
  const port = await freePort();
  const child = start('Xvnc', [
    ...['-displayfd', '3', '-rfbport', String(port), '-localhost', '-nolisten', 'tcp', '-geometry', '640x400'],
    ...['-SecurityTypes', types, '-rfbauth', file, '-BlacklistThreshold', String(patience)],
    ...(certificate === undefined ? [] : ['-X509Key', key, '-X509Cert', own, '-PlainUsers', '*']),
  ]);
  // Xvnc writes the display number it chose once it is ready.
  await sees(child, 3, /^\d+\n/);
  return port;
}

/** The same with nothing but a password. */
export const startXvnc = (password: string, patience: number): Promise<number> =>
  openXvnc({ password, types: 'VncAuth', patience });
