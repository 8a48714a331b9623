import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DeriveKey, KdfCost } from '../../../../electron/vault/crypto.ts';
import { nodeVault, type VaultOptions } from '../../../../electron/vault/options.ts';
import { Vault } from '../../../../electron/vault/vault.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../../shared/errors/codes.ts';
import { Secret } from '../../../../shared/util/secret.ts';

export const floor: KdfCost = { memoryKiB: 19 * 1024, passes: 2, parallelism: 1 };
export const password = new Secret('correct horse battery');
export const never = new AbortController().signal;

/** Stands in for Argon2id where thousands of unlocks are tried: depends on every input, costs nothing. */
export const quickKey: DeriveKey = (secret, salt, cost) =>
  Promise.resolve(
    new Uint8Array(createHash('sha256').update(secret).update(salt).update(JSON.stringify(cost)).digest()),
  );

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vault-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export const newPath = async (): Promise<string> => join(await temporaryFolder(), 'test.vmdeck');

export const openVault = (path: string, overrides: Partial<VaultOptions> = {}): Promise<Vault> =>
  Vault.open({ ...nodeVault(path), random, deriveKey: quickKey, cost: floor, ...overrides });

export async function newVault(path: string, overrides: Partial<VaultOptions> = {}): Promise<Vault> {
  const vault = await openVault(path, overrides);
  await vault.create(password, 'measured', never);
  return vault;
}

/** Reads and unlocks without keeping others from writing. */
export async function reopen(path: string): Promise<Vault> {
  const vault = await openVault(path, { readOnly: true });
  await vault.unlock(password, never);
  return vault;
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export async function textOf(vault: Vault, id: string): Promise<string | null> {
  const bytes = await vault.read(id);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** What a promise rejected with, which must be an AppError, or `null` when it was kept. */
export async function failureOf(work: Promise<unknown>): Promise<AppError | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

export const codeOf = async (work: Promise<unknown>): Promise<ErrorCode | null> =>
  (await failureOf(work))?.code ?? null;

/** A deferred: a promise and what keeps it. */
export function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
