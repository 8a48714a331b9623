import { readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { delayMs } from '../../../../electron/vault/attempts.ts';
import { nodeFiles } from '../../../../electron/vault/node-files.ts';
import type { Vault } from '../../../../electron/vault/vault.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { codeOf, failureOf, never, newPath, newVault, openVault, password } from './harness.ts';

const wrong = new Secret('not the password');
const time = { now: 1_700_000_000_000 };
const now = (): number => time.now;

async function lockedVault(): Promise<{ path: string; vault: Vault }> {
  const path = await newPath();
  const vault = await newVault(path, { now });
  await vault.close();
  return { path, vault };
}

async function secondsToWait(vault: Vault): Promise<number> {
  const failure = await failureOf(vault.unlock(password, never));
  return failure === null ? 0 : Number(failure.params['seconds']);
}

/** Fails as often as that, waiting out every delay. */
async function failTimes(vault: Vault, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    time.now += delayMs(count);
    expect(await codeOf(vault.unlock(wrong, never))).toBe('vault.wrong-password');
  }
}

describe('wrong passwords', () => {
  it('make the next try wait twice as long each time, five minutes at most', () => {
    expect([0, 1, 2, 3, 4, 5, 11, 12, 1000].map((count) => delayMs(count) / 1000)).toEqual([
      0, 0, 0, 1, 2, 4, 256, 300, 300,
    ]);
  });

  it('are counted across restarts, and forgotten after the right one', async () => {
    const { path, vault } = await lockedVault();
    await failTimes(vault, 5);
    const again = await openVault(path, { now });
    expect(await secondsToWait(again)).toBe(4);
    time.now += 3500;
    expect(await secondsToWait(again)).toBe(1);
    time.now += 500;
    expect(await secondsToWait(again)).toBe(0);
    await again.close();
    await failTimes(again, 2);
    expect(await secondsToWait(again)).toBe(0);
  });

  it('do not run Argon2 while the delay lasts', async () => {
    const { path, vault } = await lockedVault();
    await failTimes(vault, 4);
    const again = await openVault(path, { now, deriveKey: () => Promise.reject(new Error('reached')) });
    expect(await codeOf(again.unlock(password, never))).toBe('vault.wait');
  });

  it('wait the delay once, not shorter and not for hours, when the clock is moved back', async () => {
    const { path, vault } = await lockedVault();
    await failTimes(vault, 5);
    time.now -= 3_600_000;
    expect(await secondsToWait(vault)).toBe(4);
    time.now += 2000;
    expect(await secondsToWait(await openVault(path, { now }))).toBe(2);
    time.now += 2000;
    expect(await secondsToWait(vault)).toBe(0);
  });

  it('are counted in memory where nothing can be written, and a broken count is none', async () => {
    const { path } = await lockedVault();
    const files = { ...nodeFiles, write: () => Promise.reject(Object.assign(new Error('ro'), { code: 'EROFS' })) };
    const vault = await openVault(path, { now, files });
    await failTimes(vault, 3);
    expect(await secondsToWait(vault)).toBe(1);
    await writeFile(`${path}.attempts`, 'x'.repeat(5000));
    expect(await secondsToWait(await openVault(path, { now }))).toBe(0);
  });

  it('lie in a file for the owner only, which holds two numbers', async () => {
    const { path, vault } = await lockedVault();
    await failTimes(vault, 1);
    expect(await readFile(`${path}.attempts`, 'utf8')).toBe(`1 ${time.now}`);
    expect((await stat(`${path}.attempts`)).mode & 0o777).toBe(0o600);
  });
});
