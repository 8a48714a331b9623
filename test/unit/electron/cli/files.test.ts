import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppOpen } from '../../../../electron/cli/app-lock.ts';
import { dataFolder } from '../../../../electron/cli/data-folder.ts';
import { freshFiles } from '../../../../electron/cli/fresh-files.ts';
import { argon2id } from '../../../../electron/vault/argon2.ts';
import { nodeFiles } from '../../../../electron/vault/node-files.ts';
import { Vault } from '../../../../electron/vault/vault.ts';
import { Secret } from '../../../../shared/util/secret.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-cli-files-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const { signal } = new AbortController();
const password = new Secret('correct horse');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const openVault = (mayWrite: () => Promise<boolean> = () => Promise.resolve(true)): Promise<Vault> => {
  const path = join(folder, 'vault.vmdeck');
  return Vault.open({
    path,
    files: freshFiles(nodeFiles, path, mayWrite),
    random: (length) => new Uint8Array(randomBytes(length)),
    deriveKey: argon2id,
    cost: { memoryKiB: 19 * 1024, passes: 2, parallelism: 1 },
  });
};

describe('two writers of one vault', () => {
  it('lose nothing: whoever would write over a change is refused', async () => {
    const first = await openVault();
    await first.create(password, signal);
    await first.put('a', 'connection', bytes('one'));
    const second = await openVault();
    await second.unlock(password, signal);
    await first.put('b', 'connection', bytes('two'));
    await expect(second.put('c', 'connection', bytes('three'))).rejects.toMatchObject({ code: 'vault.busy' });
    await first.put('d', 'connection', bytes('four'));
    const third = await openVault();
    expect(third.list().map(({ id }) => id)).toEqual(['a', 'b', 'd']);
  });

  it('asks once more right before it writes', async () => {
    const vault = await openVault(() => Promise.resolve(false));
    await vault.create(password, signal);
    await expect(vault.put('a', 'connection', bytes('one'))).rejects.toMatchObject({ code: 'vault.busy' });
    expect(vault.list()).toEqual([]);
  });
});

describe('isAppOpen', () => {
  const lockedBy = async (target: string): Promise<boolean> => {
    await symlink(target, join(folder, 'SingletonLock'));
    return isAppOpen(folder);
  };

  it('is false without a lock, and for the lock that a crash left behind', async () => {
    expect(await isAppOpen(folder)).toBe(false);
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    expect(await lockedBy(`${hostname()}-${pid}`)).toBe(false);
  });

  it('is true while the process lives', async () => {
    expect(await lockedBy(`${hostname()}-${process.pid}`)).toBe(true);
  });

  it('is true when the process is on another computer, where nobody here can look', async () => {
    expect(await lockedBy('another-computer-4711')).toBe(true);
  });
});

describe('dataFolder', () => {
  it.each([
    ['linux', {}, 'home/.config/VMDeck'],
    ['linux', { XDG_CONFIG_HOME: 'config' }, 'config/VMDeck'],
    ['darwin', {}, 'home/Library/Application Support/VMDeck'],
    ['win32', { APPDATA: 'roaming' }, 'roaming/VMDeck'],
  ] as const)("is Electron's on %s with %j", (platform, environment, expected) => {
    expect(dataFolder({ platform, environment, home: 'home' })).toBe(join(...expected.split('/')));
  });
});
