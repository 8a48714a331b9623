import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppOpen } from '../../../../electron/cli/app-lock.ts';
import { dataFolder } from '../../../../electron/cli/data-folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vmdeck-cli-files-'));
});

afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

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
