import { createCipheriv } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/** A TigerVNC server; answers its port. After `patience` wrong passwords it refuses everybody for a while. */
export async function startXvnc(password: string, patience: number): Promise<number> {
  const file = join(await temporaryFolder(), 'passwd');
  await writeFile(file, passwordFile(password), { mode: 0o600 });
  const port = await freePort();
  const child = start('Xvnc', [
    ...['-displayfd', '3', '-rfbport', String(port), '-localhost', '-nolisten', 'tcp', '-geometry', '640x400'],
    ...['-SecurityTypes', 'VncAuth', '-rfbauth', file, '-BlacklistThreshold', String(patience)],
  ]);
  // Xvnc writes the display number it chose once it is ready.
  await sees(child, 3, /^\d+\n/);
  return port;
}
