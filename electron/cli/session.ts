import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import type { VaultCost } from '../../shared/model/vault.ts';
import type { Secret } from '../../shared/util/secret.ts';
import type { ChooseProxy } from '../net/route.ts';
import { buildCloudServices, type CloudServices } from '../services/build.ts';
import type { Audit } from '../services/audit.ts';
import type { Log } from '../services/ports.ts';
import { generationOf } from '../services/vault-session.ts';
import { costOf } from '../vault/cost.ts';
import { storageError } from '../vault/files.ts';
import { nodeVault } from '../vault/options.ts';
import { Vault } from '../vault/vault.ts';
import { isAppOpen } from './app-lock.ts';
import { exitCodes } from './exit-codes.ts';
import { CliFailure } from './failure.ts';

/** An unlocked vault and the use cases on it. The clouds are asked for what a command needs, and not in between. */
export interface Session extends CloudServices {
  readonly vault: Vault;
  /** Connections of the vault that could not be opened. */
  readonly problems: readonly AppError[];
  close(): Promise<void>;
}

/** @throws CliFailure while the app is open, which would later write over what we write */
async function requireClosedApp(path: string): Promise<void> {
  if (await isAppOpen(dirname(path))) throw new CliFailure('cli.app-open', {}, exitCodes.vault);
}

/** Makes a vault, and its folder when there is none. */
export async function createVault(
  path: string,
  password: Secret,
  cost: VaultCost,
  audit: Audit,
  signal: AbortSignal,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw storageError(error, folder);
  });
  await requireClosedApp(path);
  const vault = await Vault.open(nodeVault(path));
  await audit.watch({ action: 'vault.create', parameters: { cost }, begins: true }, () =>
    vault.create(password, costOf(cost), signal),
  );
  await vault.close();
}

/** Unlocks a vault and opens its connections without asking any cloud. */
export async function openSession(
  path: string,
  use: 'read' | 'write',
  askPassword: () => Promise<Secret>,
  { audit, log, systemProxy }: { readonly audit: Audit; readonly log: Log; readonly systemProxy: ChooseProxy },
  signal: AbortSignal,
): Promise<Session> {
  if (use === 'write') await requireClosedApp(path);
  const vault = await Vault.open({ ...nodeVault(path), readOnly: use === 'read' });
  // A password is not worth asking for when none can help.
  if (vault.state === 'absent') throw new AppError('vault.absent');
  if (vault.problem !== null) throw new AppError(vault.problem.code, vault.problem.params);
  const password = await askPassword();
  await audit.watch(
    { action: 'vault.unlock' },
    () => vault.unlock(password, signal),
    () => ({ parameters: generationOf(vault) }),
  );
  const taskStore = { read: () => [], write: () => undefined };
  const services = buildCloudServices({ audit, vault, taskStore, log, systemProxy, follow: false });
  await services.connections.start();
  return {
    ...services,
    vault,
    problems: services.connections.damaged(),
    close: async () => {
      services.tasks.interrupt();
      vault.lock();
      await services.connections.stop();
      await vault.close();
    },
  };
}
