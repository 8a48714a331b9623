import { AppError, Bug, type ErrorData } from '../../shared/errors/app-error.ts';
import type { Secret } from '../../shared/util/secret.ts';
import {
  keyLength,
  passwordBytes,
  passwordLength,
  saltLength,
  seal,
  unseal,
  wipe,
  type DeriveKey,
  type KdfCost,
  type Random,
} from './crypto.ts';
import { encodeVault } from './encode.ts';
import { VaultFile } from './file.ts';
import type { VaultFiles } from './files.ts';
import {
  maxRecords,
  passwordSlotAad,
  recordAad,
  sealRecord,
  type PasswordSlot,
  type StoredRecord,
  type VaultDocument,
  type VaultImage,
} from './layout.ts';
import { checkCost } from './parse.ts';
import { createTurns } from './turns.ts';

export type VaultState = 'absent' | 'locked' | 'unlocked';

/** What can be known of a record without the key. */
export interface RecordSummary {
  readonly id: string;
  readonly kind: string;
  readonly damaged: boolean;
}

export interface PlainRecord {
  readonly id: string;
  readonly kind: string;
  readonly plaintext: Uint8Array;
}

export interface VaultOptions {
  readonly path: string;
  readonly files: VaultFiles;
  readonly random: Random;
  readonly deriveKey: DeriveKey;
  /** Of vaults made by {@link Vault.create}; an existing file keeps its own. */
  readonly cost: KdfCost;
}

/** Unicode code points after normalisation. */
export const minPasswordLength = 8;

type Disk =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly error: AppError }
  | { readonly kind: 'read'; readonly image: VaultImage };

interface Session {
  readonly dataKey: Uint8Array;
}

/**
 * Encrypted records in one file under a master password; README.md has the file's bytes and what is in memory in which
 * state. One instance per path.
 */
export class Vault {
  readonly #options: VaultOptions;
  readonly #file: VaultFile;
  readonly #turn = createTurns();
  readonly #listeners = new Set<() => void>();
  #disk: Disk = { kind: 'absent' };
  #backup = false;
  #session: Session | null = null;
  #busy = false;
  #lockSignal = new AbortController();

  private constructor(options: VaultOptions) {
    this.#options = options;
    this.#file = new VaultFile(options.path, options.files, options.random);
  }

  /** Reads the file, without a key. A file that cannot be used is not a failure here: see {@link problem}. */
  static async open(options: VaultOptions): Promise<Vault> {
    const vault = new Vault(options);
    await vault.#file.tidy();
    await vault.#load();
    return vault;
  }

  get state(): VaultState {
    if (this.#session !== null) return 'unlocked';
    return this.#disk.kind === 'absent' ? 'absent' : 'locked';
  }

  /** Why the file cannot be unlocked, whatever the password: damaged, newer, foreign, unreadable. */
  get problem(): ErrorData | null {
    return this.#disk.kind === 'unreadable' ? this.#disk.error.toData() : null;
  }

  /** Whether {@link restoreBackup} can help: the file is missing or damaged, and its previous generation is whole. */
  get backup(): boolean {
    return this.#backup;
  }

  /** Calls back after every change of state, problem or records. Returns what ends this. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Makes the file and unlocks it. Rejects with `vault.weak-password`, `vault.exists`, `vault.busy`, `storage.*`, or
   * `cancelled` with nothing written. A lock while the file is being written leaves a new, locked vault.
   */
  async create(password: Secret, signal: AbortSignal): Promise<void> {
    if (passwordLength(password) < minPasswordLength) {
      throw new AppError('vault.weak-password', { min: minPasswordLength });
    }
    if (this.#disk.kind !== 'absent') throw new AppError('vault.exists');
    checkCost(this.#options.cost);
    await this.#alone(signal, async (either) => {
      const { cost, random } = this.#options;
      const salt = random(saltLength);
      const passwordKey = await this.#passwordKey(password, salt, cost, either);
      const dataKey = random(keyLength);
      const wrapped = seal(passwordKey, dataKey, passwordSlotAad(cost, salt), random);
      wipe(passwordKey);
      const document = { password: { cost, salt, wrapped }, otherSlots: [], generation: 1, records: new Map() };
      const { bytes, image } = encodeVault(document, dataKey, random);
      try {
        await this.#turn(() => this.#file.create(bytes));
      } catch (error) {
        wipe(dataKey);
        await this.#load();
        this.#notify();
        throw error;
      }
      this.#disk = { kind: 'read', image };
      this.#backup = false;
      this.#begin(dataKey, either);
    });
  }

  /**
   * Checks the password and keeps the data key. Rejects with `vault.wrong-password`, `vault.absent`, the
   * {@link problem}, `vault.corrupt` when the index was tampered with, `vault.busy`, or `cancelled` when the signal is
   * aborted or the vault is locked meanwhile.
   */
  async unlock(password: Secret, signal: AbortSignal): Promise<void> {
    const image = this.#image();
    await this.#alone(signal, async (either) => {
      const dataKey = await this.#unwrap(password, image.document.password, either);
      const seal = unseal(dataKey, image.indexSeal, image.indexed);
      if (seal === null) {
        wipe(dataKey);
        throw new AppError('vault.corrupt');
      }
      if (this.#session !== null) wipe(dataKey);
      else this.#begin(dataKey, either);
    });
  }

