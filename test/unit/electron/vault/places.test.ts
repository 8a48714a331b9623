import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf, failureOf, never, newPath, newVault, openVault, password, textOf, utf8 } from './harness.ts';

const GiB = 2 ** 30;

describe('a huge file in the place of the vault', () => {
  it.each([
    ['that begins with zeroes', () => Promise.resolve(new Uint8Array(32)), 'vault.foreign'],
    ['that begins like the vault', (path: string) => readFile(path), 'vault.corrupt'],
  ] as const)('%s is refused without being read whole', async (_, head, code) => {
    const path = await newPath();
    await (await newVault(path)).close();
    await writeFile(path, await head(path));
    // Sparse: it takes no room, and reading it whole would take this process's.
    await truncate(path, 8 * GiB);
    const before = process.memoryUsage().arrayBuffers;
    const vault = await openVault(path);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(GiB / 8);
    expect(vault.problem?.code).toBe(code);
    expect(await codeOf(vault.unlock(password, never))).toBe(code);
  });
});

describe('what is no file in the place of the vault', () => {
  it('is a problem with words, and keeps nobody waiting', async () => {
    const pipe = await newPath();
    execFileSync('mkfifo', [pipe]);
    const folder = await newPath();
    await mkdir(folder);
    for (const path of [pipe, folder, '/dev/zero']) {
      expect((await openVault(path)).problem).toMatchObject({ code: 'storage.not-a-file', params: { path } });
    }
    const vault = await newVault(await newPath());
    expect(await codeOf(vault.importFrom(pipe, password, { onConflict: 'keep' }, never))).toBe('storage.not-a-file');
  });
});

describe('a folder in the place of an earlier generation', () => {
  it.each(['.bak', '.bak.2', '.bak.3'])(
    '%s is named by every save, stays as it is, and bars nothing else',
    async (rest) => {
      const path = await newPath();
      const inTheWay = path + rest;
      const vault = await newVault(path);
      await mkdir(inTheWay);
      await writeFile(join(inTheWay, 'theirs'), 'x');
      for (const text of ['one', 'two']) {
        const failure = await failureOf(vault.put('a', 'note', utf8(text)));
        expect(failure?.toData()).toMatchObject({ code: 'storage.not-a-file', params: { path: inTheWay } });
      }
      await vault.keys.changePassword(password, password, never);
      const other = await failureOf((await openVault(path)).create(password, 'measured', never));
      expect(other?.code).toBe('vault.exists');
      await rename(inTheWay, `${path}-theirs`);
      await vault.put('a', 'note', utf8('three'));
      await rename(`${path}-theirs`, `${path}.bak.2`);
      await vault.destroy();
      expect(await readdir(dirname(path))).toEqual([basename(`${path}.bak.2`)]);
      const refused = await failureOf((await openVault(path)).create(password, 'measured', never));
      expect(refused?.toData()).toMatchObject({ code: 'storage.not-a-file', params: { path: `${path}.bak.2` } });
      expect(await readFile(join(`${path}.bak.2`, 'theirs'), 'utf8')).toBe('x');
    },
  );
});

describe('a folder that goes while the vault is unlocked', () => {
  it('fails saves in words, leaves what was read, and comes back', async () => {
    const path = await newPath();
    const vault = await newVault(path);
    await vault.put('a', 'note', utf8('one'));
    const folder = dirname(path);
    await rename(folder, `${folder}-away`);
    expect(await codeOf(vault.put('a', 'note', utf8('two')))).toBe('storage.failed');
    expect(await codeOf(vault.keys.changePassword(password, password, never))).toBe('storage.failed');
    expect(await textOf(vault, 'a')).toBe('one');
    await rename(`${folder}-away`, folder);
    await vault.put('a', 'note', utf8('two'));
    await vault.close();
    await vault.unlock(password, never);
    expect(await textOf(vault, 'a')).toBe('two');
  });

  it('leaves no vault to unlock when it was locked, and creating one says why it cannot', async () => {
    const path = await newPath();
    const vault = await newVault(path);
    await vault.close();
    const folder = dirname(path);
    await rename(folder, `${folder}-away`);
    expect(await codeOf(vault.unlock(password, never))).toBe('vault.absent');
    expect(await codeOf(vault.create(password, 'measured', never))).toBe('storage.failed');
    await rename(`${folder}-away`, folder);
    await vault.reload();
    await vault.unlock(password, never);
  });

  it('and has become a file is told apart from an absent vault', async () => {
    const path = await newPath();
    await (await newVault(path)).close();
    const folder = dirname(path);
    await rename(folder, `${folder}-away`);
    await writeFile(folder, 'a file');
    expect((await openVault(path)).problem?.code).toBe('storage.failed');
    await rm(folder);
    await rename(`${folder}-away`, folder);
  });
});
