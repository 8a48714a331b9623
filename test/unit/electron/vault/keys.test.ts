import { readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thinClientCost } from '../../../../electron/vault/cost.ts';
import type { KdfCost } from '../../../../electron/vault/crypto.ts';
import type { VaultFiles } from '../../../../electron/vault/files.ts';
import { nodeFiles } from '../../../../electron/vault/node-files.ts';
import { parseVault } from '../../../../electron/vault/parse.ts';
import { formatRecoveryKey, parseRecoveryKey } from '../../../../electron/vault/recovery.ts';
import type { Vault } from '../../../../electron/vault/vault.ts';
import { Bug } from '../../../../shared/errors/app-error.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { memoryKeychain } from '../../../support/memory-keychain.ts';
import {
  codeOf,
  failureOf,
  never,
  newPath,
  newVault,
  openVault,
  password,
  quickKey,
  random,
  textOf,
  utf8,
} from './harness.ts';

const next = new Secret('another long password');

async function filled(): Promise<{ path: string; vault: Vault }> {
  const path = await newPath();
  const vault = await newVault(path);
  for (const id of ['a', 'b', 'c', 'd']) await vault.put(id, 'note', utf8(`text of ${id}`));
  return { path, vault };
}

const backups = ['.bak', '.bak.2', '.bak.3'];

/** Makes a recovery key and gives what was handed over. */
async function recoveryOf(vault: Vault): Promise<Secret> {
  const handed: Secret[] = [];
  await vault.keys.addRecovery(
    password,
    (key) => {
      handed.push(key);
      return Promise.resolve();
    },
    never,
  );
  return handed[0] ?? new Secret('');
}