  /** Zeroes the data key, at once. A save that already has its bytes completes; whatever else waits is refused. */
  lock(): void {
    this.#lockSignal.abort();
    this.#lockSignal = new AbortController();
    if (this.#session === null) return;
    wipe(this.#session.dataKey);
    this.#session = null;
    this.#notify();
  }

  /** The records as of the last save; needs no key. */
  list(): readonly RecordSummary[] {
    if (this.#disk.kind !== 'read') return [];
    return [...this.#disk.image.document.records.values()].map(({ id, kind, damaged }) => ({ id, kind, damaged }));
  }

  /**
   * Decrypts one record as of the last save, or gives `null` when there is none. The caller zeroes the result. Rejects
   * with `vault.locked` or `vault.record-damaged`.
   */
  read(id: string): Promise<Uint8Array | null> {
    return new Promise((resolve) => {
      const { dataKey } = this.#unlocked();
      const record = this.#image().document.records.get(id);
      resolve(record === undefined ? null : openRecord(dataKey, record));
    });
  }

  /**
   * Adds or replaces a record and saves. The plaintext is sealed before this returns its promise: the caller may zero
   * it at once. Rejects with `vault.locked` or `storage.*`, and the record is then as it was.
   */
  put(id: string, kind: string, plaintext: Uint8Array): Promise<void> {
    return this.putAll([{ id, kind, plaintext }]);
  }

  /** As {@link put}, for many records in one save. */
  async putAll(items: Iterable<PlainRecord>): Promise<void> {
    const session = this.#unlocked();
    const { random } = this.#options;
    const sealed = Array.from(items, ({ id, kind, plaintext }) =>
      sealRecord(session.dataKey, id, kind, plaintext, random),
    );
    await this.#edit(session, (records) => sealed.forEach((record) => records.set(record.id, record)));
  }

  /** Removes a record, damaged or not, and saves. One that is not there is no failure. */
  async remove(id: string): Promise<void> {
    await this.#edit(this.#unlocked(), (records) => records.delete(id));
  }

  /** Locks, puts the previous generation in the file's place and keeps the file as `<name>.kept-N`. */
  async restoreBackup(): Promise<void> {
    this.lock();
    await this.#alone(this.#lockSignal.signal, async () => {
      await this.#turn(async () => {
        await this.#file.restoreBackup();
        await this.#load();
      });
    });
    this.#notify();
  }

  /** Reads the file again, which someone may have put right meanwhile. Does nothing while unlocked. */
  async reload(): Promise<void> {
    if (this.#session !== null) return;
    await this.#alone(this.#lockSignal.signal, () => this.#turn(() => this.#load()));
    this.#notify();
  }

  #image(): VaultImage {
    if (this.#disk.kind === 'unreadable') throw this.#disk.error;
    if (this.#disk.kind === 'absent') throw new AppError('vault.absent');
    return this.#disk.image;
  }

  #unlocked(): Session {
    if (this.#session === null) throw new AppError('vault.locked');
    return this.#session;
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  #begin(dataKey: Uint8Array, signal: AbortSignal): void {
    if (signal.aborted) wipe(dataKey);
    else this.#session = { dataKey };
    this.#notify();
  }

  async #load(): Promise<void> {
    try {
      const image = await this.#file.read();
      this.#disk = image === null ? { kind: 'absent' } : { kind: 'read', image };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#disk = { kind: 'unreadable', error };
    }
    const whole = this.#disk.kind === 'read' && !isDamaged(this.#disk.image.document);
    this.#backup = !whole && (await this.#file.hasBackup());
  }

  async #alone(signal: AbortSignal, work: (either: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#busy) throw new AppError('vault.busy');
    this.#busy = true;
    try {
      await work(AbortSignal.any([signal, this.#lockSignal.signal]));
    } finally {
      this.#busy = false;
    }
  }

  async #passwordKey(password: Secret, salt: Uint8Array, cost: KdfCost, signal: AbortSignal): Promise<Uint8Array> {
    const bytes = passwordBytes(password);
    const key = await this.#options.deriveKey(bytes, salt, cost, signal).finally(() => wipe(bytes));
    if (!signal.aborted) return key;
    wipe(key);
    throw new AppError('cancelled');
  }

  async #unwrap(password: Secret, { cost, salt, wrapped }: PasswordSlot, signal: AbortSignal): Promise<Uint8Array> {
    const passwordKey = await this.#passwordKey(password, salt, cost, signal);
    const dataKey = unseal(passwordKey, wrapped, passwordSlotAad(cost, salt));
    wipe(passwordKey);
    if (dataKey === null) throw new AppError('vault.wrong-password');
    return dataKey;
  }

  #edit(session: Session, change: (records: Map<string, StoredRecord>) => void): Promise<void> {
    return this.#turn(async () => {
      if (this.#session !== session) throw new AppError('vault.locked');
      const { document } = this.#image();
      const records = new Map(document.records);
      change(records);
      if (records.size > maxRecords) throw new Bug('Too many records for a vault');
      const next = { ...document, generation: document.generation + 1, records };
      const { bytes, image } = encodeVault(next, session.dataKey, this.#options.random);
      // A backup from before the damage may hold the record whole, so a damaged file does not replace it.
      await this.#file.replace(bytes, !isDamaged(document), () => {
        this.#disk = { kind: 'read', image };
        this.#notify();
      });
    });
  }
}

const isDamaged = (document: VaultDocument): boolean => [...document.records.values()].some(({ damaged }) => damaged);

function openRecord(dataKey: Uint8Array, { id, kind, sealed, damaged }: StoredRecord): Uint8Array {
  const plaintext = damaged ? null : unseal(dataKey, sealed, recordAad(id, kind));
  if (plaintext === null) throw new AppError('vault.record-damaged', { id });
  return plaintext;
}
