import { AppError } from '../../shared/errors/app-error.ts';
import type { ImportReport } from '../../shared/model/connection-transfer.ts';
import type { Secret } from '../../shared/util/secret.ts';
import { writeWhole } from '../audit/whole-file.ts';
import { storageError } from '../vault/files.ts';
import { readRegular } from '../vault/regular-file.ts';
import type { Vault } from '../vault/vault.ts';
import type { Audit } from './audit.ts';
import { decodeConnections, encodeConnections, longestFile, type FileCrypto } from './connection-file.ts';
import { deedOn } from './connection-changes.ts';
import { planImport } from './connection-import.ts';
import type { ConnectionStore } from './connection-store.ts';
import type { Connections } from './connections.ts';
import { refuseOwnFiles } from './own-files.ts';
import type { NewId } from './ports.ts';

interface TransferOptions {
  readonly connections: Connections;
  readonly store: ConnectionStore;
  readonly crypto: FileCrypto;
  readonly audit: Audit;
  readonly newId: NewId;
  readonly vault: Pick<Vault, 'path' | 'keys' | 'state'>;
}

/** Writes a file that its owner alone can read: the whole, or nothing. */
async function save(path: string, text: string): Promise<void> {
  try {
    await writeWhole(path, (handle) => handle.writeFile(text));
  } catch (error) {
    throw storageError(error, path);
  }
}

async function load(path: string): Promise<string> {
  try {
    const bytes = await readRegular(path, longestFile + 1);
    if (bytes.length > longestFile) throw new AppError('transfer.foreign');
    return Buffer.from(bytes).toString('utf8');
  } catch (error) {
    throw error instanceof AppError ? error : storageError(error, path);
  }
}

/** Carries connections from one installation to another. */
export class ConnectionTransfer {
  readonly #options: TransferOptions;

  constructor(options: TransferOptions) {
    this.#options = options;
  }

  /**
   * Writes every connection into a file; its secrets only under a password, and for who has just opened the vault.
   *
   * @returns how many
   * @throws AppError `storage.*`, `vault.locked`, `vault.own-file`
   */
  exportTo(path: string, password: Secret | null, signal: AbortSignal): Promise<number> {
    return this.#export(path, password, () => Promise.resolve(), signal);
  }

  /**
   * As {@link exportTo} with secrets, for whoever knows the master password: somebody may have found the vault unlocked.
   *
   * @param current the master password
   * @throws AppError as that does, `vault.wrong-password`, `vault.wait`, `vault.busy`
   */
  exportSecrets(path: string, current: Secret, password: Secret, signal: AbortSignal): Promise<number> {
    return this.#export(path, password, () => this.#options.vault.keys.confirm(current, signal), signal);
  }

  #export(path: string, password: Secret | null, confirm: () => Promise<void>, signal: AbortSignal): Promise<number> {
    const { connections, store, crypto, audit, vault } = this.#options;
    const sealed = password !== null;
    return audit.watch({ action: 'connection.export', parameters: { path, sealed }, begins: sealed }, async () => {
      await confirm();
      await refuseOwnFiles(path, vault.path);
      const records = [];
      for (const { id } of connections.list()) records.push(await store.read(id));
      const text = await encodeConnections(records, password, crypto, signal);
      // A lock meanwhile has left no connections to write, in the place of a file that may have had them.
      if (vault.state !== 'unlocked') throw new AppError('vault.locked');
      await save(path, text);
      return records.length;
    });
  }

  /**
   * Adds the connections of a file in one save, or none, with a number behind names that are taken. Those about the same as
   * one that is here are left out; those without secrets are switched off.
   *
   * @param keepTrust takes the ways to servers from a file without keys too, which anybody can have written
   * @throws AppError `transfer.*`, `storage.*`, `tls.bad-authority`, `vault.locked`
   */
  importFrom(path: string, password: Secret | null, keepTrust: boolean, signal: AbortSignal): Promise<ImportReport> {
    const { connections, crypto, audit, newId } = this.#options;
    const operationId = newId();
    const parameters = { path, keepTrust };
    const take = async () => {
      const carried = await decodeConnections(await load(path), password, crypto.deriveKey, signal);
      const plan = await connections.addAll((present) => {
        signal.throwIfAborted();
        return planImport(carried, present, keepTrust);
      });
      const deeds = plan.taken.map(({ settings }, at) => deedOn('add', plan.ids[at] ?? '', settings));
      await audit.recordAll(deeds.map((deed) => ({ ...deed, operationId })));
      return { ...plan, bare: carried.some(({ secrets }) => secrets === null) };
    };
    const learn = ({ taken }: Awaited<ReturnType<typeof take>>) => ({
      parameters: { ...parameters, added: taken.length, names: taken.map(({ settings }) => settings.name).join(', ') },
    });
    return audit
      .watch({ action: 'connection.import', parameters, operationId }, take, learn)
      .then(({ taken, skipped, brought, plain, bare }) => ({
        ...{ added: taken.length, skipped: [...skipped], bare },
        ...{ brought: [...brought], plain: [...plain], waysKept: keepTrust },
      }));
  }
}
