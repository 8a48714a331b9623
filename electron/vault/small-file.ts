import type { VaultOptions } from './options.ts';

/** Puts a small file in place, whole or not at all; false where that cannot be done. */
export async function replaceSmall(
  path: string,
  bytes: Uint8Array,
  { files, random }: Pick<VaultOptions, 'files' | 'random'>,
): Promise<boolean> {
  const temporary = `${path}.${Buffer.from(random(8)).toString('hex')}.tmp`;
  try {
    await files.write(temporary, bytes);
    await files.rename(temporary, path);
    return true;
  } catch {
    await files.remove(temporary).catch(() => undefined);
    return false;
  }
}
