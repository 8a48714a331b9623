import { link, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Kinship } from '../../../../electron/vault/transfer.ts';
import type { Vault } from '../../../../electron/vault/vault.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { codeOf, never, newPath, newVault, openVault, password, textOf, utf8 } from './harness.ts';

const own = new Secret('password of the export');

async function filled(entries: Readonly<Record<string, string>>): Promise<Vault> {
  const vault = await newVault(await newPath());
  for (const [id, text] of Object.entries(entries)) await vault.put(id, 'note', utf8(text));
  return vault;
}

async function exported(entries: Readonly<Record<string, string>>): Promise<string> {
  const path = await newPath();
  await (await filled(entries)).exportTo(path, password, own, never);
  return path;
}

const contents = async (vault: Vault): Promise<unknown> =>
  Object.fromEntries(await Promise.all(vault.list().map(async ({ id }) => [id, await textOf(vault, id)])));

describe('an export', () => {
  it('is a vault of its own: its password opens it, that of the origin does not, nothing else lies about', async () => {
    const source = await filled({ a: 'one', b: 'two' });
    const path = await newPath();
    expect(await source.exportTo(path, password, own, never)).toEqual({ exported: ['a', 'b'], damaged: [] });
    expect(await readdir(dirname(path))).toEqual(['test.vmdeck']);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const copy = await openVault(path);
    expect(await codeOf(copy.unlock(password, never))).toBe('vault.wrong-password');
    await copy.unlock(own, never);
    expect(await contents(copy)).toEqual({ a: 'one', b: 'two' });
  });

  it('needs an unlocked vault, its password and a good one for the copy', async () => {
    const source = await filled({ a: 'one' });
    const path = await newPath();
    expect(await codeOf(source.exportTo(path, password, new Secret('short'), never))).toBe('vault.weak-password');
    expect(await codeOf(source.exportTo(path, own, own, never))).toBe('vault.wrong-password');
    source.lock();
    expect(await codeOf(source.exportTo(path, password, own, never))).toBe('vault.locked');
    expect(await readdir(dirname(path))).toEqual([]);
  });

  it('replaces the file that was chosen, and never one of the vault itself', async () => {
    const source = await filled({ a: 'one' });
    const path = await newPath();
    await writeFile(path, 'an older export');
    await source.exportTo(path, password, own, never);
    const copy = await openVault(path, { readOnly: true });
    await copy.unlock(own, never);
    expect(await contents(copy)).toEqual({ a: 'one' });
    const before = await readFile(source.path);
    const linked = await newPath();
    await link(source.path, linked);
    for (const place of [source.path, `${source.path}.bak`, linked, join(dirname(source.path), 'TEST.vmdeck')]) {
      expect(await codeOf(source.exportTo(place, password, own, never))).toBe('vault.own-file');
    }
    expect(await readFile(source.path)).toEqual(before);
    await source.put('b', 'note', utf8('two'));
  });
});

describe('an import', () => {
  const theirs = { a: 'one', b: 'changed', c: 'new' };
  const ours = { a: 'one', b: 'two', z: 'ours' };
  const report = { added: ['c'], identical: ['a'], conflicting: ['b'], damaged: [] };

  it.each([
    ['keep', 'two'],
    ['replace', 'changed'],
  ] as const)('merges, reports duplicates, and can %s what differs', async (onConflict, b) => {
    const target = await filled(ours);
    expect(await target.importFrom(await exported(theirs), own, { onConflict }, never)).toEqual(report);
    expect(await contents(target)).toEqual({ ...ours, b, c: 'new' });
  });

  describe('of records that are about the same under other ids', () => {
    /** A note is about its first letter, and says what follows. */
    const kinship: Kinship = {
      identitiesOf: ({ plaintext }) => [String.fromCharCode(plaintext[0] ?? 0)],
      isSame: (_kind, a, b) => Buffer.compare(a, b) === 0,
    };
    const records = { x: 'a1', y: 'b2', z: 'c3' };

    it.each([
      ['keep', { p: 'a1', q: 'b1', z: 'c3' }],
      ['replace', { p: 'a1', q: 'b2', z: 'c3' }],
    ] as const)('can %s them, by the ids that are here', async (onConflict, after) => {
      const target = await filled({ p: 'a1', q: 'b1' });
      const path = await exported(records);
      const found = await target.importFrom(path, own, { onConflict, kinship }, never);
      expect(found).toEqual({ added: ['z'], identical: ['p'], conflicting: ['q'], damaged: [] });
      expect(await contents(target)).toEqual(after);
    });

    it('takes the first of several, and prefers the one with the same id', async () => {
      const target = await filled({ p: 'a1' });
      const rule = { onConflict: 'replace', kinship } as const;
      const many = await target.importFrom(await exported({ x: 'a2', y: 'a3', z: 'd1', zz: 'd2' }), own, rule, never);
      expect(many).toEqual({ added: ['z'], identical: [], conflicting: ['p', 'p', 'z'], damaged: [] });
      expect(await contents(target)).toEqual({ p: 'a2', z: 'd1' });
      await target.put('w', 'note', utf8('a9'));
      await target.importFrom(await exported({ p: 'a5' }), own, rule, never);
      expect(await contents(target)).toEqual({ p: 'a5', z: 'd1', w: 'a9' });
    });
  });

  it('changes nothing with a wrong password, a damaged file or none, and counts no failure', async () => {
    const target = await filled(ours);
    const path = await exported(theirs);
    for (let tries = 0; tries < 4; tries += 1) {
      expect(await codeOf(target.importFrom(path, password, { onConflict: 'replace' }, never))).toBe(
        'vault.wrong-password',
      );
    }
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, 100));
    expect(await codeOf(target.importFrom(path, own, { onConflict: 'replace' }, never))).toBe('vault.truncated');
    expect(await codeOf(target.importFrom(await newPath(), own, { onConflict: 'replace' }, never))).toBe(
      'vault.absent',
    );
    expect(await contents(target)).toEqual(ours);
    await target.close();
    await target.unlock(password, never);
  });

  it('names damaged records and takes the others', async () => {
    const target = await filled({});
    const path = await exported({ a: 'one', b: 'two' });
    const bytes = await readFile(path);
    await writeFile(path, bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1));
    const result = await target.importFrom(path, own, { onConflict: 'keep' }, never);
    expect([result.added, result.damaged]).toEqual([['a'], ['b']]);
  });
});

describe('destroying', () => {
  it('leaves nothing of the vault, and what belongs to others', async () => {
    const path = await newPath();
    const vault = await newVault(path);
    for (const id of ['a', 'b', 'c', 'd']) await vault.put(id, 'note', utf8(id));
    expect(await codeOf(vault.keys.changePassword(own, own, never))).toBe('vault.wrong-password');
    await writeFile(`${path}.kept-1`, 'damaged');
    await writeFile(`${path}-notes.txt`, 'mine');
    await writeFile(join(dirname(path), 'settings.json'), '{}');
    await vault.destroy();
    expect(vault.state).toBe('absent');
    expect((await readdir(dirname(path))).sort()).toEqual(['settings.json', 'test.vmdeck-notes.txt']);
    await vault.create(password, 'measured', never);
  });
});
