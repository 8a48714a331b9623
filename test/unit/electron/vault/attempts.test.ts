import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { delayMs } from '../../../../electron/vault/attempts.ts';
import type { DeriveKey } from '../../../../electron/vault/crypto.ts';
import { nodeFiles } from '../../../../electron/vault/node-files.ts';
import type { Vault } from '../../../../electron/vault/vault.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { Secret } from '../../../../shared/util/secret.ts';
import { codeOf, failureOf, gate, never, newPath, newVault, openVault, password, quickKey } from './harness.ts';

const wrong = new Secret('not the password');
const time = { now: 1_700_000_000_000, up: 900_000 };
const clock = { now: () => time.now, uptime: () => time.up };

function pass(ms: number): void {
  time.now += ms;
  time.up += ms;
}

const siblings = (path: string): Promise<string[]> => readdir(dirname(path));

async function lockedVault(): Promise<{ path: string; vault: Vault }> {
  const path = await newPath();
  const vault = await newVault(path, clock);
  await vault.close();
  return { path, vault };
}

async function secondsToWait(vault: Vault): Promise<number> {
  const failure = await failureOf(vault.unlock(password, never));
  return failure === null ? 0 : Number(failure.params['count']);
}

/** Fails as often as that, waiting out every delay. */
async function failTimes(vault: Vault, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    pass(delayMs(count));
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
    const again = await openVault(path, clock);
    expect(await secondsToWait(again)).toBe(4);
    pass(3500);
    expect(await secondsToWait(again)).toBe(1);
    pass(500);
    expect(await secondsToWait(again)).toBe(0);
    await again.close();
    await failTimes(again, 2);
    expect(await secondsToWait(again)).toBe(0);
  });

  it('do not run Argon2 while the delay lasts', async () => {
    const { path, vault } = await lockedVault();
    await failTimes(vault, 4);
    const again = await openVault(path, { ...clock, deriveKey: () => Promise.reject(new Error('reached')) });
    expect(await codeOf(again.unlock(password, never))).toBe('vault.wait');
  });

  it('wait the delay once, not shorter and not for hours, when the clock is moved back', async () => {
    const { path, vault } = await lockedVault();
    await failTimes(vault, 5);
    time.now -= 3_600_000;
    expect(await secondsToWait(vault)).toBe(4);
    pass(2000);
    expect(await secondsToWait(await openVault(path, clock))).toBe(2);
    pass(2000);
    expect(await secondsToWait(vault)).toBe(0);
  });

  it('are counted in memory where nothing can be written, and a broken count is none', async () => {
    const { path } = await lockedVault();
    const files = { ...nodeFiles, write: () => Promise.reject(Object.assign(new Error('ro'), { code: 'EROFS' })) };
    const vault = await openVault(path, { ...clock, files });
    await failTimes(vault, 3);
    expect(await secondsToWait(vault)).toBe(1);
    await writeFile(`${path}.attempts`, 'x'.repeat(5000));
    expect(await secondsToWait(await openVault(path, clock))).toBe(0);
  });

  it('wait as long when the clock is set forward', async () => {
    const { path, vault } = await lockedVault();
    await failTimes(vault, 5);
    time.now += 3_600_000;
    expect(await secondsToWait(await openVault(path, clock))).toBe(4);
    pass(4000);
    expect(await secondsToWait(vault)).toBe(0);
  });

  it('wait by the clock after a restart of the machine, and once more when that was moved back too', async () => {
    const { path, vault } = await lockedVault();
    await failTimes(vault, 5);
    time.up = 60_000;
    time.now += 3000;
    expect(await secondsToWait(await openVault(path, clock))).toBe(1);
    time.now -= 86_400_000;
    expect(await secondsToWait(await openVault(path, clock))).toBe(4);
    pass(4000);
    expect(await secondsToWait(await openVault(path, clock))).toBe(0);
  });

  it('that are tried at the same time run Argon2 no more often than one after another', async () => {
    const { path } = await lockedVault();
    let derived = 0;
    const deriveKey: DeriveKey = async (...parts) => {
      derived += 1;
      await wait(50);
      return quickKey(...parts);
    };
    const guess = async (): Promise<unknown> =>
      codeOf((await openVault(path, { ...clock, deriveKey, readOnly: true })).unlock(wrong, never));
    const codes = await Promise.all(Array.from({ length: 10 }, guess));
    expect(codes.filter((code) => code === 'vault.wait')).toHaveLength(7);
    expect(derived).toBe(3);
    expect(await readFile(`${path}.attempts`, 'utf8')).toMatch(/^3 0 /);
  });

  it('keep nobody out who tries the right one many times at once', async () => {
    const { path } = await lockedVault();
    const deriveKey: DeriveKey = (...parts) => wait(50).then(() => quickKey(...parts));
    const unlock = async (): Promise<unknown> =>
      codeOf((await openVault(path, { ...clock, deriveKey, readOnly: true })).unlock(password, never));
    expect(await Promise.all(Array.from({ length: 10 }, unlock))).toEqual(Array.from({ length: 10 }, () => null));
    expect(await siblings(path)).not.toContain('test.vmdeck.attempts');
  });

  it('count when the program dies while it tries, and not when the try is cancelled', async () => {
    const { path, vault } = await lockedVault();
    await failTimes(vault, 2);
    const { passed, open } = gate();
    const deriveKey: DeriveKey = (_password, _salt, _cost, signal) =>
      new Promise((_resolve, reject) => {
        open();
        signal.addEventListener('abort', () => reject(new AppError('cancelled')));
      });
    const ending = new AbortController();
    const dying = (await openVault(path, { ...clock, deriveKey })).unlock(password, ending.signal);
    await passed;
    expect(await readFile(`${path}.attempts`, 'utf8')).toMatch(/^3 1 /);
    ending.abort();
    expect(await codeOf(dying)).toBe('cancelled');
    expect(await readFile(`${path}.attempts`, 'utf8')).toMatch(/^2 0 /);
    await writeFile(`${path}.attempts`, `2 2 ${time.now} ${time.up}`);
    expect(await secondsToWait(vault)).toBe(0);
    expect(await siblings(path)).not.toContain('test.vmdeck.attempts');
  });

  it('are counted although another computer left its lock behind', { timeout: 30_000 }, async () => {
    const { path, vault } = await lockedVault();
    const holder = { host: 'elsewhere', pid: 1, boot: '', started: '', token: '0'.repeat(16) };
    await writeFile(`${path}.attempts.lock`, JSON.stringify(holder));
    await failTimes(vault, 1);
    expect(await readFile(`${path}.attempts`, 'utf8')).toMatch(/^1 0 /);
  });

  it('lie in a file for the owner only, which holds numbers', async () => {
    const { path, vault } = await lockedVault();
    await failTimes(vault, 1);
    expect(await readFile(`${path}.attempts`, 'utf8')).toBe(`1 0 ${time.now} ${time.up}`);
    expect((await stat(`${path}.attempts`)).mode & 0o777).toBe(0o600);
  });
});
