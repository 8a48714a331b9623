import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { never, newPath, newVault, openVault, password, quickKey, reopen, utf8 } from './harness.ts';

/** A vault of three generations, and its first one kept elsewhere. */
async function saved(): Promise<{ path: string; first: string }> {
  const path = await newPath();
  const first = `${path}-elsewhere`;
  const vault = await newVault(path);
  await copyFile(path, first);
  await vault.put('a', 'note', utf8('one'));
  await vault.put('a', 'note', utf8('two'));
  await vault.close();
  return { path, first };
}

describe('an older copy in the place of the vault', () => {
  it('opens, and is told once with both generations', async () => {
    const { path, first } = await saved();
    await copyFile(first, path);
    const vault = await openVault(path);
    await vault.unlock(password, never);
    expect(vault.older).toEqual({ generation: 1, known: 3 });
    await vault.put('b', 'note', utf8('three'));
    expect(vault.older).toEqual({ generation: 1, known: 3 });
    await vault.close();
    expect(vault.older).toBeNull();
    expect((await reopen(path)).older).toBeNull();
  });

  it('is told to a reader too, and what follows the known generation is none', async () => {
    const { path, first } = await saved();
    const vault = await reopen(path);
    expect([vault.generation, vault.older]).toEqual([3, null]);
    await copyFile(first, path);
    expect((await reopen(path)).older).toEqual({ generation: 1, known: 3 });
  });

  it('is not what another program saved while the password was tried', async () => {
    const { path } = await saved();
    const writer = await openVault(path);
    const reader = await openVault(path, {
      readOnly: true,
      deriveKey: async (...parts) => {
        await writer.unlock(password, never);
        await writer.put('a', 'note', utf8('three'));
        await writer.close();
        return quickKey(...parts);
      },
    });
    await reader.unlock(password, never);
    expect(reader.older).toBeNull();
    expect(await readFile(`${path}.seen`, 'latin1')).toMatch(/^4 /);
  });

  it('is known by a file for the owner only that nobody can make up, and that another vault does not share', async () => {
    const { path } = await saved();
    expect((await stat(`${path}.seen`)).mode & 0o777).toBe(0o600);
    const text = await readFile(`${path}.seen`, 'latin1');
    expect(text).toMatch(/^3 [0-9a-f]{64}$/);
    for (const forged of [text.replace(/^3/, '9'), '9', 'x'.repeat(500)]) {
      await writeFile(`${path}.seen`, forged);
      expect((await reopen(path)).older).toBeNull();
    }
    const other = await saved();
    await copyFile(`${other.path}.seen`, `${path}.seen`);
    expect((await reopen(path)).older).toBeNull();
  });

  it('leaves nothing behind when the vault is destroyed', async () => {
    const { path } = await saved();
    await (await openVault(path)).destroy();
    await expect(stat(`${path}.seen`)).rejects.toThrow('ENOENT');
  });
});