describe('another master password', () => {
  it('rewrites one slot, opens the file and every kept generation, and the old one opens none', async () => {
    const { path, vault } = await filled();
    const before = parseVault(await readFile(path)).document;
    await vault.keys.changePassword(password, next, never);
    expect(await textOf(vault, 'a')).toBe('text of a');
    await vault.close();
    const after = parseVault(await readFile(path)).document;
    expect([...after.records]).toEqual([...before.records]);
    for (const rest of ['', ...backups]) {
      const bytes = await readFile(path + rest);
      const copy = await newPath();
      await writeFile(copy, bytes);
      const opened = await openVault(copy);
      expect(await codeOf(opened.unlock(password, never))).toBe('vault.wrong-password');
      await opened.unlock(next, never);
      expect(await textOf(opened, 'a')).toBe('text of a');
    }
  });

  /** What opens the file and its generations. */
  async function opening(path: string, secret: Secret): Promise<readonly (string | null)[]> {
    return Promise.all(
      ['', ...backups].map(async (rest) => {
        const copy = await newPath();
        await writeFile(copy, await readFile(path + rest));
        return codeOf((await openVault(copy)).unlock(secret, never));
      }),
    );
  }
  const wrong = backups.concat('').map(() => 'vault.wrong-password');

  it('counts for every generation when the vault is locked while it is saved', async () => {
    const { path, vault } = await filled();
    vault.onChange(() => vault.lock());
    await vault.keys.changePassword(password, next, never);
    expect(vault.state).toBe('locked');
    await vault.close();
    expect(await opening(path, password)).toEqual(wrong);
    expect(await opening(path, next)).toEqual(wrong.map(() => null));
  });

  it('counts for no generation after the next unlock when the program died in the middle', async () => {
    const { path, vault } = await filled();
    await vault.close();
    let dead = false;
    const die = (): Promise<never> => Promise.reject(Object.assign(new Error('gone'), { code: 'EIO' }));
    const dying = await openVault(path, {
      files: {
        ...nodeFiles,
        write: (to, bytes) => (dead ? die() : nodeFiles.write(to, bytes)),
        remove: (which) => (dead ? die() : nodeFiles.remove(which)),
        rename: async (from, to) => {
          if (dead) await die();
          await nodeFiles.rename(from, to);
          dead = to === `${path}.bak`;
        },
      },
    });
    await dying.unlock(password, never);
    await codeOf(dying.keys.changePassword(password, next, never)).catch(() => undefined);
    await dying.close();
    expect(await opening(path, password)).toEqual([null, 'vault.wrong-password', null, null]);
    const after = await openVault(path);
    await after.unlock(password, never);
    await after.close();
    expect(await opening(path, password)).toEqual(wrong.map(() => null));
    expect(await opening(path, next)).toEqual(wrong);
  });

  it('counts after the next unlock for generations that were put back from before it', async () => {
    const { path, vault } = await filled();
    const kept = await Promise.all(backups.map((rest) => readFile(path + rest)));
    await vault.keys.changePassword(password, next, never);
    await vault.close();
    for (const [at, rest] of backups.entries()) await writeFile(path + rest, kept[at] ?? '');
    expect(await opening(path, password)).toEqual(['vault.wrong-password', null, null, null]);
    const after = await openVault(path);
    await after.unlock(next, never);
    await after.close();
    expect(await opening(path, password)).toEqual(wrong);
    expect(await opening(path, next)).toEqual(wrong.map(() => null));
  });

  it('needs the present one, an unlocked vault and enough characters', async () => {
    const { path, vault } = await filled();
    const before = await readFile(path);
    expect(await codeOf(vault.keys.changePassword(next, next, never))).toBe('vault.wrong-password');
    expect(await codeOf(vault.keys.changePassword(password, new Secret('short'), never))).toBe('vault.weak-password');
    vault.lock();
    expect(await codeOf(vault.keys.changePassword(password, next, never))).toBe('vault.locked');
    expect(await readFile(path)).toEqual(before);
  });

  it('removes a kept generation that cannot be written anew', async () => {
    const { path, vault } = await filled();
    await vault.close();
    let writes = 0;
    const full = await openVault(path, {
      files: {
        ...nodeFiles,
        write: (to, bytes) =>
          /\.(?:attempts|seen)/.test(to) || ++writes === 1
            ? nodeFiles.write(to, bytes)
            : Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
      },
    });
    await full.unlock(password, never);
    await full.keys.changePassword(password, next, never);
    await full.close();
    expect((await readdir(dirname(path))).filter((name) => name.includes('.bak'))).toEqual([]);
  });

  it('removes a kept generation whose head is damaged, for the old password would still open its slot', async () => {
    const { path, vault } = await filled();
    const bytes = await readFile(`${path}.bak.2`);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
    await truncate(`${path}.bak`, 150);
    await writeFile(`${path}.bak.2`, bytes);
    await vault.put('a', 'note', utf8('a record that is saved leaves it where it was'));
    expect((await readFile(`${path}.bak.2`)).length).toBe(150);
    await vault.keys.changePassword(password, next, never);
    const left = (await readdir(dirname(path))).filter((name) => name.includes('.bak'));
    expect(left.map((name) => name.slice(name.indexOf('.bak'))).sort()).toEqual(['.bak', '.bak.3']);
  });
});

describe('a change of keys', () => {
  it.each(backups)(
    'is none, and leaves every way in as it was, when %s can be neither written nor removed',
    async (rest) => {
      const { path, vault } = await filled();
      const recovery = await recoveryOf(vault);
      await vault.close();
      const before = await readFile(path);
      const stuck = (to: string): Promise<void> =>
        to === path + rest ? Promise.reject(Object.assign(new Error('stuck'), { code: 'EPERM' })) : Promise.resolve();
      const files: VaultFiles = {
        ...nodeFiles,
        rename: (from, to) => stuck(to).then(() => nodeFiles.rename(from, to)),
        remove: (which) => stuck(which).then(() => nodeFiles.remove(which)),
      };
      const barred = await openVault(path, { files });
      await barred.unlock(password, never);
      const keychain = memoryKeychain();
      for (const change of [
        () => barred.keys.changePassword(password, next, never),
        () => barred.keys.addRecovery(password, () => Promise.resolve(), never),
        () => barred.keys.removeRecovery(never),
        () => barred.keys.enableQuickUnlock(password, keychain, never),
      ]) {
        const failure = await failureOf(change());
        expect(failure?.toData()).toMatchObject({ code: 'storage.read-only', params: { path: path + rest } });
      }
      expect([await readFile(path), keychain.entries.size, barred.keys.quick]).toEqual([before, 0, null]);
      await barred.close();
      for (const kept of ['', ...backups]) {
        const copy = await newPath();
        await writeFile(copy, await readFile(path + kept));
        await (await openVault(copy)).keys.recover(recovery, next, never);
      }
      const after = await openVault(path);
      await after.keys.recover(recovery, next, never);
      expect(await textOf(after, 'a')).toBe('text of a');
    },
  );
});

