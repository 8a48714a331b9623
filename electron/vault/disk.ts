import { AppError, type ErrorData } from '../../shared/errors/app-error.ts';
import type { VaultFile } from './file.ts';
import { isDamaged, type VaultImage } from './layout.ts';
import type { RecordSummary } from './record.ts';

type Content =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly error: AppError }
  | { readonly kind: 'read'; readonly image: VaultImage };

/** What is known of the vault's file: as it was last read or written here. */
export class VaultDisk {
  readonly #file: VaultFile;
  #content: Content = { kind: 'absent' };
  #backup = false;

  constructor(file: VaultFile) {
    this.#file = file;
  }

  get isAbsent(): boolean {
    return this.#content.kind === 'absent';
  }

  get problem(): ErrorData | null {
    return this.#content.kind === 'unreadable' ? this.#content.error.toData() : null;
  }

  /** The file is missing or damaged, and an earlier generation is whole. */
  get backup(): boolean {
    return this.#backup;
  }

  /** The file that can be read, or `null`. */
  get readable(): VaultImage | null {
    return this.#content.kind === 'read' ? this.#content.image : null;
  }

  /** @throws AppError `vault.absent`, or why the file cannot be used */
  image(): VaultImage {
    if (this.#content.kind === 'unreadable') throw this.#content.error;
    if (this.#content.kind === 'absent') throw new AppError('vault.absent');
    return this.#content.image;
  }

  get records(): readonly RecordSummary[] {
    const records = this.readable?.document.records.values() ?? [];
    return [...records].map(({ id, kind, damaged }) => ({ id, kind, damaged }));
  }

  /** Notes what has just been written. */
  written(image: VaultImage): void {
    this.#content = { kind: 'read', image };
    if (!isDamaged(image.document)) this.#backup = false;
  }

  /** Reads the file. One that cannot be used is no failure here. */
  async load(): Promise<void> {
    try {
      const image = await this.#file.read();
      this.#content = image === null ? { kind: 'absent' } : { kind: 'read', image };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#content = { kind: 'unreadable', error };
    }
    const isWhole = this.#content.kind === 'read' && !isDamaged(this.#content.image.document);
    this.#backup = !isWhole && (await this.#file.hasBackup());
  }

  /** As {@link load} when somebody else has put another file in the place. */
  async refresh(): Promise<void> {
    if (await this.#file.hasChanged()) await this.load();
  }
}
