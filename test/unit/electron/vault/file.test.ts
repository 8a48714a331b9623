import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { VaultFiles } from '../../../../electron/vault/files.ts';
import { nodeFiles } from '../../../../electron/vault/node-files.ts';
import { parseVault } from '../../../../electron/vault/parse.ts';
import type { Vault } from '../../../../electron/vault/vault.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { codeOf, failureOf, newPath, newVault, never, openVault, password, reopen, textOf, utf8 } from './harness.ts';

const next = new Secret('another long password');
const operations = ['write', 'duplicate', 'rename', 'remove', 'syncFolder'] as const;
type Operation = (typeof operations)[number];

const systemError = (code: string): Error => Object.assign(new Error(code), { code });
const siblings = async (path: string): Promise<string[]> => (await readdir(dirname(path))).sort();

/** The real file system that stops at the nth changing call: fails once, or, as after a crash, for ever. */
function stopping(at: number, code: string, mode: 'once' | 'crash'): { files: VaultFiles; stopped: () => Operation[] } {
  let calls = 0;
  const stopped: Operation[] = [];
  const guard = (operation: Operation, path: string): Promise<void> => {
    // What is kept beside the file is no part of a save.
    if (/\.(?:attempts|seen)/.test(path)) return Promise.resolve();
    calls++;
    if (mode === 'once' ? calls !== at : calls < at) return Promise.resolve();
    stopped.push(operation);
    return Promise.reject(systemError(code));
  };
  const files: VaultFiles = {
    ...nodeFiles,
    write: async (path, bytes) => {
      // A write that is cut off has left a part of its file.
      await guard('write', path).catch(async (error: unknown) => {
        await writeFile(path, bytes.subarray(0, bytes.length / 2));
        throw error;
      });
      await nodeFiles.write(path, bytes);
    },
    duplicate: (from, to) => guard('duplicate', to).then(() => nodeFiles.duplicate(from, to)),
    rename: (from, to) => guard('rename', to).then(() => nodeFiles.rename(from, to)),
    remove: (path) => guard('remove', path).then(() => nodeFiles.remove(path)),
    syncFolder: (path) => guard('syncFolder', path).then(() => nodeFiles.syncFolder(path)),
  };
  return { files, stopped: () => stopped };
}

async function savedTwice(): Promise<string> {
  const path = await newPath();
  const vault = await newVault(path);
  await vault.put('a', 'note', utf8('old'));
  await vault.put('b', 'note', utf8('other'));
  await vault.close();
  return path;
}

/** What lies in the folder of a whole vault: the file, earlier generations, and the claim while one is held. */
async function expectTidy(path: string): Promise<void> {
  const rest = (await siblings(path)).map((name) => name.slice(basename(path).length));
  expect(rest.filter((name) => !/^(?:|\.bak|\.bak\.[23]|\.lock|\.seen)$/.test(name))).toEqual([]);
  const backups = rest.filter((name) => name.startsWith('.bak'));
  expect(backups.length).toBeGreaterThanOrEqual(2);
  for (const name of backups) parseVault(await readFile(path + name));
}

/** Opens for writing as the next process would: the process that crashed holds nothing any more. */
async function afterCrash(path: string): Promise<Vault> {
  await rm(`${path}.lock`, { force: true });
  const vault = await openVault(path);
  await vault.unlock(password, never);
  return vault;
}

