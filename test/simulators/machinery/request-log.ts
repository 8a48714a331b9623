export interface LogEntry {
  readonly action: string;
  /** As received, with keys, signatures, passwords and scripts masked. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Undefined when a fault answered with something that has none. */
  readonly retCode: number | undefined;
  readonly httpStatus: number | undefined;
}

const MASKED = /^(?:Signature|PublicKey|UserData)$|Password|Secret|Token/i;
const DEFAULT_LIMIT = 20_000;

const masked = (parameters: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...parameters].map(([key, value]) => [key, MASKED.test(key) ? '[redacted]' : value]));

/** The youngest requests, without secrets. */
export class RequestLog {
  readonly entries: LogEntry[] = [];
  readonly #limit: number;
  readonly #say: (line: string) => void;

  /** Keeps at least half of `limit`. */
  constructor(say: (line: string) => void, limit: number = DEFAULT_LIMIT) {
    this.#say = say;
    this.#limit = limit;
  }

  add(parameters: ReadonlyMap<string, string>, action: string, retCode: number | undefined, httpStatus?: number): void {
    if (this.entries.length >= this.#limit) this.entries.splice(0, Math.ceil(this.#limit / 2));
    this.entries.push({ action, parameters: masked(parameters), retCode, httpStatus });
    const outcome = httpStatus === undefined ? 'no answer' : `HTTP ${httpStatus}, RetCode ${retCode ?? 'none'}`;
    this.#say(`${action === '' ? '(no action)' : action} -> ${outcome}`);
  }
}
