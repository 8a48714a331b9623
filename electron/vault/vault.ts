import { AppError, Bug, type ErrorData } from '../../shared/errors/app-error.ts';
import type { Secret } from '../../shared/util/secret.ts';
import { Attempts } from './attempts.ts';
import { checkNewCost } from './cost.ts';
import { keyLength, unseal, wipe, type KdfCost } from './crypto.ts';
import { VaultDisk } from './disk.ts';
import { encodeVault, withSlotsOf } from './encode.ts';
import { VaultFile, type Backups } from './file.ts';
import { VaultKeys } from './keys.ts';
import { LastSeen, type OlderCopy } from './last-seen.ts';
import { isDamaged, maxRecords, openRecord, sealRecord, type StoredRecord, type VaultDocument } from './layout.ts';
import type { VaultOptions } from './options.ts';
import { checkPassword, unwrapByPassword, wrapByPassword } from './password.ts';
import type { PlainRecord, RecordSummary } from './record.ts';
import { exportVault, importVault, type ExportResult, type ImportResult, type ImportRule } from './transfer.ts';
import { createTurns } from './turns.ts';
import { WriterClaim } from './writer-claim.ts';

export type VaultState = 'absent' | 'locked' | 'unlocked';

interface Session {
  readonly dataKey: Uint8Array;
}

const noBackups: Backups = { whole: new Map(), broken: [] };

/**
 * Encrypted records in one file under a master password; README.md has the file's bytes and what is in memory in which
 * state. One instance per path.
 */
export class Vault {
  /** With the path of the file itself, behind symbolic links. */
  readonly #options: VaultOptions;
  readonly #file: VaultFile;
  readonly #disk: VaultDisk;
  readonly #attempts: Attempts;
  readonly #seen: LastSeen;
  readonly #claim: WriterClaim;
  readonly #turn = createTurns();
  readonly #listeners = new Set<() => void>();
  #session: Session | null = null;
  #busy = false;
  #lockSignal = new AbortController();
  /** As it was asked for, which may be a symbolic link to the file. */
  readonly path: string;
  /** How the data key is reached. */
  readonly keys: VaultKeys;

