import { AppError } from '../../shared/errors/app-error.ts';
import { readRecord, type ConnectionRecord } from './connection-record.ts';

/** Of connections, among the records of the vault. */
export const recordKind = 'connection';

/** The part of the vault that connections need. Records are decrypted at each `read`. */
export interface RecordVault {
  list(): readonly { readonly id: string; readonly kind: string }[];
  read(id: string): Promise<Uint8Array | null>;
  put(id: string, kind: string, plaintext: Uint8Array): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Connections as the vault keeps them. */
export class ConnectionStore {
  readonly #vault: RecordVault;

  constructor(vault: RecordVault) {
    this.#vault = vault;
  }

  ids(): readonly string[] {
    return this.#vault
      .list()
      .filter(({ kind }) => kind === recordKind)
      .map(({ id }) => id);
  }

  /** @throws AppError `connection.gone`, `vault.record-damaged`, `vault.locked` */
  async read(id: string): Promise<ConnectionRecord> {
    const plaintext = await this.#vault.read(id);
    if (plaintext === null) throw new AppError('connection.gone');
    try {
      return readRecord(plaintext);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('vault.record-damaged', { id });
    } finally {
      plaintext.fill(0);
    }
  }

  async write(id: string, record: ConnectionRecord): Promise<void> {
    const plaintext = new TextEncoder().encode(JSON.stringify(record));
    try {
      await this.#vault.put(id, recordKind, plaintext);
    } finally {
      plaintext.fill(0);
    }
  }

  remove(id: string): Promise<void> {
    return this.#vault.remove(id);
  }
}
