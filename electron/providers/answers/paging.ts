export interface Page<T> {
  readonly items: readonly T[];
  /** How many more the page had that cannot be used. */
  readonly unusable: number;
  /** How many the list has in all, as the cloud says now. */
  readonly total: number;
}

interface PagingOptions<T> {
  readonly fetch: (offset: number, limit: number, signal: AbortSignal) => Promise<Page<T>>;
  readonly idOf: (item: T) => string;
  readonly onPage: (items: readonly T[], total: number) => void;
  /** The list has an order that matters: a page that comes early waits for those before it. */
  readonly inOrder?: boolean;
}

const pageSize = 100;
const parallel = 4;
/** No list of a sane cloud is longer; a total beyond it is not believed. */
const mostItems = 500_000;

/**
 * Reads a whole list: the first page tells the total, the others follow in parallel. The list may shift while it is
 * read: items that come twice are passed on once, growth is followed to the end, and when it shrank, so that items
 * moved up past the place of reading, it is read once more for what was missed.
 */
export async function readPages<T>(
  { fetch, idOf, onPage, inOrder = false }: PagingOptions<T>,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Set<string>();
  let unusable = 0;
  let total = 0;
  const totals = new Set<number>();

  /** Pages that came early, by their offset, and the offset of the page that is to be passed on next. */
  const early = new Map<number, readonly T[]>();
  let due = 0;
  const pass = (items: readonly T[], offset: number): void => {
    if (!inOrder) {
      onPage(items, total);
      return;
    }
    early.set(offset, items);
    for (let next = early.get(due); next !== undefined; next = early.get(due)) {
      early.delete(due);
      due += pageSize;
      onPage(next, total);
    }
  };

  /** Passes on what is new; false when the page brought nothing new. */
  const take = (page: Page<T>, offset: number): boolean => {
    total = Math.min(page.total, mostItems);
    totals.add(total);
    const fresh = page.items.filter((item) => {
      const known = seen.has(idOf(item));
      seen.add(idOf(item));
      return !known;
    });
    pass(fresh, offset);
    return fresh.length + page.unusable > 0;
  };

  const read = async (offset: number, within: AbortSignal): Promise<boolean> => {
    const page = await fetch(offset, pageSize, within);
    unusable += page.unusable;
    return take(page, offset);
  };

  await read(0, signal);
  let next = pageSize;
  let ended = false;
  const failed = new AbortController();
  const onAbort = (): void => failed.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const worker = async (): Promise<void> => {
    while (!ended && next < total) {
      const offset = next;
      next += pageSize;
      if (!(await read(offset, failed.signal))) ended = true;
    }
  };
  try {
    signal.throwIfAborted();
    await Promise.all(
      Array.from({ length: parallel }, () =>
        worker().catch((error: unknown) => {
          // The other pages are of no use any more; the first failure is the one that is told.
          failed.abort(error);
          throw error;
        }),
      ),
    );
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
  if (totals.size === 1) return;
  const most = Math.max(...totals);
  for (let offset = 0; seen.size + unusable < most && offset < total; offset += pageSize) {
    due = offset;
    take(await fetch(offset, pageSize, signal), offset);
  }
}
