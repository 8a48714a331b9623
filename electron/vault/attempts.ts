import { AppError } from '../../shared/errors/app-error.ts';
import type { Random } from './crypto.ts';
import type { VaultFiles } from './files.ts';

interface Failures {
  readonly count: number;
  /** Milliseconds since the epoch of the last one. */
  readonly at: number;
}

const none: Failures = { count: 0, at: 0 };
const mostBytes = 200;
const freeTries = 2;
const longestMs = 5 * 60_000;

/** How long to wait after so many wrong passwords in a row: nothing, nothing, 1 s, 2 s, 4 s … 5 min. */
export const delayMs = (count: number): number =>
  count <= freeTries ? 0 : Math.min(longestMs, 1000 * 2 ** Math.min(count - freeTries - 1, 30));

function parse(bytes: Uint8Array | null): Failures {
  const [, count, at] = /^(\d{1,6}) (\d{1,15})$/.exec(Buffer.from(bytes ?? []).toString('latin1')) ?? [];
  return count === undefined || at === undefined ? none : { count: Number(count), at: Number(at) };
}

/**
 * Counts wrong passwords in a small file beside the vault, so that a restart does not make guessing at the keyboard
 * faster. Whoever can change that file can copy the vault too, and is stopped by Argon2id only.
 */
export class Attempts {
  readonly #path: string;
  readonly #files: VaultFiles;
  readonly #random: Random;
  readonly #now: () => number;
  #failures: Failures | null = null;

  constructor(path: string, files: VaultFiles, random: Random, now: () => number) {
    this.#path = path;
    this.#files = files;
    this.#random = random;
    this.#now = now;
  }

  /** Rejects with `vault.wait` while the delay of the last failure runs. */
  async check(): Promise<void> {
    const failures = await this.#read();
    const now = this.#now();
    const delay = delayMs(failures.count);
    // A clock that was moved back makes nobody wait longer than the delay, counted from now on.
    if (delay > 0 && now < failures.at) await this.#keep({ ...failures, at: now });
    const left = Math.min(failures.at, now) + delay - now;
    if (left > 0) throw new AppError('vault.wait', { seconds: Math.ceil(left / 1000) });
  }

  async failed(): Promise<void> {
    const { count } = await this.#read();
    await this.#keep({ count: Math.min(count + 1, 999_999), at: this.#now() });
  }

  async succeeded(): Promise<void> {
    if ((await this.#read()).count === 0) return;
    this.#failures = none;
    await this.#files.remove(this.#path).catch(() => undefined);
  }

  async #read(): Promise<Failures> {
    const stored = await this.#files.read(this.#path, mostBytes).then(parse, () => none);
    // In a folder that cannot be written to, memory is all there is.
    return this.#failures === null || stored.count > this.#failures.count ? stored : this.#failures;
  }

  async #keep(failures: Failures): Promise<void> {
    this.#failures = failures;
    const text = new TextEncoder().encode(`${failures.count} ${Math.max(0, Math.round(failures.at))}`);
    const temporary = `${this.#path}.${Buffer.from(this.#random(8)).toString('hex')}.tmp`;
    try {
      await this.#files.write(temporary, text);
      await this.#files.rename(temporary, this.#path);
    } catch {
      await this.#files.remove(temporary).catch(() => undefined);
    }
  }
}