describe('a save that fails', () => {
  it.each([
    ['ENOSPC', 'storage.full'],
    ['EDQUOT', 'storage.full'],
    ['EROFS', 'storage.read-only'],
    ['EACCES', 'storage.read-only'],
    ['EPERM', 'storage.read-only'],
    ['EIO', 'storage.failed'],
  ])('with %s is %s', async (errno, code) => {
    const path = await savedTwice();
    const { files } = stopping(1, errno, 'once');
    const vault = await openVault(path, { files });
    await vault.unlock(password, never);
    const failure = await failureOf(vault.put('a', 'note', utf8('new')));
    expect(failure?.toData()).toMatchObject({ code, params: { path }, detail: { code: errno } });
  });

  it('at any step leaves the vault whole, memory equal to disk, nothing lying about, and the next save works', async () => {
    const seen = new Set<Operation>();
    for (let step = 1; ; step++) {
      const path = await savedTwice();
      const { files, stopped } = stopping(step, 'ENOSPC', 'once');
      const vault = await openVault(path, { files });
      await vault.unlock(password, never);
      const code = await codeOf(vault.put('a', 'note', utf8('new')));
      if (stopped().length === 0) break;
      stopped().forEach((operation) => seen.add(operation));
      // A folder that cannot be synced holds the new file all the same.
      expect(code).toBe(stopped()[0] === 'syncFolder' ? null : 'storage.full');
      const onDisk = await reopen(path);
      expect(await textOf(vault, 'a')).toBe(await textOf(onDisk, 'a'));
      expect(await textOf(onDisk, 'a')).toBe(stopped()[0] === 'syncFolder' ? 'new' : 'old');
      expect(await textOf(onDisk, 'b')).toBe('other');
      await expectTidy(path);
      await vault.put('a', 'note', utf8('newer'));
      expect(await textOf(await reopen(path), 'a')).toBe('newer');
    }
    expect([...seen].sort()).toEqual([...operations].sort());
  });

  it('of a new vault leaves none, and creating works afterwards', async () => {
    for (let step = 1; step <= 2; step++) {
      const path = await newPath();
      const { files } = stopping(step, 'ENOSPC', 'once');
      const vault = await openVault(path, { files });
      expect(await codeOf(vault.create(password, 'measured', never))).toBe('storage.full');
      expect(vault.state).toBe('absent');
      expect(await siblings(path)).toEqual([]);
      await vault.create(password, 'measured', never);
      expect(vault.state).toBe('unlocked');
    }
  });
});

describe('a folder that cannot be synced', () => {
  it.each(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EPERM', 'EIO'])(
    'with %s hinders no save and no change of keys',
    async (code) => {
      const path = await newPath();
      const files = { ...nodeFiles, syncFolder: () => Promise.reject(systemError(code)) };
      const vault = await newVault(path, { files });
      await vault.put('a', 'note', utf8('one'));
      await vault.put('a', 'note', utf8('two'));
      await vault.keys.changePassword(password, next, never);
      await vault.close();
      const onDisk = await openVault(path, { readOnly: true });
      await onDisk.unlock(next, never);
      expect(await textOf(onDisk, 'a')).toBe('two');
      expect(await codeOf(vault.destroy())).toBe(code === 'EIO' ? 'storage.failed' : null);
      expect(await siblings(path)).toEqual([]);
    },
  );
});

describe('destroying where a file cannot be removed', () => {
  it('names that file, leaves the vault, and can be had again', async () => {
    const path = await newPath();
    const inTheWay = `${path}.bak.2`;
    let fails = true;
    const remove = (one: string): Promise<void> =>
      fails && one === inTheWay ? Promise.reject(systemError('EACCES')) : nodeFiles.remove(one);
    const vault = await newVault(path, { files: { ...nodeFiles, remove } });
    for (const id of ['a', 'b', 'c', 'd']) await vault.put(id, 'note', utf8(id));
    expect((await failureOf(vault.destroy()))?.toData()).toMatchObject({
      ...{ code: 'storage.read-only', params: { path: inTheWay } },
    });
    expect(vault.state).toBe('locked');
    await vault.unlock(password, never);
    expect(await textOf(vault, 'd')).toBe('d');
    fails = false;
    await vault.destroy();
    expect(await siblings(path)).toEqual([]);
  });
});

describe('a crash during a save', () => {
  it('at any step leaves the last or the next state, whole, with whole backups; leftovers go at the next start', async () => {
    const states = new Set<string | null>();
    for (let step = 1; ; step++) {
      const path = await savedTwice();
      const { files, stopped } = stopping(step, 'EIO', 'crash');
      const vault = await openVault(path, { files });
      await vault.unlock(password, never);
      await codeOf(vault.put('a', 'note', utf8('new')));
      if (stopped().length === 0) break;
      const after = await afterCrash(path);
      states.add(await textOf(after, 'a'));
      expect(await textOf(after, 'b')).toBe('other');
      await expectTidy(path);
      await after.close();
    }
    expect(states).toEqual(new Set(['old', 'new']));
  });
});

