import { AppError } from '../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { withoutFall } from '../../../shared/model/address.ts';
import type { Clock } from '../../../shared/util/clock.ts';

/** Milliseconds after which the first address is tried again. */
const returnAfterMs = 60_000;

/** An address with these is dead. A certificate that is not believed is none of them: that is a stop, not a detour. */
const dead: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'net.unresolved',
  'net.refused',
  'net.unreachable',
  'net.reset',
  'net.timeout',
  'net.failed',
  'proxy.unreachable',
  'proxy.refused',
  'jump.forbidden',
  'jump.no-way',
]);

/** What a gateway says in whose back nobody answers. */
const deadStatuses: ReadonlySet<unknown> = new Set([502, 503, 504]);

function isDead(error: unknown, effect: 'reads' | 'changes'): error is AppError {
  if (!(error instanceof AppError)) return false;
  if (dead.has(error.code)) return true;
  // A change that a gateway has seen may have been carried out behind it.
  return effect === 'reads' && error.code === 'http.status' && deadStatuses.has(error.params['status']);
}

/** The addresses of one cloud: calls go to the first, and to the next for as long as it does not answer. */
export class Failover {
  readonly #urls: readonly URL[];
  readonly #clock: Clock;
  /** Where the last call got an answer. */
  #current = 0;
  /** Milliseconds since the epoch. */
  #returnAt = 0;

  /** @param addresses at least one, in the order in which they are tried; http behind https is not */
  constructor(addresses: readonly string[], clock: Clock) {
    this.#urls = withoutFall(addresses).map((address) => new URL(address));
    this.#clock = clock;
  }

  /**
   * Makes a call at one address after the other until one answers, be it with a refusal. A change goes on only from an
   * address that it was not sent to.
   *
   * @throws AppError `net.no-endpoint` {hosts} when all of several are dead; otherwise what `call` throws
   */
  async run<T>(effect: 'reads' | 'changes', call: (url: URL) => Promise<T>, signal: AbortSignal): Promise<T> {
    const failures: { readonly url: URL; readonly error: AppError }[] = [];
    const start = this.#start(effect);
    for (let step = 0; step < this.#urls.length; step += 1) {
      const index = (start + step) % this.#urls.length;
      const url = this.#urls[index];
      if (url === undefined) break;
      try {
        const answer = await call(url);
        this.#stay(index);
        return answer;
      } catch (error) {
        signal.throwIfAborted();
        if (!isDead(error, effect)) {
          this.#stay(index);
          throw error;
        }
        failures.push({ url, error });
      }
    }
    const [first] = failures;
    if (first === undefined || failures.length === 1) throw first?.error ?? new AppError('net.failed', { host: '' });
    throw noEndpoint(failures);
  }

  /** Now and then one call that only reads tries the first address again, while the others keep to theirs. */
  #start(effect: 'reads' | 'changes'): number {
    const now = this.#clock.now();
    // A clock that was set back must not keep anybody away from the first address.
    const isDue = now >= this.#returnAt || this.#returnAt > now + returnAfterMs;
    if (this.#current === 0 || effect === 'changes' || !isDue) return this.#current;
    this.#returnAt = now + returnAfterMs;
    return 0;
  }

  #stay(index: number): void {
    if (index !== 0 && this.#current !== index) this.#returnAt = this.#clock.now() + returnAfterMs;
    this.#current = index;
  }
}

function noEndpoint(failures: readonly { readonly url: URL; readonly error: AppError }[]): AppError {
  const message = failures.map(({ url, error }) => `${url.host}: ${error.code}`).join(', ');
  const hosts = failures.map(({ url }) => url.host).join(', ');
  return new AppError('net.no-endpoint', { hosts }, { cause: failures[0]?.error, detail: { message } });
}
