import type { Clock } from '../../shared/util/clock.ts';
import { hostPort } from '../../shared/util/host-port.ts';
import type { Peer } from './failures.ts';

/** Milliseconds for which a proxy is tried last to which TCP did not come about. */
const restMs = 5 * 60_000;

/** A proxy, or without address: none. */
type Way = Partial<Peer> & { readonly kind: string };

const nameOf = ({ host, port }: Way): string | null =>
  host === undefined || port === undefined ? null : hostPort({ host, port });

/** Proxies to which TCP did not come about, so that not every connection waits for them anew. */
export class FailedProxies {
  readonly #clock: Clock;
  /** By `host:port`: until when, in milliseconds since the epoch. */
  readonly #until = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Without a proxy nothing is noted: that a server does not answer says nothing of the others. */
  note(way: Way): void {
    const name = nameOf(way);
    if (name !== null) this.#until.set(name, this.#clock.now() + restMs);
  }

  forget(way: Way): void {
    this.#until.delete(nameOf(way) ?? '');
  }

  /** In the order in which they are to be tried: as they are, those that failed lately last. */
  ordered<T extends Way>(choice: readonly T[]): readonly T[] {
    const hasFailed = (way: T): boolean => (this.#until.get(nameOf(way) ?? '') ?? 0) > this.#clock.now();
    return [...choice.filter((way) => !hasFailed(way)), ...choice.filter(hasFailed)];
  }
}
