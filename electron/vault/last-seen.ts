import { hkdfSync } from 'node:crypto';
import { sameBytes } from './layout.ts';
import type { VaultOptions } from './options.ts';
import { replaceSmall } from './small-file.ts';

const mostBytes = 100;
const markLength = 32;

/** An older copy in the place of the vault, at its unlock. */
export interface OlderCopy {
  readonly generation: number;
  /** The later generation that this computer knew of. */
  readonly known: number;
}

/** Proof that whoever wrote a generation had the data key: HKDF-SHA-256 (RFC 5869) without a salt. */
const markOf = (generation: number, dataKey: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', dataKey, new Uint8Array(), `VMDeck generation ${generation}`, markLength));

/**
 * The latest generation that was seen of a vault, in a small file of this computer. It shows an older copy in the place
 * of the vault to whoever did not remove that file too; nobody without the data key can make one up.
 */
export class LastSeen {
  readonly #path: string;
  readonly #options: VaultOptions;
  #noted: string | null = null;
  #older: OlderCopy | null = null;

  constructor(path: string, options: VaultOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** What {@link compare} found, whatever was saved since. */
  get older(): OlderCopy | null {
    return this.#older;
  }

  /** Finds out whether a later generation than the one that was just read is known, and notes this one. */
  async compare(generation: number, dataKey: Uint8Array, hasChanged: () => Promise<boolean>): Promise<void> {
    const known = await this.#generation(dataKey);
    const isLater = known !== null && known > generation;
    // Saved by another program just now: what was read is not the latest, and nobody put it there.
    const isOvertaken = isLater && (await hasChanged().catch(() => true));
    this.#older = isLater && !isOvertaken ? { generation, known } : null;
    if (known !== generation && !isOvertaken) this.note(this.entry(generation, dataKey));
  }

  /** The generation that is known of the vault with this data key, or `null`. */
  async #generation(dataKey: Uint8Array): Promise<number | null> {
    const bytes = await this.#options.files.read(this.#path, mostBytes).catch(() => null);
    const [, number, mark = ''] = /^(\d{1,10}) ([0-9a-f]{64})$/.exec(Buffer.from(bytes ?? []).toString('latin1')) ?? [];
    if (number === undefined) return null;
    return sameBytes(markOf(Number(number), dataKey), Buffer.from(mark, 'hex')) ? Number(number) : null;
  }

  /** What {@link note} takes, made while the data key is there. */
  entry(generation: number, dataKey: Uint8Array): string {
    return `${generation} ${Buffer.from(markOf(generation, dataKey)).toString('hex')}`;
  }

  note(entry: string): void {
    this.#noted = entry;
  }

  /** Writes what was noted. Where that cannot be done, an older copy is not noticed. */
  async keep(): Promise<void> {
    const entry = this.#noted;
    this.#noted = null;
    if (entry !== null) await replaceSmall(this.#path, new TextEncoder().encode(entry), this.#options);
  }

  async forget(): Promise<void> {
    this.#noted = null;
    await this.#options.files.remove(this.#path).catch(() => undefined);
  }
}
