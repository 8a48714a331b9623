import { AppError } from '../../shared/errors/app-error.ts';
import { freeName } from '../../shared/model/connection-name.ts';
import type { ImportReport } from '../../shared/model/connection-transfer.ts';
import type { Secret } from '../../shared/util/secret.ts';
import { writeWhole } from '../audit/whole-file.ts';
import { storageError } from '../vault/files.ts';
import { readRegular } from '../vault/regular-file.ts';
import type { Audit } from './audit.ts';
import { decodeConnections, encodeConnections, longestFile, type FileCrypto } from './connection-file.ts';
import type { ConnectionStore } from './connection-store.ts';
import type { Connections } from './connections.ts';
import { refuseOwnFiles } from './own-files.ts';

interface TransferOptions {
  readonly connections: Connections;
  readonly store: ConnectionStore;
  readonly crypto: FileCrypto;
  readonly audit: Audit;
  /** Absolute path of the vault's file. */
  readonly vaultPath: string;
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
   * Writes every connection into a file; its secrets only under a password.
   *
   * @returns how many
   * @throws AppError `storage.*`, `vault.locked`, `vault.own-file`
   */
  exportTo(path: string, password: Secret | null, signal: AbortSignal): Promise<number> {
    const { connections, store, crypto, audit, vaultPath } = this.#options;
    const sealed = password !== null;
    return audit.watch({ action: 'connection.export', parameters: { path, sealed }, begins: sealed }, async () => {
      await refuseOwnFiles(path, vaultPath);
      const records = [];
      for (const { id } of connections.list()) records.push(await store.read(id));
      await save(path, await encodeConnections(records, password, crypto, signal));
      return records.length;
    });
  }

  /**
   * Adds the connections of a file, with a number behind names that are taken. Those about the same as one that is here
   * are left out; those without secrets are switched off.
   *
   * @throws AppError `transfer.*`, `storage.*`, `vault.locked`
   */
  importFrom(path: string, password: Secret | null, signal: AbortSignal): Promise<ImportReport> {
    const { connections, crypto, audit } = this.#options;
    return audit.watch({ action: 'connection.import', parameters: { path } }, async () => {
      const carried = await decodeConnections(await load(path), password, crypto.deriveKey, signal);
      const skipped: string[] = [];
      let added = 0;
      for (const { settings: theirs, secrets } of carried) {
        signal.throwIfAborted();
        const names = connections.list().map((view) => view.settings.name);
        const settings = { ...theirs, name: freeName(theirs.name, names) };
        const bare = { ...settings, disabled: true, privateKey: null, secrets: {} };
        const { privateKey = '', secrets: words = {} } = secrets ?? {};
        try {
          await connections.add(privateKey === '' ? bare : { ...settings, privateKey, secrets: words });
          added += 1;
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'connection.duplicate') throw error;
          skipped.push(theirs.name);
        }
      }
      return { added, skipped, bare: carried.some(({ secrets }) => secrets === null) };
    });
  }
}
