import { PageChain } from './page-chain.ts';

export interface Page<T> {
  /** In their order, with null in the place of what cannot be used. */
  readonly items: readonly (T | null)[];
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
/** How often a list that does not come to rest is read again from its beginning. */
const mostRereads = 2;

/** Several workers at once. The first failure stops the others, whose pages are of no use any more, and is told. */
async function together(work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const failed = new AbortController();
  const onAbort = (): void => failed.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const worker = (): Promise<void> =>
    work(failed.signal).catch((error: unknown) => {
      failed.abort(error);
      throw error;
    });
  try {
    await Promise.all(Array.from({ length: parallel }, worker));
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Reads a whole list: the first page tells the total, the others follow in parallel. The list may shift while it is
 * read, even with the same total: so each page begins with the last entry of the page before, and where it does not,
 * what lies between is read as well (and passed on last, also when the order matters). Items that come twice are passed
 * on once, and growth is followed to the end.
 *
 * @returns false when the list shifted at every reading, so that something may be missing
 */
export async function readPages<T>(
  { fetch, idOf, onPage, inOrder = false }: PagingOptions<T>,
  signal: AbortSignal,
): Promise<boolean> {
  const chain = new PageChain();
  let total = 0;
  /** How long a page is that is not the last, and how far it is from one page to the next. */
  let length = pageSize;
  let step = pageSize - 1;

  /** Pages that came early, by their offset, and the offset of the page that is to be passed on next. */
  const early = new Map<number, readonly T[]>();
  let due = 0;
  let waits = inOrder;
  const pass = (items: readonly T[], offset: number): void => {
    if (!waits) {
      onPage(items, total);
      return;
    }
    early.set(offset, items);
    for (let next = early.get(due); next !== undefined; next = early.get(due)) {
      early.delete(due);
      due += step;
      onPage(next, total);
    }
  };

  /** Passes on what is new; false when the page brought nothing new. */
  const read = async (offset: number, within: AbortSignal): Promise<boolean> => {
    const { items, total: count } = await fetch(offset, pageSize, within);
    total = Math.min(count, mostItems);
    if (chain.size === 0 && items.length > 0) {
      // A cloud may answer with fewer than it was asked for.
      length = items.length;
      step = Math.max(1, length - 1);
    }
    const keys = items.map((item, at) => (item === null ? offset + at : idOf(item)));
    const isThere = items.length > 0 || offset === 0;
    const isLast = isThere && (offset + items.length >= count || items.length < length);
    const isNew = chain.add({ offset, keys, isLast });
    const fresh = items.flatMap((item, at) => (item !== null && isNew[at] === true ? [item] : []));
    pass(fresh, offset);
    return isNew.includes(true);
  };

  await read(0, signal);
  let next = step;
  let ended = false;
  await together(async (within) => {
    while (!ended && next < total - 1) {
      const offset = next;
      next += step;
      if (!(await read(offset, within))) ended = true;
    }
  }, signal);

  waits = false;
  // What waits for a page that never came is no worse for being late.
  for (const [, items] of [...early].sort(([a], [b]) => a - b)) onPage(items, total);
  const beforeBreak = (): number => Math.max(0, (chain.brokenAt ?? total) - step);
  for (let at = beforeBreak(); !chain.isWhole && at < total; at = Math.max(at + step, beforeBreak()))
    await read(at, signal);
  for (let rereads = 0; rereads < mostRereads && !chain.isWhole; rereads += 1) {
    next = 0;
    await together(async (within) => {
      // Beyond what is known there is nothing that would hang together with it.
      while (!chain.isWhole && next < total && next <= chain.size) {
        const offset = next;
        next += step;
        await read(offset, within);
      }
    }, signal);
  }
  return chain.isWhole;
}
