import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { VaultFiles } from '../../../../electron/vault/files.ts';
import { nodeFiles } from '../../../../electron/vault/node-files.ts';
import type { Vault } from '../../../../electron/vault/vault.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { codeOf, failureOf, never, newPath, newVault, openVault, password, utf8 } from './harness.ts';

const next = new Secret('another long password');
const backups = ['.bak', '.bak.2', '.bak.3'];

async function filled(path: string, files: VaultFiles = nodeFiles): Promise<Vault> {
  const vault = await newVault(path, { files });
  for (const id of ['a', 'b', 'c', 'd']) await vault.put(id, 'note', utf8(id));
  return vault;
}

const inodes = (path: string): Promise<readonly number[]> =>
  Promise.all(backups.map(async (rest) => (await stat(path + rest)).ino));

describe('an unlock', () => {
  it('writes no earlier generation anew because another one is broken', async () => {
    const path = await newPath();
    await (await filled(path)).close();
    const bytes = await readFile(`${path}.bak`);
    await writeFile(`${path}.bak`, bytes.with(40, (bytes[40] ?? 0) ^ 1));
    const before = await inodes(path);
    const vault = await openVault(path);
    await vault.unlock(password, never);
    await vault.close();
    expect(await inodes(path)).toEqual(before);
  });

  it('gives earlier generations the keys of the file although a folder is in the place of one', async () => {
    const path = await newPath();
    const vault = await filled(path);
    const former = await readFile(`${path}.bak`);
    await vault.keys.changePassword(password, next, never);
    await vault.close();
    await writeFile(`${path}.bak`, former);
    await rm(`${path}.bak.3`);
    await mkdir(`${path}.bak.3`);
    const again = await openVault(path);
    await again.unlock(next, never);
    await again.close();
    const kept = await openVault(`${path}.bak`, { readOnly: true });
    expect(await codeOf(kept.unlock(password, never))).toBe('vault.wrong-password');
    await kept.unlock(next, never);
  });
});

describe('an earlier generation that cannot be read for the moment', () => {
  it.each(['EMFILE', 'EIO'])('with %s is named and stays, and no key is changed', async (code) => {
    const path = await newPath();
    const failed = Object.assign(new Error(code), { code });
    let barred = false;
    const vault = await filled(path, {
      ...nodeFiles,
      read: (from, limit) => (barred && from === `${path}.bak` ? Promise.reject(failed) : nodeFiles.read(from, limit)),
    });
    const before = await Promise.all(['', ...backups].map((rest) => readFile(path + rest)));
    barred = true;
    const failure = await failureOf(vault.keys.changePassword(password, next, never));
    expect(failure?.toData()).toMatchObject({ code: 'storage.failed', params: { path: `${path}.bak` } });
    expect(await Promise.all(['', ...backups].map((rest) => readFile(path + rest)))).toEqual(before);
    barred = false;
    await vault.keys.changePassword(password, next, never);
  });
});