  private constructor(options: VaultOptions, asked: string) {
    this.path = asked;
    this.#options = options;
    const { path, files, random } = options;
    this.#file = new VaultFile(path, files, random);
    this.#disk = new VaultDisk(this.#file);
    this.#attempts = new Attempts(`${path}.attempts`, options);
    this.#seen = new LastSeen(`${asked}.seen`, options);
    this.#claim = new WriterClaim(options);
    this.keys = new VaultKeys({
      options,
      document: () => this.#disk.image().document,
      dataKey: () => this.#unlocked().dataKey,
      alone: (signal, work) => this.#alone(signal, work),
      enter: (signal, open, next) => this.#enter(signal, open, next),
      verify: async (password, signal) => wipe(await this.#unwrap(password, this.#disk.image().document, signal)),
      newCost: (signal) => this.#cost(signal),
      saveSlots: (change) => this.#saveSlots(change),
    });
  }

  /**
   * Reads the file, without a key. A file that cannot be used is not a failure here: see {@link problem}. Where the path
   * is a symbolic link, what it leads to now is the file: saves, generations, lock and counts go there.
   */
  static async open(options: VaultOptions): Promise<Vault> {
    const vault = new Vault({ ...options, path: await options.files.real(options.path) }, options.path);
    await vault.#disk.load();
    return vault;
  }

  get state(): VaultState {
    if (this.#session !== null) return 'unlocked';
    return this.#disk.isAbsent ? 'absent' : 'locked';
  }

  /** Why the file cannot be unlocked, whatever the password: damaged, newer, foreign, unreadable. */
  get problem(): ErrorData | null {
    return this.#disk.problem;
  }

  /** Whether {@link restoreBackup} can help: the file is missing or damaged, and its previous generation is whole. */
  get backup(): boolean {
    return this.#disk.backup;
  }

  /** How many times the file has been saved; `null` when it cannot be read. Needs no key. */
  get generation(): number | null {
    return this.#disk.readable?.document.generation ?? null;
  }

  /** Both generations while what was unlocked was an older copy than the one that this computer knew of; else `null`. */
  get older(): OlderCopy | null {
    return this.#session === null ? null : this.#seen.older;
  }

  /** Calls back after every change of state, problem or records. Returns what ends this. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Makes the file and unlocks it. Rejects with `vault.weak-password`, `vault.exists`, `vault.busy`, `storage.*`, or
   * `cancelled` with nothing written. A lock while the file is being written leaves a new, locked vault.
   * A cost that is `measured` is the one of the options.
   */
  async create(password: Secret, cost: KdfCost | 'measured', signal: AbortSignal): Promise<void> {
    checkPassword(password);
    if (!this.#disk.isAbsent) throw new AppError('vault.exists');
    await this.#alone(signal, (either) => this.#claimed(() => this.#make(password, cost, either)));
  }

  /**
   * Checks the password and keeps the data key. Rejects with `vault.wrong-password`, `vault.wait` after several wrong
   * ones, `vault.in-use` while another program writes, `vault.absent`, the {@link problem}, `vault.corrupt` when the
   * index was tampered with, `vault.busy`, or `cancelled` when the signal is aborted or the vault is locked meanwhile.
   */
  unlock(password: Secret, signal: AbortSignal): Promise<void> {
    return this.#enter(signal, (document, either) => this.#unwrap(password, document, either));
  }

  /** Zeroes the data key, at once. A save that already has its bytes completes; whatever else waits is refused. */
  lock(): void {
    this.#lockSignal.abort();
    this.#lockSignal = new AbortController();
    if (this.#session === null) return;
    wipe(this.#session.dataKey);
    this.#session = null;
    void this.#turn(() => this.#giveUpClaim());
    this.#notify();
  }

  /** Locks, and resolves when what was being saved is saved and other programs may write. */
  async close(): Promise<void> {
    this.lock();
    await this.#turn(() => Promise.resolve());
  }

  /** The records as of the last save; needs no key. */
  list(): readonly RecordSummary[] {
    return this.#disk.records;
  }

  /**
   * Decrypts one record as of the last save, or gives `null` when there is none. The caller zeroes the result. Rejects
   * with `vault.locked` or `vault.record-damaged`.
   */
  read(id: string): Promise<Uint8Array | null> {
    return new Promise((resolve) => {
      const { dataKey } = this.#unlocked();
      const record = this.#disk.image().document.records.get(id);
      const plaintext = record === undefined ? null : openRecord(dataKey, record);
      if (record !== undefined && plaintext === null) throw new AppError('vault.record-damaged', { id });
      resolve(plaintext);
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
    await this.#editRecords(session, (records) => sealed.forEach((record) => records.set(record.id, record)));
  }

  /** Removes a record, damaged or not, and saves. One that is not there is no failure. */
  async remove(id: string): Promise<void> {
    await this.#editRecords(this.#unlocked(), (records) => records.delete(id));
  }

  /** Locks, puts the latest whole generation in the file's place and keeps the file as `<name>.kept-N`. */
  async restoreBackup(): Promise<void> {
    this.lock();
    await this.#alone(this.#lockSignal.signal, () =>
      this.#claimed(() =>
        this.#turn(async () => {
          await this.#file.restoreBackup();
          await this.#disk.load();
        }),
      ),
    );
    this.#notify();
  }

  /** Locks and removes the file with every copy that was kept of it. Nothing brings them back. */
  async destroy(): Promise<void> {
    this.lock();
    const work = () => this.#turn(() => this.#file.destroy().finally(() => this.#disk.load()));
    await this.#alone(this.#lockSignal.signal, () => this.#claimed(work)).finally(async () => {
      if (this.state === 'absent') await Promise.all([this.#attempts.forget(), this.#seen.forget()]);
      this.#notify();
    });
  }

  /**
   * See {@link exportVault}. Rejects with `vault.wrong-password` or `vault.wait` unless `current` opens this vault: its
   * secrets leave it.
   */
  exportTo(path: string, current: Secret, own: Secret, signal: AbortSignal): Promise<ExportResult> {
    return this.#alone(signal, async (either) => {
      this.#unlocked();
      const { document } = this.#disk.image();
      wipe(await this.#unwrap(current, document, either));
      return exportVault(this, { ...this.#options, cost: document.password.cost }, path, own, either);
    });
  }

  /** See {@link importVault}. */
  importFrom(path: string, password: Secret, rule: ImportRule, signal: AbortSignal): Promise<ImportResult> {
    this.#unlocked();
    const either = AbortSignal.any([signal, this.#lockSignal.signal]);
    return importVault(this, { ...this.#options, path }, password, rule, either);
  }

  /** Reads the file again, which someone may have put right meanwhile. Does nothing while unlocked. */
  async reload(): Promise<void> {
    if (this.#session !== null) return;
    await this.#alone(this.#lockSignal.signal, () => this.#turn(() => this.#disk.load()));
    this.#notify();
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

  async #alone<T>(signal: AbortSignal, work: (either: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#busy) throw new AppError('vault.busy');
    this.#busy = true;
    try {
      return await work(AbortSignal.any([signal, this.#lockSignal.signal]));
    } finally {
      this.#busy = false;
    }
  }

  async #make(password: Secret, wanted: KdfCost | 'measured', either: AbortSignal): Promise<void> {
    const { random } = this.#options;
    const cost = wanted === 'measured' ? await this.#cost(either) : wanted;
    checkNewCost(cost);
    const dataKey = random(keyLength);
    try {
      const slot = await wrapByPassword(this.#options, () => dataKey, password, cost, either);
      const document = { password: slot, otherSlots: [], generation: 1, records: new Map() };
      const { bytes, image } = encodeVault(document, dataKey, random);
      await this.#turn(() => this.#file.create(bytes));
      this.#disk.written(image);
      this.#seen.note(this.#seen.entry(document.generation, dataKey));
    } catch (error) {
      wipe(dataKey);
      await this.#disk.load();
      this.#notify();
      throw error;
    }
    this.#begin(dataKey, either);
  }

  #cost(signal: AbortSignal): Promise<KdfCost> {
    const { cost } = this.#options;
    return typeof cost === 'function' ? cost(signal) : Promise.resolve(cost);
  }

  async #enter(
    signal: AbortSignal,
    open: (document: VaultDocument, either: AbortSignal) => Promise<Uint8Array>,
    next?: (either: AbortSignal) => Promise<void>,
  ): Promise<void> {
    this.#disk.image();
    await this.#alone(signal, (either) =>
      this.#claimed(async () => {
        if (this.#session === null) await this.#disk.refresh();
        const image = this.#disk.image();
        const dataKey = await open(image.document, either);
        if (unseal(dataKey, image.indexSeal, image.indexed) === null) {
          wipe(dataKey);
          throw new AppError('vault.corrupt');
        }
        if (this.#session !== null) wipe(dataKey);
        else {
          await this.#seen.compare(image.document.generation, dataKey, () => this.#file.hasChanged());
          this.#begin(dataKey, either);
          await this.#seen.keep();
        }
        // What hinders this hinders no unlock; the next one tries again.
        await this.#alignBackups(image.document).catch(() => undefined);
        await next?.(either).catch((error: unknown) => {
          this.lock();
          throw error;
        });
      }),
    );
  }

  /** Works while other writers are kept out, and goes on keeping them out when the vault is unlocked then. */
  async #claimed(work: () => Promise<void>): Promise<void> {
    await this.#turn(() => this.#takeClaim('open'));
    try {
      await work();
    } finally {
      await this.#turn(() => this.#giveUpClaim());
    }
  }

  async #takeClaim(purpose: 'open' | 'save'): Promise<void> {
    if (await this.#claim.take(purpose)) await this.#file.tidy();
  }

  async #giveUpClaim(): Promise<void> {
    if (this.#session !== null) return;
    await this.#seen.keep();
    await this.#claim.giveUp();
  }

  #unwrap(password: Secret, { password: slot }: VaultDocument, signal: AbortSignal): Promise<Uint8Array> {
    const open = (): Promise<Uint8Array> => unwrapByPassword(this.#options.deriveKey, password, slot, signal);
    return this.#attempts.guess(open, signal);
  }

  #editRecords(session: Session, change: (records: Map<string, StoredRecord>) => void): Promise<void> {
    return this.#edit(session, true, (document) => {
      const records = new Map(document.records);
      change(records);
      if (records.size > maxRecords) throw new Bug('Too many records for a vault');
      return { ...document, records };
    });
  }

  /**
   * Earlier generations get the same slots, and get them first: a password or key that was revoked must not open them
   * either, and one that cannot be seen to leaves the file as it was.
   */
  #saveSlots(change: (slots: VaultDocument) => Pick<VaultDocument, 'password' | 'otherSlots'>): Promise<void> {
    return this.#edit(this.#unlocked(), false, (document) => ({ ...document, ...change(document) }));
  }

  async #alignBackups(document: VaultDocument): Promise<void> {
    const key = (): Uint8Array | null => this.#session?.dataKey ?? null;
    if (this.#claim.held) await this.#turn(() => this.#file.alignBackups(document, key));
  }

  #edit(session: Session, records: boolean, change: (document: VaultDocument) => VaultDocument): Promise<void> {
    return this.#turn(async () => {
      await this.#takeClaim('save');
      const key = (): Uint8Array | null => (this.#session === session ? session.dataKey : null);
      const { whole, broken } = records ? noBackups : await this.#file.backups();
      // Nothing may come between this and the encoding: a lock zeroes the key, and a file sealed with it would be lost.
      if (this.#session !== session) throw new AppError('vault.locked');
      const { document } = this.#disk.image();
      const next = { ...change(document), generation: document.generation + 1 };
      const { bytes, image } = encodeVault(next, session.dataKey, this.#options.random);
      const rewritten = withSlotsOf(next, whole, session.dataKey, this.#options.random);
      const seen = this.#seen.entry(next.generation, session.dataKey);
      const prepare = async (): Promise<void> => {
        if (!records) await this.#file.rewriteBackups(rewritten, broken);
        // A backup from before the damage may hold the record whole, so a damaged file does not replace it.
        else if (!isDamaged(document)) await this.#file.keepPresent();
      };
      const done = (): void => {
        this.#disk.written(image);
        this.#seen.note(seen);
        this.#notify();
      };
      await this.#file.replace(bytes, prepare, done).catch(async (error: unknown) => {
        // What cannot be put back now is by the next unlock.
        if (!records) await this.#file.alignBackups(document, key).catch(() => undefined);
        throw error;
      });
    });
  }
}
