import type { AuditEntry } from '../../shared/model/audit.ts';

/** Of a console's session that is opened and closed under one id, each is a deed. */
export const deedKey = ({ action, operationId }: Pick<AuditEntry, 'action' | 'operationId'>): string =>
  `${action} ${operationId}`;

/**
 * Makes one of the two entries of a deed, its beginning and its end, while the entries pass by, the oldest first: the
 * beginning is left out where the end comes.
 */
export class BegunDeeds {
  readonly #open = new Map<string, AuditEntry>();
  readonly #isUnderWay: (key: string) => boolean;

  /** @param isUnderWay whether this program is still doing it; what else has no end was cut off */
  constructor(isUnderWay: (key: string) => boolean) {
    this.#isUnderWay = isUnderWay;
  }

  /** The entry, or null for a beginning, of which nobody knows yet whether its end will come. */
  take(entry: AuditEntry): AuditEntry | null {
    const key = deedKey(entry);
    if (entry.outcome === 'begun') {
      this.#open.set(key, entry);
      return null;
    }
    this.#open.delete(key);
    return entry;
  }

  /** Beginnings that had no end, the oldest first, told as what became of them. */
  rest(): readonly AuditEntry[] {
    return [...this.#open].map(([key, entry]) =>
      this.#isUnderWay(key) ? entry : { ...entry, outcome: 'interrupted' as const },
    );
  }
}

/**
 * Deeds in the order of their entries, each told once. What is written meanwhile is left out.
 *
 * @param read begins anew at each call
 */
export async function* toldOnce(
  read: () => AsyncIterable<AuditEntry>,
  isUnderWay: (key: string) => boolean,
): AsyncGenerator<AuditEntry> {
  const begun = new BegunDeeds(isUnderWay);
  let last = 0;
  for await (const entry of read()) {
    begun.take(entry);
    last = Math.max(last, entry.seq);
  }
  const rest = new Map(begun.rest().map((entry) => [entry.seq, entry]));
  for await (const entry of read()) {
    if (entry.seq > last) continue;
    const told = entry.outcome === 'begun' ? rest.get(entry.seq) : entry;
    if (told !== undefined) yield told;
  }
}
