import type { Rate } from './rate-limit.ts';

export interface HttpLimits {
  /** Milliseconds for name, TCP, proxy and TLS together. */
  readonly connectMs: number;
  /** Milliseconds without headers, or between two pieces of the body. */
  readonly idleMs: number;
  /** Milliseconds for a call with its waiting and its retries. */
  readonly totalMs: number;
  /** Bytes of one answer. */
  readonly maxBytes: number;
  /** Calls under way at the same time, per connection. */
  readonly concurrency: number;
  /** How often requests may leave, per connection, repeated ones included; null: as often as there is room. */
  readonly rate: Rate | null;
  /** Further attempts of a call that only reads. */
  readonly retries: number;
}

export const defaultHttpLimits: HttpLimits = {
  connectMs: 10_000,
  idleMs: 30_000,
  totalMs: 45_000,
  maxBytes: 32 * 1024 * 1024,
  concurrency: 6,
  rate: null,
  retries: 2,
};
