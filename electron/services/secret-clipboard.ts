import { createHmac, randomBytes } from 'node:crypto';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ClipboardState, CopiedSecret } from '../../shared/model/clipboard.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Secret } from '../../shared/util/secret.ts';
import { createListeners } from './listeners.ts';
import type { Log } from './ports.ts';

/** The clipboard of the system. Each of these may reject. */
export interface SystemClipboard {
  /** Puts a text there; answers whether it is marked as one that clipboard histories leave out. */
  write(text: string): Promise<{ readonly concealed: boolean }>;
  /** Empty when there is no text. */
  read(): Promise<string>;
  clear(): Promise<void>;
}

interface SecretClipboardOptions {
  readonly clipboard: SystemClipboard;
  readonly clock: Clock;
  /** How long a secret stays. */
  readonly seconds: () => number;
  readonly log: Log;
}

type Recognises = (text: string) => boolean;

/** Recognises the text that was copied without keeping it: a keyed hash, so that a short one cannot be guessed. */
function recogniser(text: string): Recognises {
  const key = randomBytes(32);
  const digest = (value: string): string => createHmac('sha256', key).update(value).digest('base64');
  const wanted = digest(text);
  return (other) => digest(other) === wanted;
}

interface Held {
  readonly isOurs: Recognises;
  readonly wait: AbortController;
  readonly until: number;
}

/** Copies secrets, and takes them off the clipboard again unless somebody has copied something else meanwhile. */
export class SecretClipboard {
  readonly #options: SecretClipboardOptions;
  readonly #changed = createListeners<ClipboardState>();
  #held: Held | null = null;
  #problem: AppError | null = null;
  /** Counts the demands to clear, so that a copy under way learns of one. */
  #clears = 0;

  constructor(options: SecretClipboardOptions) {
    this.#options = options;
  }

  onChange(listener: (state: ClipboardState) => void): () => void {
    return this.#changed.add(listener);
  }

  state(): ClipboardState {
    return { until: this.#held?.until ?? null, problem: this.#problem?.toData() ?? null };
  }

  /** @throws AppError `clipboard.refused` when the text is not on the clipboard then; `cancelled` after {@link clear} */
  async copy(secret: Secret): Promise<CopiedSecret> {
    const { clock } = this.#options;
    const text = secret.reveal();
    const isOurs = recogniser(text);
    const seconds = this.#options.seconds();
    const clears = this.#clears;
    const concealed = await this.#write(text, isOurs);
    const wait = new AbortController();
    this.#held?.wait.abort();
    this.#held = { isOurs, wait, until: clock.now() + seconds * 1000 };
    if (clears !== this.#clears) {
      await this.#takeOff();
      throw new AppError('cancelled');
    }
    this.#problem = null;
    this.#changed.notify(this.state());
    void clock.sleep(seconds * 1000, wait.signal).then(
      () => this.#takeOff(),
      () => undefined,
    );
    return { seconds, concealed };
  }

  /** Takes off at once what is still ours, also what is just being copied. Never rejects. */
  async clear(): Promise<void> {
    this.#clears += 1;
    await this.#takeOff();
  }

  async #write(text: string, isOurs: Recognises): Promise<boolean> {
    const { clipboard, log } = this.#options;
    try {
      const { concealed } = await clipboard.write(text);
      if (isOurs(await clipboard.read())) return concealed;
    } catch (error) {
      log.write('warn', 'clipboard.failed', { reason: error instanceof Error ? error.name : 'unknown' });
    }
    // What cannot be read back may be there all the same; a text of somebody else is left alone.
    const present = await clipboard.read().catch(() => '');
    if (present === '') await clipboard.clear().catch(() => undefined);
    throw new AppError('clipboard.refused');
  }

  async #takeOff(): Promise<void> {
    const held = this.#held;
    if (held === null) return;
    this.#held = null;
    held.wait.abort();
    const remains = await this.#remains(held.isOurs);
    this.#problem = remains ? new AppError('clipboard.not-cleared') : null;
    if (remains) this.#options.log.write('warn', 'clipboard.not-cleared');
    this.#changed.notify(this.state());
  }

  /** Whether the secret may still be there after all that can be done. */
  async #remains(isOurs: Recognises): Promise<boolean> {
    const { clipboard } = this.#options;
    try {
      if (!isOurs(await clipboard.read())) return false;
      await clipboard.clear();
      return isOurs(await clipboard.read());
    } catch {
      return true;
    }
  }
}
