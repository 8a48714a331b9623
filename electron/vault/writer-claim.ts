import { AppError } from '../../shared/errors/app-error.ts';
import { storageError } from './files.ts';
import type { VaultOptions } from './options.ts';

/** Keeps other programs from writing the vault. Callers take turns. */
export class WriterClaim {
  readonly #options: VaultOptions;
  #release: (() => Promise<void>) | null = null;

  constructor(options: VaultOptions) {
    this.#options = options;
  }

  get held(): boolean {
    return this.#release !== null;
  }

  /**
   * Claims the file unless it is claimed already; true when it was free. Opening goes on without a claim where none can
   * be made (read-only folder, full disk) and where nothing will be written; saving does not.
   *
   * @throws AppError `vault.in-use` while another program holds it
   */
  async take(purpose: 'open' | 'save'): Promise<boolean> {
    const { files, path, readOnly } = this.#options;
    if (this.#release !== null || (readOnly === true && purpose === 'open')) return false;
    try {
      this.#release = await files.claim(path);
    } catch (error) {
      if (purpose === 'save') throw storageError(error, path);
      return false;
    }
    if (this.#release === null) throw new AppError('vault.in-use', { path: `${path}.lock` });
    return true;
  }

  async giveUp(): Promise<void> {
    const release = this.#release;
    this.#release = null;
    // What cannot be removed is told from a living claim by its process.
    await release?.().catch(() => undefined);
  }
}
