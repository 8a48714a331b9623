import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rename, rm, rmdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { claim } from '../../../../electron/vault/node-claim.ts';
import { nodeFiles } from '../../../../electron/vault/node-files.ts';
import { codeOf, failureOf, never, newPath, newVault, openVault, password, reopen, textOf, utf8 } from './harness.ts';

const holder = (change: object): string =>
  JSON.stringify({ host: hostname(), pid: process.pid, boot: '', started: '', token: 'x', ...change });

const aWhileAgo = (): Date => new Date(Date.now() - 60_000);

/** The number of a process that has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('a claim', () => {
  it('is held by one at a time, and free once it is returned', async () => {
    const path = await newPath();
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(path)));
    const held = claims.filter((release) => release !== null);
    expect(held).toHaveLength(1);
    await held[0]?.();
    const again = await claim(path);
    expect(again).not.toBeNull();
    await again?.();
    await expect(readFile(`${path}.lock`)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    ['of a process that has ended', async () => holder({ pid: await endedPid() })],
    ['of an earlier run of the machine', () => Promise.resolve(holder({ boot: 'another-boot', pid: 1 }))],
    ['of a process whose number was given anew', () => Promise.resolve(holder({ started: '1' }))],
    ['that a crash has cut short', () => Promise.resolve('{"host"')],
    ['that is empty', () => Promise.resolve('')],
    ['that holds something else', () => Promise.resolve('[1,2]')],
  ])('%s holds nothing, and one of many takes it over', async (_, text) => {
    const path = await newPath();
    await writeFile(`${path}.lock`, await text());
    await utimes(`${path}.lock`, aWhileAgo(), aWhileAgo());
    const claims = await Promise.all(Array.from({ length: 12 }, () => claim(path)));
    expect(claims.filter((release) => release !== null)).toHaveLength(1);
  });

  it.each([
    ['of a running process', {}],
    ['of another computer, where nobody here can look', { host: 'another-computer', pid: 1 }],
  ])('%s holds', async (_, change) => {
    const path = await newPath();
    const text = holder(change);
    await writeFile(`${path}.lock`, text);
    expect(await claim(path)).toBeNull();
    expect(await readFile(`${path}.lock`, 'utf8')).toBe(text);
  });
});

describe('a claim that is empty and dated in the future', () => {
  it('holds nothing, for the clock was set back since', async () => {
    const path = await newPath();
    await writeFile(`${path}.lock`, '');
    const later = new Date(Date.now() + 3 * 3_600_000);
    await utimes(`${path}.lock`, later, later);
    expect(await claim(path)).not.toBeNull();
  });
});

describe('a claim that is just being made, where there are no hard links', () => {
  it.each(['', '{"host"'])('holds as long as it may be finished: %j', async (text) => {
    const path = await newPath();
    await writeFile(`${path}.lock`, text);
    const claims = await Promise.all(Array.from({ length: 12 }, () => claim(path)));
    expect(claims.filter((release) => release !== null)).toEqual([]);
    expect(await readFile(`${path}.lock`, 'utf8')).toBe(text);
  });
});

describe('a claim of a process in another container', () => {
  it("holds although its number is nobody's here, until the machine is restarted", async () => {
    const path = await newPath();
    const release = await claim(path);
    const own = JSON.parse(await readFile(`${path}.lock`, 'utf8')) as Record<string, unknown>;
    await release?.();
    const foreign = { ...own, pid: 2 ** 22 + 1, space: 'pid:[1]', token: '0'.repeat(16) };
    await writeFile(`${path}.lock`, JSON.stringify(foreign));
    expect(await claim(path)).toBeNull();
    await writeFile(`${path}.lock`, JSON.stringify({ ...foreign, boot: 'another' }));
    expect(await claim(path)).not.toBeNull();
  });
});

describe('two writers of one vault', () => {
  it('are kept apart: the second is refused in words until the first locks, then sees its changes', async () => {
    const path = await newPath();
    const first = await newVault(path);
    await first.put('a', 'note', utf8('one'));
    const second = await openVault(path);
    const failure = await failureOf(second.unlock(password, never));
    expect(failure?.toData()).toMatchObject({ code: 'vault.in-use', params: { path: `${path}.lock` } });
    await first.put('b', 'note', utf8('two'));
    expect(await textOf(await reopen(path), 'b')).toBe('two');
    await first.close();
    await second.unlock(password, never);
    expect(second.list().map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await codeOf(first.unlock(password, never))).toBe('vault.in-use');
    expect(await codeOf(first.destroy())).toBe('vault.in-use');
  });

  it('lose nothing when one of them keeps no claims: what would write over a change is refused', async () => {
    const path = await newPath();
    const vault = await newVault(path);
    await vault.put('a', 'note', utf8('one'));
    const foreign = await readFile(path);
    await vault.put('b', 'note', utf8('two'));
    await writeFile(`${path}.synced`, foreign);
    await rename(`${path}.synced`, path);
    expect(await codeOf(vault.put('c', 'note', utf8('three')))).toBe('vault.changed');
    expect(await readFile(path)).toEqual(foreign);
    vault.lock();
    await vault.unlock(password, never);
    await vault.put('c', 'note', utf8('three'));
    expect(vault.list().map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('write a file anew that was removed meanwhile', async () => {
    const path = await newPath();
    const vault = await newVault(path);
    await rm(path);
    await vault.put('a', 'note', utf8('one'));
    expect(await textOf(await reopen(path), 'a')).toBe('one');
  });
});

describe('where no claim can be made', () => {
  it('for a folder in its place, a vault opens, and saving names the folder until it is gone', async () => {
    const path = await newPath();
    await (await newVault(path)).close();
    await mkdir(`${path}.lock`);
    const vault = await openVault(path);
    await vault.unlock(password, never);
    const failure = await failureOf(vault.put('a', 'note', utf8('one')));
    expect(failure?.toData()).toMatchObject({ code: 'storage.not-a-file', params: { path: `${path}.lock` } });
    await rmdir(`${path}.lock`);
    await vault.put('a', 'note', utf8('one'));
    expect(await codeOf((await openVault(path)).unlock(password, never))).toBe('vault.in-use');
  });

  it('a vault opens for reading, and saves once that is possible', async () => {
    const path = await newPath();
    const first = await newVault(path);
    await first.put('a', 'note', utf8('one'));
    await first.close();
    let refuse = true;
    const files = {
      ...nodeFiles,
      claim: (of: string) =>
        refuse ? Promise.reject(Object.assign(new Error('EROFS'), { code: 'EROFS' })) : nodeFiles.claim(of),
    };
    const vault = await openVault(path, { files });
    await vault.unlock(password, never);
    expect(await textOf(vault, 'a')).toBe('one');
    expect(await codeOf(vault.put('b', 'note', utf8('two')))).toBe('storage.read-only');
    refuse = false;
    await vault.put('b', 'note', utf8('two'));
    expect(await codeOf((await openVault(path)).unlock(password, never))).toBe('vault.in-use');
  });
});
