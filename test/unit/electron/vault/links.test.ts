import { lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Vault } from '../../../../electron/vault/vault.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { codeOf, never, newVault, openVault, password, reopen, temporaryFolder, textOf, utf8 } from './harness.ts';

const next = new Secret('another good password');

/** A data folder whose vault is a link into a folder that stands for a stick. */
async function linked(): Promise<{ link: string; target: string }> {
  const folder = await temporaryFolder();
  const target = join(folder, 'stick', 'carried.vmdeck');
  const link = join(folder, 'data', 'vault.vmdeck');
  await mkdir(dirname(target));
  await mkdir(dirname(link));
  await symlink(join('..', 'stick', 'carried.vmdeck'), link);
  return { link, target };
}

const unlocked = async (path: string): Promise<Vault> => {
  const vault = await openVault(path);
  await vault.unlock(password, never);
  return vault;
};

describe('a vault behind a symbolic link', () => {
  it('is written where the link leads, with its generations and lock, and the link stays', async () => {
    const { link, target } = await linked();
    await (await newVault(target)).close();
    const vault = await unlocked(link);
    expect(vault.path).toBe(link);
    await vault.put('a', 'note', utf8('carried'));
    expect(await codeOf(unlocked(target))).toBe('vault.in-use');
    await vault.close();
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readdir(dirname(link))).not.toContain('vault.vmdeck.bak');
    expect(await readdir(dirname(target))).toContain('carried.vmdeck.bak');
    expect(await textOf(await reopen(target), 'a')).toBe('carried');
  });

  it('opens nowhere with a password that was changed', async () => {
    const { link, target } = await linked();
    await (await newVault(target)).close();
    const vault = await unlocked(link);
    await vault.put('a', 'note', utf8('old'));
    await vault.keys.changePassword(password, next, never);
    await vault.close();
    for (const path of [target, `${target}.bak`]) {
      expect(await codeOf(openVault(path, { readOnly: true }).then((old) => old.unlock(password, never)))).toBe(
        'vault.wrong-password',
      );
    }
  });

  it('is made where the link leads, and cannot be while that folder is away', async () => {
    const { link, target } = await linked();
    await (await newVault(link)).close();
    expect((await lstat(target)).isFile()).toBe(true);
    expect(await readlink(link)).toContain('stick');
    const lost = join(dirname(link), 'lost.vmdeck');
    await symlink(join('..', 'gone', 'x.vmdeck'), lost);
    const vault = await openVault(lost);
    expect(vault.state).toBe('absent');
    expect(await codeOf(vault.create(password, 'measured', never))).toBe('storage.failed');
  });

  it('is refused in words when the links lead in a circle', async () => {
    const path = join(await temporaryFolder(), 'vault.vmdeck');
    await symlink('vault.vmdeck', path);
    expect((await openVault(path)).problem?.code).toBe('storage.failed');
  });

  it('is no place for an export, by whatever way its folder is reached', async () => {
    const { link, target } = await linked();
    await (await newVault(target)).close();
    const vault = await unlocked(link);
    const around = join(dirname(link), 'around');
    await symlink(dirname(target), around);
    for (const path of [link, target, join(around, 'carried.vmdeck'), join(around, 'carried.vmdeck.bak.3')]) {
      expect(await codeOf(vault.exportTo(path, password, next, never))).toBe('vault.own-file');
    }
    await vault.close();
  });
});
