import { readFile, stat } from 'node:fs/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { argon2id } from '../../../../electron/vault/argon2.ts';
import type { DeriveKey } from '../../../../electron/vault/crypto.ts';
import { nodeFiles } from '../../../../electron/vault/node-files.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import {
  codeOf,
  failureOf,
  gate,
  never,
  newPath,
  newVault,
  openVault,
  password,
  quickKey,
  random,
  reopen,
  textOf,
  utf8,
} from './harness.ts';

describe('a vault', () => {
  it('keeps records from one opening to the next, with the real Argon2id', async () => {
    const path = await newPath();
    const vault = await newVault(path, { deriveKey: argon2id });
    expect(vault.state).toBe('unlocked');
    await vault.put('connection:1', 'connection', utf8('one'));
    await vault.put('connection:2', 'connection', utf8('two'));
    await vault.put('connection:1', 'connection', utf8('one, changed'));
    await vault.put('gone', 'connection', utf8('gone'));
    await vault.remove('gone');
    await vault.remove('never was');
    await vault.close();

    const again = await openVault(path, { deriveKey: argon2id });
    expect(again.state).toBe('locked');
    expect(again.list()).toEqual([
      { id: 'connection:1', kind: 'connection', damaged: false },
      { id: 'connection:2', kind: 'connection', damaged: false },
    ]);
    await again.unlock(password, never);
    expect(await textOf(again, 'connection:1')).toBe('one, changed');
    expect(await textOf(again, 'connection:2')).toBe('two');
    expect(await textOf(again, 'gone')).toBeNull();
  });

  it('refuses a wrong password and takes the right one after it', async () => {
    const path = await newPath();
    const vault = await newVault(path);
    vault.lock();
    expect(await codeOf(vault.unlock(new Secret('correct horse batterz'), never))).toBe('vault.wrong-password');
    expect(vault.state).toBe('locked');
    await vault.unlock(password, never);
    expect(await codeOf(vault.unlock(new Secret('correct horse batterz'), never))).toBe('vault.wrong-password');
    expect(vault.state).toBe('unlocked');
  });

  it('starts absent, and is made once only', async () => {
    const path = await newPath();
    const vault = await openVault(path);
    const late = await openVault(path);
    expect([vault.state, vault.problem, vault.backup]).toEqual(['absent', null, false]);
    expect(await codeOf(vault.unlock(password, never))).toBe('vault.absent');
    const weak = await failureOf(vault.create(new Secret('1234567'), 'measured', never));
    expect(weak?.toData()).toEqual({ code: 'vault.weak-password', params: { min: 8 }, detail: null });
    expect(await nodeFiles.read(path, 1)).toBeNull();
    await vault.create(password, 'measured', never);
    await vault.close();
    const bytes = await readFile(path);
    expect(await codeOf(vault.create(password, 'measured', never))).toBe('vault.exists');
    expect(await codeOf(late.create(password, 'measured', never))).toBe('vault.exists');
    expect(late.state).toBe('locked');
    expect(await readFile(path)).toEqual(bytes);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('gives and takes nothing while locked', async () => {
    const vault = await newVault(await newPath());
    await vault.put('a', 'note', utf8('text'));
    vault.lock();
    expect(await codeOf(vault.read('a'))).toBe('vault.locked');
    expect(await codeOf(vault.put('a', 'note', utf8('other')))).toBe('vault.locked');
    expect(await codeOf(vault.remove('a'))).toBe('vault.locked');
    await vault.unlock(password, never);
    expect(await textOf(vault, 'a')).toBe('text');
  });

  it('tells its listeners of every change until they leave', async () => {
    const vault = await openVault(await newPath());
    const seen: string[] = [];
    const leave = vault.onChange(() => seen.push(`${vault.state} ${vault.list().length}`));
    await vault.create(password, 'measured', never);
    await vault.put('a', 'note', utf8('text'));
    vault.lock();
    vault.lock();
    await vault.unlock(password, never);
    await vault.remove('a');
    leave();
    vault.lock();
    expect(seen).toEqual(['unlocked 0', 'unlocked 1', 'locked 1', 'unlocked 1', 'unlocked 0']);
  });

  it('puts many records in one save, over those that were read and those that are new', async () => {
    const path = await newPath();
    const vault = await newVault(path);
    const numbered = (from: number, to: number, text: string) =>
      Array.from({ length: to - from }, (_, at) => ({
        ...{ id: `record-${from + at}`, kind: 'note', plaintext: utf8(`${text} ${from + at}`) },
      }));
    await vault.putAll(numbered(0, 300, 'first'));
    await vault.close();
    const again = await openVault(path);
    await again.unlock(password, never);
    await again.put('record-7', 'note', utf8(''));
    await again.remove('record-100');
    await again.putAll(numbered(290, 310, 'second'));
    const last = await reopen(path);
    expect(last.list()).toHaveLength(309);
    expect(await textOf(last, 'record-0')).toBe('first 0');
    expect(await textOf(last, 'record-7')).toBe('');
    expect(await textOf(last, 'record-100')).toBeNull();
    for (const number of [6, 8, 99, 101, 289]) expect(await textOf(last, `record-${number}`)).toBe(`first ${number}`);
    for (const number of [290, 299, 309]) expect(await textOf(last, `record-${number}`)).toBe(`second ${number}`);
  });

  it('saves concurrent changes one after another and loses none', async () => {
    const path = await newPath();
    const vault = await newVault(path);
    const ids = Array.from({ length: 12 }, (_, at) => `record-${at}`);
    await Promise.all(ids.map((id) => vault.put(id, 'note', utf8(id))));
    const again = await reopen(path);
    for (const id of ids) expect(await textOf(again, id)).toBe(id);
  });
});

describe('locking while something runs', () => {
  it('ends an unlock as cancelled and stays locked, even when the derivation comes late', async () => {
    const path = await newPath();
    await (await newVault(path)).close();
    const derivation = gate();
    const key: { bytes?: Uint8Array } = {};
    const deriveKey: DeriveKey = async (...input) => {
      await derivation.passed;
      return (key.bytes = await quickKey(...input));
    };
    const vault = await openVault(path, { deriveKey });
    const unlocking = codeOf(vault.unlock(password, never));
    expect(await codeOf(vault.unlock(password, never))).toBe('vault.busy');
    vault.lock();
    derivation.open();
    expect(await unlocking).toBe('cancelled');
    expect(vault.state).toBe('locked');
    expect(key.bytes).toEqual(new Uint8Array(32));
    await vault.unlock(password, never);
    expect(vault.state).toBe('unlocked');
  });

  it('ends a create as cancelled with nothing written, by its signal too', async () => {
    const path = await newPath();
    const vault = await openVault(path, { deriveKey: argon2id });
    const control = new AbortController();
    const creating = codeOf(vault.create(password, 'measured', control.signal));
    control.abort();
    expect(await creating).toBe('cancelled');
    expect(vault.state).toBe('absent');
    expect(await nodeFiles.read(path, 1)).toBeNull();
  });

  it('at any moment of a save leaves a file that the password opens, with the record or without it', async () => {
    const path = await newPath();
    const vault = await newVault(path);
    const met = new Set<string | null>();
    for (let moment = 0; moment < 40; moment += 1) {
      const saving = codeOf(vault.put('a', 'note', utf8(String(moment))));
      for (let passed = 0; passed < moment; passed += 1) await Promise.resolve();
      await vault.close();
      const code = await saving;
      met.add(code);
      await vault.unlock(password, never);
      if (code === null) expect(await textOf(vault, 'a')).toBe(String(moment));
    }
    expect(met).toEqual(new Set([null, 'vault.locked']));
  });

  it('completes the save that has its bytes and refuses the ones behind it', async () => {
    const path = await newPath();
    const writing = gate();
    const written = gate();
    let slow = false;
    const vault = await newVault(path, {
      files: {
        ...nodeFiles,
        async write(...input) {
          if (slow) {
            writing.open();
            await written.passed;
          }
          await nodeFiles.write(...input);
        },
      },
    });
    slow = true;
    const first = codeOf(vault.put('first', 'note', utf8('first')));
    const second = codeOf(vault.put('second', 'note', utf8('second')));
    await writing.passed;
    vault.lock();
    written.open();
    expect(await first).toBeNull();
    expect(await second).toBe('vault.locked');
    expect((await reopen(path)).list().map(({ id }) => id)).toEqual(['first']);
  });
});

describe('secrets', () => {
  const planted = 'PLANTED-s3cret-value';

  it('are in no error, no print and no file', async () => {
    const path = await newPath();
    const typed = new Secret(`${planted} as a password`);
    const vault = await openVault(path);
    await vault.create(typed, 'measured', never);
    await vault.put('a', 'note', utf8(planted));
    await vault.close();
    const failing = await openVault(path, {
      files: { ...nodeFiles, write: () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' })) },
    });
    await failing.unlock(typed, never);
    const errors = [
      await failureOf(failing.put('a', 'note', utf8(planted))),
      await failureOf(failing.unlock(new Secret(`${planted} wrong`), never)),
      await failureOf(failing.create(typed, 'measured', never)),
    ];
    expect(errors.map((error) => error?.code)).toEqual(['storage.full', 'vault.wrong-password', 'vault.exists']);
    const shown = [vault, failing, ...errors].map(
      (value) => inspect(value, { depth: 20, showHidden: true }) + JSON.stringify(value),
    );
    expect(shown.join('\n')).not.toContain(planted);
    const files = [await readFile(path), await readFile(`${path}.bak`)];
    for (const encoding of ['utf8', 'utf16le', 'base64', 'hex'] as const) {
      const needle = encoding === 'utf16le' ? Buffer.from(planted, encoding) : Buffer.from(planted).toString(encoding);
      for (const file of files) expect(file.includes(needle)).toBe(false);
    }
  });

  it('leave no key behind: the password and its key after use, the data key at the lock', async () => {
    const path = await newPath();
    const derived: Uint8Array[] = [];
    const drawn: Uint8Array[] = [];
    const vault = await openVault(path, {
      deriveKey: async (secret, ...input) => {
        const key = await quickKey(secret, ...input);
        derived.push(secret, key);
        return key;
      },
      random: (length) => {
        const bytes = random(length);
        if (length === 32) drawn.push(bytes);
        return bytes;
      },
    });
    const zeroes = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);
    await vault.create(password, 'measured', never);
    expect(derived.map(zeroes)).toEqual([true, true]);
    expect(drawn.map(zeroes)).toEqual([false]);
    vault.lock();
    expect(drawn.map(zeroes)).toEqual([true]);
    await vault.unlock(password, never);
    await codeOf(vault.unlock(new Secret('not the password'), never));
    expect(derived).toHaveLength(6);
    expect(derived.every(zeroes)).toBe(true);
  });

  it('are sealed before put returns, so the caller may zero its buffer at once', async () => {
    const vault = await newVault(await newPath());
    const plaintext = utf8('text');
    const saving = vault.put('a', 'note', plaintext);
    plaintext.fill(0);
    await saving;
    expect(await textOf(vault, 'a')).toBe('text');
  });
});
