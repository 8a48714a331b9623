import { AppError } from '../../shared/errors/app-error.ts';
import type { VaultOptions } from './options.ts';
import { replaceSmall } from './small-file.ts';

interface Failures {
  /** Wrong ones in a row, and those that are being tried. */
  readonly count: number;
  /** Of them, how many are being tried. */
  readonly pending: number;
  /** Of the last one: milliseconds since the epoch, and since the start of the machine. */
  readonly at: number;
  readonly up: number;
}

const none: Failures = { count: 0, pending: 0, at: 0, up: 0 };
const mostBytes = 200;
const mostCount = 999_999;
const freeTries = 2;
const longestMs = 5 * 60_000;

/** How long to wait after so many wrong passwords in a row: nothing, nothing, 1 s, 2 s, 4 s … 5 min. */
export const delayMs = (count: number): number =>
  count <= freeTries ? 0 : Math.min(longestMs, 1000 * 2 ** Math.min(count - freeTries - 1, 30));
/** Milliseconds: between two looks, for the lock, and for what others are trying, which is taken for wrong after that. */
const limits = { pause: 20, lock: 3_000, pending: 30_000 } as const;
const unheeded = new AbortController().signal;

function parse(bytes: Uint8Array | null): Failures {
  const numbers = /^(\d{1,6}) (\d{1,6}) (\d{1,15}) (\d{1,15})$/.exec(Buffer.from(bytes ?? []).toString('latin1'));
  if (numbers === null) return none;
  const [count = 0, pending = 0, at = 0, up = 0] = numbers.slice(1).map(Number);
  return { count, pending: Math.min(pending, count), at, up };
}

/**
 * Counts wrong passwords in a small file beside the vault, so that neither a restart nor several programs at once make
 * guessing at the keyboard faster. Whoever can change that file can copy the vault too, and is stopped by Argon2id only.
 */
export class Attempts {
  readonly #path: string;
  readonly #options: VaultOptions;
  /** What could not be written: in a folder that takes nothing, memory is all there is. */
  #unwritten: Failures | null = null;

  constructor(path: string, options: VaultOptions) {
    this.#path = path;
    this.#options = options;
  }

  /**
   * Tries a password. It counts as wrong until it has turned out not to be, so that others who try meanwhile wait.
   * Rejects with `vault.wait` while the delay of the last failure runs, and as `attempt` does.
   *
   * @param attempt rejects with `vault.wrong-password` for a wrong one; any other failure is not counted
   */
  async guess<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const begun = await this.#begin(signal);
    try {
      const result = await attempt();
      // Also of tries whose program died: they are settled by nobody else.
      await this.#settle(() => none);
      return result;
    } catch (error) {
      const isWrong = error instanceof AppError && error.code === 'vault.wrong-password';
      await this.#settle((failures) => {
        const pending = failures.pending - 1;
        if (isWrong) return { ...this.#instant(), count: Math.max(1, failures.count), pending };
        const last = failures.at === begun.at ? begun.before : failures;
        return { ...failures, at: last.at, up: last.up, count: failures.count - 1, pending };
      });
      throw error;
    }
  }

  /** Forgets every failure. */
  async forget(): Promise<void> {
    await this.#locked(() => this.#keep(none));
  }

  async #begin(signal: AbortSignal): Promise<{ readonly before: Failures; readonly at: number }> {
    for (let waited = 0; ; waited += limits.pause) {
      const begun = await this.#locked(async () => {
        const failures = await this.#read();
        const left = this.#left(failures);
        // What others are trying may turn out right: then nobody has to wait.
        if (left > 0 && failures.pending > 0 && waited < limits.pending) return null;
        if (left > 0) throw new AppError('vault.wait', { count: Math.ceil(left / 1000) });
        const instant = this.#instant();
        await this.#keep({ ...instant, count: failures.count + 1, pending: failures.pending + 1 });
        return { before: failures, at: instant.at };
      });
      if (begun !== null) return begun;
      await this.#options.sleep(limits.pause, signal).catch((cause: unknown) => {
        throw new AppError('cancelled', {}, { cause });
      });
    }
  }

  #settle(change: (failures: Failures) => Failures): Promise<void> {
    return this.#locked(async () => this.#keep(change(await this.#read())));
  }

  #instant(): Pick<Failures, 'at' | 'up'> {
    const { now, uptime } = this.#options;
    return { at: Math.max(0, Math.round(now())), up: Math.max(0, Math.round(uptime())) };
  }

  /**
   * Milliseconds that have passed since a failure, less than none when nobody can tell. The clock can be set, the machine's
   * own time begins anew with a restart: what tells of less counts, unless it cannot be true.
   */
  #since({ at, up }: Failures): number {
    const instant = this.#instant();
    const byClock = instant.at - at;
    const byMachine = instant.up - up;
    if (byMachine < 0) return byClock;
    return byClock < 0 ? byMachine : Math.min(byClock, byMachine);
  }

  #left(failures: Failures): number {
    return delayMs(failures.count) - this.#since(failures);
  }

  async #read(): Promise<Failures> {
    const stored = await this.#options.files.read(this.#path, mostBytes).then(parse, () => none);
    const failures = this.#unwritten === null || stored.count > this.#unwritten.count ? stored : this.#unwritten;
    const since = this.#since(failures);
    if (since < 0) {
      // Restarted, and the clock moved back: the delay is counted from now on.
      const counted = { ...failures, ...this.#instant(), pending: 0 };
      await this.#keep(counted);
      return counted;
    }
    return since > limits.pending ? { ...failures, pending: 0 } : failures;
  }

  async #keep(failures: Failures): Promise<void> {
    const { files } = this.#options;
    const pending = Math.max(0, failures.pending);
    const count = Math.min(Math.max(pending, failures.count), mostCount);
    const text = `${count} ${pending} ${failures.at} ${failures.up}`;
    const isWritten =
      count === 0
        ? await files.remove(this.#path).then(
            () => true,
            () => false,
          )
        : await replaceSmall(this.#path, new TextEncoder().encode(text), this.#options);
    this.#unwritten = isWritten ? null : { ...failures, count, pending };
  }

  /** Works alone where a lock can be had in time; else all the same, for a lock that was left behind bars nobody. */
  async #locked<T>(work: () => Promise<T>): Promise<T> {
    const { files, sleep } = this.#options;
    let release: (() => Promise<void>) | null = null;
    for (let waited = 0; release === null && waited < limits.lock; waited += limits.pause) {
      try {
        release = await files.claim(this.#path);
      } catch {
        break;
      }
      if (release === null) await sleep(limits.pause, unheeded);
    }
    try {
      return await work();
    } finally {
      await release?.().catch(() => undefined);
    }
  }
}