describe('another cost', () => {
  it('is what the next unlock computes', async () => {
    const { path, vault } = await filled();
    const cost: KdfCost = { memoryKiB: 128 * 1024, passes: 4, parallelism: 2 };
    await vault.keys.changeCost(password, cost, never);
    await vault.close();
    const asked: KdfCost[] = [];
    const again = await openVault(path, {
      deriveKey: (secret, salt, present, signal) => {
        asked.push(present);
        return quickKey(secret, salt, present, signal);
      },
    });
    await again.unlock(password, never);
    expect(asked).toEqual([cost]);
    await again.keys.changeCost(password, thinClientCost, never);
    await expect(
      again.keys.changeCost(password, { memoryKiB: 32 * 1024, passes: 2, parallelism: 1 }, never),
    ).rejects.toThrow(Bug);
  });
});

it('another cost can be the one that is measured here', async () => {
  const { path, vault } = await filled();
  await vault.close();
  const measured: KdfCost = { memoryKiB: 96 * 1024, passes: 3, parallelism: 2 };
  const again = await openVault(path, { cost: () => Promise.resolve(measured) });
  await again.unlock(password, never);
  await again.keys.changeCost(password, 'measured', never);
  expect(again.keys.cost).toEqual(measured);
});

describe('a recovery key', () => {
  it('opens once the password is forgotten, sets a new one, and is void when made anew or removed', async () => {
    const { path, vault } = await filled();
    expect(vault.keys.hasRecovery).toBe(false);
    const first = await recoveryOf(vault);
    const second = await recoveryOf(vault);
    expect(second.reveal()).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
    await vault.close();

    const again = await openVault(path);
    expect(again.keys.hasRecovery).toBe(true);
    expect(await codeOf(again.keys.recover(first, next, never))).toBe('vault.recovery-wrong');
    expect(again.state).toBe('locked');
    await again.keys.recover(new Secret(second.reveal().toLowerCase().replaceAll('-', ' ')), next, never);
    expect(await textOf(again, 'b')).toBe('text of b');
    await again.keys.removeRecovery(never);
    expect(again.keys.hasRecovery).toBe(false);
    again.lock();
    expect(await codeOf(again.keys.recover(second, next, never))).toBe('vault.recovery-absent');
    await again.unlock(next, never);
    for (const rest of backups) expect(parseVault(await readFile(path + rest)).document.otherSlots).toEqual([]);
  });

  it('needs the password, and is none when it could not be handed over', async () => {
    const { path, vault } = await filled();
    const before = await readFile(path);
    let handed = 0;
    const taken = (): Promise<void> => Promise.resolve(void (handed += 1));
    expect(await codeOf(vault.keys.addRecovery(next, taken, never))).toBe('vault.wrong-password');
    expect(handed).toBe(0);
    await expect(
      vault.keys.addRecovery(password, () => Promise.reject(new Error('no printer')), never),
    ).rejects.toThrow('no printer');
    expect([vault.keys.hasRecovery, await readFile(path)]).toEqual([false, before]);
  });

  it('leaves the vault locked when the new password cannot be saved', async () => {
    const { path, vault } = await filled();
    const key = await recoveryOf(vault);
    await vault.close();
    const full = await openVault(path, {
      files: { ...nodeFiles, write: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) },
    });
    expect(await codeOf(full.keys.recover(key, next, never))).toBe('storage.full');
    expect(full.state).toBe('locked');
    await full.unlock(password, never);
  });

  it('as text tells every slip of one character from the key, and reads what people write for 0 and 1', () => {
    const key = random(20);
    const text = formatRecoveryKey(key).reveal();
    expect(parseRecoveryKey(new Secret(text))).toEqual(key);
    expect(parseRecoveryKey(new Secret(text.replaceAll('0', 'o').replaceAll('1', 'l')))).toEqual(key);
    let missed = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === '-') continue;
      const other = text[at] === 'A' ? 'B' : 'A';
      try {
        parseRecoveryKey(new Secret(text.slice(0, at) + other + text.slice(at + 1)));
        missed += 1;
      } catch (error) {
        expect(error).toMatchObject({ code: 'vault.recovery-invalid' });
        expect(String(error)).not.toContain(text.slice(0, 9));
      }
    }
    expect(missed).toBe(0);
    for (const bad of ['', text.slice(5), `${text}A`, text.replace(/^./, 'U'), '密'.repeat(36)]) {
      expect(() => parseRecoveryKey(new Secret(bad))).toThrow('vault.recovery-invalid');
    }
  });
});

