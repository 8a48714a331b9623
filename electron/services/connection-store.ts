import { AppError } from '../../shared/errors/app-error.ts';
import { readRecord, type ConnectionRecord } from './connection-record.ts';

/** Of connections, among the records of the vault. */
export const recordKind = 'connection';

/** The part of the vault that connections need. Records are decrypted at each `read`. */
export interface RecordVault {
  list(): readonly { readonly id: string; readonly kind: string }[];
  read(id: string): Promise<Uint8Array | null>;
  /** All of them in one save, or none. */
  putAll(
    items: Iterable<{ readonly id: string; readonly kind: string; readonly plaintext: Uint8Array }>,
  ): Promise<void>;
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

  /** Every connection in the order of the list, and why others could not be read. */
  async readAll(): Promise<{
    records: { readonly id: string; readonly record: ConnectionRecord }[];
    damaged: Map<string, AppError>;
  }> {
    const damaged = new Map<string, AppError>();
    const records: { id: string; record: ConnectionRecord }[] = [];
    for (const id of this.ids()) {
      try {
        records.push({ id, record: await this.read(id) });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        damaged.set(id, error);
      }
    }
    records.sort((a, b) => a.record.order - b.record.order);
    return { records, damaged };
  }

  write(id: string, record: ConnectionRecord): Promise<void> {
    return this.writeAll([[id, record]]);
  }

  /** In one save. */
  async writeAll(records: readonly (readonly [id: string, record: ConnectionRecord])[]): Promise<void> {
    const items = records.map(([id, record]) => ({
      ...{ id, kind: recordKind, plaintext: new TextEncoder().encode(JSON.stringify(record)) },
    }));
    try {
      await this.#vault.putAll(items);
    } finally {
      for (const { plaintext } of items) plaintext.fill(0);
    }
  }

  /** Gives connections the places in which they are named. */
  async reorder(ids: readonly string[]): Promise<void> {
    const moved: [string, ConnectionRecord][] = [];
    for (const [order, id] of ids.entries()) {
      const record = await this.read(id);
      if (record.order !== order) moved.push([id, { ...record, order }]);
    }
    if (moved.length > 0) await this.writeAll(moved);
  }

  remove(id: string): Promise<void> {
    return this.#vault.remove(id);
  }
}
