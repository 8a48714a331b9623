import { AppError, isAbort } from '../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { Clock } from '../../../shared/util/clock.ts';

/** Milliseconds without a login after the first refusal; doubled by each further one, up to the longest. */
const backOff = { first: 60_000, longest: 3_600_000 } as const;

/** Refusals that the same login would meet again, and after a few of which clouds lock an account. */
const lasting: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['cloud.bad-credentials', 'cloud.denied']);

interface Flight<T> {
  readonly result: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

interface Refusal {
  readonly error: AppError;
  readonly at: number;
  readonly ms: number;
}

/**
 * What a login gives (a token), kept until it expires. Logins are single-flight, and one that was refused is not
 * repeated before its back-off is over: until then every call gets that refusal without anything being sent.
 */
export class LoginSession<T extends object> {
  readonly #login: (signal: AbortSignal) => Promise<T>;
  readonly #clock: Clock;
  #current: T | null = null;
  #flight: Flight<T> | null = null;
  #refusal: Refusal | null = null;
  #isClosed = false;

  /** `login` must reject with its signal's reason when it is aborted. */
  constructor(login: (signal: AbortSignal) => Promise<T>, clock: Clock) {
    this.#login = login;
    this.#clock = clock;
  }

  /**
   * What the login gave, logging in first where needed. Aborting ends this wait, and the login when nobody else waits.
   *
   * @throws AppError what the login throws; `cancelled` after {@link close}; the signal's reason when it is aborted
   */
  async get(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.#isClosed) throw new AppError('cancelled');
    if (this.#current !== null) return this.#current;
    if (this.#refusal !== null && this.#isResting(this.#refusal)) throw this.#refusal.error;
    return this.#wait((this.#flight ??= this.#start()), signal);
  }

  /** Forgets `stale`, unless something younger has taken its place. */
  expire(stale: T): void {
    if (this.#current === stale) this.#current = null;
  }

  close(): void {
    this.#isClosed = true;
    this.#current = null;
    this.#flight?.stop.abort(new AppError('cancelled'));
  }

  #isResting({ at, ms }: Refusal): boolean {
    const since = this.#clock.now() - at;
    return since >= 0 && since < ms;
  }

  #start(): Flight<T> {
    const stop = new AbortController();
    const flight: Flight<T> = { result: this.#login(stop.signal), stop, waiting: 0 };
    const leave = (): void => {
      if (this.#flight === flight) this.#flight = null;
    };
    flight.result.then(
      (value) => {
        leave();
        this.#refusal = null;
        if (!this.#isClosed && !stop.signal.aborted) this.#current = value;
      },
      (error: unknown) => {
        leave();
        this.#remember(error);
      },
    );
    return flight;
  }

  #remember(error: unknown): void {
    if (!(error instanceof AppError) || isAbort(error) || !lasting.has(error.code)) return;
    const ms = Math.min((this.#refusal?.ms ?? backOff.first / 2) * 2, backOff.longest);
    this.#refusal = { error, at: this.#clock.now(), ms };
  }

  #wait(flight: Flight<T>, signal: AbortSignal): Promise<T> {
    flight.waiting += 1;
    return new Promise((resolve, reject) => {
      const done = (): void => {
        signal.removeEventListener('abort', aborted);
        flight.waiting -= 1;
      };
      const aborted = (): void => {
        done();
        if (flight.waiting === 0) {
          // Whoever comes next starts anew rather than meeting this abort.
          if (this.#flight === flight) this.#flight = null;
          flight.stop.abort(new AppError('cancelled'));
        }
        // Reasons are typed any; every caller aborts with an error.
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', aborted, { once: true });
      flight.result.then(
        (value) => {
          if (signal.aborted) return;
          done();
          resolve(value);
        },
        (error: unknown) => {
          if (signal.aborted) return;
          done();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }
}