describe('a quick unlock', () => {
  it('opens with the key of the keychain, beside the password, until it is turned off', async () => {
    const { path, vault } = await filled();
    const keychain = memoryKeychain();
    expect(await codeOf(vault.keys.quickUnlock(keychain, never))).toBe('vault.quick-absent');
    await vault.keys.enableQuickUnlock(password, keychain, never);
    await vault.keys.enableQuickUnlock(password, keychain, never);
    expect(keychain.entries.size).toBe(1);
    await vault.keys.changePassword(password, next, never);
    await vault.close();
    const again = await openVault(path);
    expect(again.keys.quick?.backend).toBe('gnome_libsecret');
    await again.keys.quickUnlock(keychain, never);
    expect(await textOf(again, 'c')).toBe('text of c');
    await again.keys.disableQuickUnlock(keychain, never);
    expect([again.keys.quick, keychain.entries.size]).toEqual([null, 0]);
    again.lock();
    await again.unlock(next, never);
  });

  it.each([
    ['changed', memoryKeychain('kwallet5'), 'vault.keychain-changed'],
    ['insecure', memoryKeychain('basic_text'), 'vault.keychain-insecure'],
    ['missing', memoryKeychain(null), 'vault.keychain-unavailable'],
    ['emptied', memoryKeychain(), 'vault.keychain-changed'],
    ['locked', { ...memoryKeychain(), load: () => Promise.reject(new Error('locked')) }, 'vault.keychain-unavailable'],
    ['with another key', { ...memoryKeychain(), load: () => Promise.resolve(random(32)) }, 'vault.keychain-changed'],
    ['with half a key', { ...memoryKeychain(), load: () => Promise.resolve(random(16)) }, 'vault.keychain-changed'],
  ] as const)('with a keychain that is %s asks for the password and removes nothing', async (_, keychain, code) => {
    const { path, vault } = await filled();
    const good = memoryKeychain();
    await vault.keys.enableQuickUnlock(password, good, never);
    await vault.close();
    const before = await readFile(path);
    expect(await codeOf(vault.keys.quickUnlock(keychain, never))).toBe(code);
    expect(vault.state).toBe('locked');
    expect(await readFile(path)).toEqual(before);
    expect(good.entries.size).toBe(1);
    await vault.keys.quickUnlock(good, never);
  });

  it('is not set up without the password, and leaves nothing in the keychain when it cannot be saved', async () => {
    const { path, vault } = await filled();
    const keychain = memoryKeychain();
    expect(await codeOf(vault.keys.enableQuickUnlock(next, keychain, never))).toBe('vault.wrong-password');
    await vault.close();
    const full = await openVault(path, {
      files: { ...nodeFiles, write: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) },
    });
    await full.unlock(password, never);
    expect(await codeOf(full.keys.enableQuickUnlock(password, keychain, never))).toBe('storage.full');
    expect([keychain.entries.size, full.keys.quick]).toEqual([0, null]);
  });

  it('is not set up where secrets would lie in the open, or nowhere', async () => {
    const { vault } = await filled();
    for (const [backend, code] of [
      ['basic_text', 'vault.keychain-insecure'],
      [null, 'vault.keychain-unavailable'],
    ] as const) {
      const keychain = memoryKeychain(backend);
      expect((await failureOf(vault.keys.enableQuickUnlock(password, keychain, never)))?.code).toBe(code);
      expect(keychain.entries.size).toBe(0);
    }
    expect(vault.keys.quick).toBeNull();
  });
});
