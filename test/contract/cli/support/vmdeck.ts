import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openAudit } from '../../../../electron/services/open-audit.ts';
import { nodeVault } from '../../../../electron/vault/options.ts';
import { Vault } from '../../../../electron/vault/vault.ts';
import { Secret } from '../../../../shared/util/secret.ts';

export const script = join(import.meta.dirname, '..', '..', '..', '..', 'scripts', 'cli.mjs');
export const masterPassword = 'planted-master-password';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Call {
  readonly env?: Readonly<Record<string, string>>;
  /** Written to standard input, which is then closed; null leaves it open and silent. */
  readonly stdin?: string | null;
  readonly onStart?: (child: ChildProcess) => void;
}

/** Our own settings must not reach the command. */
const cleanEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VMDECK_|LC_|LANG|XDG_CONFIG)/.test(name)),
);

/** Runs the command line as a process of its own, as `npm run cli` does. */
export function vmdeck(
  args: readonly string[],
  { env = { VMDECK_MASTER_PASSWORD: masterPassword }, stdin = '', onStart }: Call = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [script, ...args], { env: { ...cleanEnvironment, ...env } });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  // A command that refuses its arguments may be gone before it has read anything.
  child.stdin.on('error', () => undefined);
  if (stdin !== null) child.stdin.end(stdin);
  onStart?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vmdeck-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** A folder with an empty vault whose key costs the least that the vault accepts, and the log of its making. */
export async function folderWithVault(): Promise<string> {
  const folder = await temporaryFolder();
  const path = join(folder, 'vault.vmdeck');
  const audit = await openAudit(path, 'cli', { write: () => undefined });
  const vault = await Vault.open({
    ...nodeVault(path),
    cost: { memoryKiB: 19 * 1024, passes: 2, parallelism: 1 },
  });
  await vault.create(new Secret(masterPassword), 'measured', new AbortController().signal);
  await vault.close();
  audit.record({ action: 'vault.create' }, { outcome: 'done' });
  await audit.close();
  return folder;
}

interface Cloud {
  readonly url: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** A folder with a vault that knows one cloud, called Lab. */
export async function folderWithCloud(cloud: Cloud, change: Partial<Cloud> = {}): Promise<string> {
  const folder = await folderWithVault();
  const { url, publicKey, privateKey } = { ...cloud, ...change };
  const { code, stderr } = await vmdeck(
    ['connection', 'add', '--data-dir', folder, '--name', 'Lab', '--url', url, '--public-key', publicKey],
    { env: { VMDECK_MASTER_PASSWORD: masterPassword, VMDECK_PRIVATE_KEY: privateKey } },
  );
  if (code !== 0) throw new Error(stderr);
  return folder;
}