describe('the backup', () => {
  it('is the previous generation, owner-only, and comes back in the place of a damaged file', async () => {
    const path = await savedTwice();
    await truncate(path, 100);
    const vault = await openVault(path);
    expect([vault.state, vault.problem?.code, vault.backup]).toEqual(['locked', 'vault.truncated', true]);
    expect(await codeOf(vault.unlock(password, never))).toBe('vault.truncated');
    expect(await codeOf(vault.create(password, 'measured', never))).toBe('vault.exists');
    await vault.restoreBackup();
    expect([vault.state, vault.problem, vault.backup]).toEqual(['locked', null, false]);
    await vault.unlock(password, never);
    expect(await textOf(vault, 'a')).toBe('old');
    expect(await textOf(vault, 'b')).toBeNull();
    expect((await readFile(`${path}.kept-1`)).length).toBe(100);
  });

  it('is one of three generations, of which the latest whole one comes back', async () => {
    const path = await savedTwice();
    const vault = await openVault(path);
    await vault.unlock(password, never);
    for (const id of ['c', 'd', 'e']) await vault.put(id, 'note', utf8(id));
    await vault.close();
    const generations = await Promise.all(
      ['', '.bak', '.bak.2', '.bak.3'].map(async (rest) => parseVault(await readFile(path + rest)).document.generation),
    );
    expect(generations).toEqual([6, 5, 4, 3]);
    for (const rest of ['', '.bak']) await truncate(path + rest, 50);
    const again = await openVault(path);
    expect(again.backup).toBe(true);
    await again.restoreBackup();
    expect(again.list().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('comes back when the file is gone, and is kept when a new vault is made instead', async () => {
    const path = await savedTwice();
    const backup = await readFile(`${path}.bak`);
    await rm(path);
    const vault = await openVault(path);
    expect([vault.state, vault.backup]).toEqual(['absent', true]);
    await vault.create(password, 'measured', never);
    expect(await readFile(`${path}.kept-1`)).toEqual(backup);

    const other = await savedTwice();
    await rm(other);
    const restored = await openVault(other);
    await restored.restoreBackup();
    expect(restored.list().map(({ id }) => id)).toEqual(['a']);
  });

  it('is not offered when it is damaged too, and restoring then changes nothing', async () => {
    const path = await savedTwice();
    await truncate(path, 100);
    for (const name of ['.bak', '.bak.2']) await truncate(path + name, 100);
    const before = await siblings(path);
    const vault = await openVault(path);
    expect(vault.backup).toBe(false);
    expect(await codeOf(vault.restoreBackup())).toBe('vault.absent');
    expect(await siblings(path)).toEqual(before);
  });

  it('with a whole record is not replaced by a file in which the record is damaged', async () => {
    const path = await savedTwice();
    const backup = await readFile(`${path}.bak`);
    const bytes = await readFile(path);
    const bodyStart = bytes.readUInt32BE(12);
    await writeFile(path, bytes.with(bodyStart, (bytes[bodyStart] ?? 0) ^ 1));
    const vault = await openVault(path);
    await vault.unlock(password, never);
    expect(vault.list().map(({ damaged }) => damaged)).toEqual([true, false]);
    expect(vault.backup).toBe(true);
    await vault.put('c', 'note', utf8('more'));
    expect(await readFile(`${path}.bak`)).toEqual(backup);
    await vault.close();
    const again = await openVault(path);
    await again.unlock(password, never);
    expect(await codeOf(again.read('a'))).toBe('vault.record-damaged');
    expect(await textOf(again, 'c')).toBe('more');
    await again.restoreBackup();
    await again.unlock(password, never);
    expect(await textOf(again, 'a')).toBe('old');
  });
});

describe('a file that cannot be read', () => {
  it('is a problem, not an absent vault', async () => {
    const path = await savedTwice();
    const files: VaultFiles = { ...nodeFiles, read: () => Promise.reject(systemError('EIO')) };
    const vault = await openVault(path, { files });
    expect([vault.state, vault.problem?.code]).toEqual(['locked', 'storage.failed']);
    expect(await codeOf(vault.create(password, 'measured', never))).toBe('vault.exists');
  });

  it('in a folder that is not there gives a typed failure when saving', async () => {
    const vault = await openVault(`${await newPath()}/missing/test.vmdeck`);
    const failure = await failureOf(vault.create(password, 'measured', never));
    expect(failure?.toData()).toMatchObject({ code: 'storage.failed', detail: { code: 'ENOENT' } });
  });
});
