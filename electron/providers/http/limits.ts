export interface HttpLimits {
  /** Milliseconds for name, TCP and TLS together. */
  readonly connectMs: number;
  /** Milliseconds without headers, or between two pieces of the body. */
  readonly idleMs: number;
  /** Milliseconds for a call with its waiting and its retries. */
  readonly totalMs: number;
  /** Bytes of one answer. */
  readonly maxBytes: number;
  /** Calls under way at the same time, per connection. */
  readonly concurrency: number;
  /** Further attempts of a call that only reads. */
  readonly retries: number;
}

export const defaultHttpLimits: HttpLimits = {
  connectMs: 10_000,
  idleMs: 30_000,
  totalMs: 45_000,
  maxBytes: 32 * 1024 * 1024,
  concurrency: 6,
  retries: 2,
};
