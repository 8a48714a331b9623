/**
 * Saves records into a vault on a small file system until that is full, opens the vault anew, and prints what happened
 * as one JSON line. Wants a mount namespace of its own; without one the kernel's always-full device takes the place of
 * the small file system.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFiles } from '../../electron/vault/node-files.ts';
import type { VaultFiles } from '../../electron/vault/files.ts';
import { nodeVault, type VaultOptions } from '../../electron/vault/options.ts';
import { Vault } from '../../electron/vault/vault.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { Secret } from '../../shared/util/secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'vmdeck-full-'));

function mountSmall(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const recordBytes = 60_000;
const isSmall = mountSmall();
const files: VaultFiles = {
  ...nodeFiles,
  write: (path, bytes) =>
    isSmall || bytes.length < 4 * recordBytes ? nodeFiles.write(path, bytes) : writeFile('/dev/full', bytes),
};

const options: VaultOptions = {
  ...nodeVault(join(folder, 'vault.vmdeck')),
  files,
  cost: { memoryKiB: 19 * 1024, passes: 2, parallelism: 1 },
};
const password = new Secret('correct horse battery staple');
const { signal } = new AbortController();

async function fill(vault: Vault): Promise<{ kept: number; error: AppError }> {
  for (let kept = 0; ; kept += 1) {
    try {
      await vault.put(`record-${kept}`, 'note', new Uint8Array(recordBytes));
    } catch (error) {
      if (error instanceof AppError) return { kept, error };
      throw error;
    }
  }
}

const vault = await Vault.open(options);
await vault.create(password, 'measured', signal);
const { kept, error } = await fill(vault);
await vault.close();
const again = await Vault.open(options);
await again.unlock(password, signal);
const plaintexts = await Promise.all(again.list().map(({ id }) => again.read(id)));
const readable = plaintexts.filter((plaintext) => plaintext?.length === recordBytes).length;
process.stdout.write(JSON.stringify({ code: error.code, path: String(error.params['path']), kept, readable }));
