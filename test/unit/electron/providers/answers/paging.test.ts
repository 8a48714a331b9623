import { describe, expect, it } from 'vitest';
import { readPages } from '../../../../../electron/providers/answers/paging.ts';

const never = new AbortController().signal;
const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `vm-${index}`);

interface Reading {
  readonly fetched: readonly number[];
  readonly got: readonly string[];
  readonly isWhole: boolean;
}

/** Reads a list that `shift` may change before each page is answered, by a cloud that answers so many at most. */
async function read(items: string[], shift: (fetches: number) => void = () => undefined, most = 100): Promise<Reading> {
  const fetched: number[] = [];
  const got: string[] = [];
  const fetch = (offset: number, limit: number) => {
    fetched.push(offset);
    shift(fetched.length);
    const page = items.slice(offset, offset + Math.min(limit, most));
    return Promise.resolve({ items: page, total: items.length });
  };
  const isWhole = await readPages({ fetch, idOf: (id) => id, onPage: (page) => got.push(...page) }, never);
  return { fetched, got, isWhole };
}

describe('reading a list by pages', () => {
  it.each([0, 1, 100, 101, 250])('brings each of %d items once', async (count) => {
    const { got, fetched } = await read(numbered(count));
    expect([...got].sort()).toEqual(numbered(count).sort());
    expect(fetched).toHaveLength(Math.max(1, Math.ceil(count / 100)));
  });

  it('follows a list that grows', async () => {
    const items = numbered(199);
    const { got } = await read(items, (fetches) => {
      if (fetches === 2) items.push('late-1', 'late-2', 'late-3');
    });
    expect(new Set(got)).toEqual(new Set([...numbered(199), 'late-1', 'late-2', 'late-3']));
  });

  it('finds what moved up past the place of reading, and brings nothing twice', async () => {
    const items = numbered(250);
    const { got } = await read(items, (fetches) => {
      if (fetches === 2) items.splice(0, 5);
    });
    expect(got).toHaveLength(new Set(got).size);
    expect(new Set(got)).toEqual(new Set(numbered(250)));
  });

  it('finds what moved up while as much came at the end, by one page more', async () => {
    const items = numbered(600);
    const { got, fetched, isWhole } = await read(items, (fetches) => {
      if (fetches === 4) items.push(...items.splice(0, 3).map((id) => `${id}-again`));
    });
    expect(got).toHaveLength(new Set(got).size);
    expect(got).toEqual(expect.arrayContaining(numbered(600)));
    expect(fetched).toHaveLength(8);
    expect(isWhole).toBe(true);
  });

  it.each([
    ['a part that vanishes is longer than a page', 3, 130],
    ['the end moves up past the last page', 6, 130],
    ['the list shrinks to one page', 3, 560],
  ])('finds what moved up when %s', async (_, at, count) => {
    const items = numbered(600);
    const kept = items.slice(count);
    const { got, isWhole } = await read(items, (fetches) => {
      if (fetches === at) items.splice(0, count);
    });
    expect(got).toEqual(expect.arrayContaining(kept));
    expect(isWhole).toBe(true);
  });

  it('is whole after a growth by more than a page', async () => {
    const items = numbered(600);
    const { got, isWhole } = await read(items, (fetches) => {
      if (fetches === 4) items.unshift(...numbered(250).map((id) => `${id}-new`));
    });
    expect(got).toEqual(expect.arrayContaining(numbered(600)));
    expect(isWhole).toBe(true);
  });

  it('ends with a list that is another one at every look, and says so', async () => {
    const items = numbered(1000);
    const { fetched, isWhole } = await read(items, (fetches) => {
      items.splice(0, 1000, ...numbered(1000).map((id) => `${id}-${fetches}`));
    });
    expect(isWhole).toBe(false);
    expect(fetched.length).toBeLessThan(50);
  });

  it('reads all of a list that comes in shorter pages than were asked for', async () => {
    const { got, isWhole } = await read(numbered(95), undefined, 20);
    expect(got).toEqual(numbered(95));
    expect(isWhole).toBe(true);
  });

  it.each([60, 199, 250])(
    'reads a list of %d no more often because its total counts what is not listed',
    async (count) => {
      const items = numbered(count);
      let fetches = 0;
      const fetch = (offset: number, limit: number) => {
        fetches += 1;
        return Promise.resolve({ items: items.slice(offset, offset + limit), total: count + 5 });
      };
      expect(await readPages({ fetch, idOf: (id) => id, onPage: () => undefined }, never)).toBe(true);
      expect(fetches).toBeLessThanOrEqual(Math.ceil(count / 100) + 1);
    },
  );

  it('knows by its place what cannot be used', async () => {
    const items = numbered(250).map((id, at) => (at > 95 && at < 105 ? null : id));
    const fetched: number[] = [];
    const fetch = (offset: number, limit: number) => {
      fetched.push(offset);
      return Promise.resolve({ items: items.slice(offset, offset + limit), total: items.length });
    };
    const got: string[] = [];
    await readPages({ fetch, idOf: (id: string) => id, onPage: (page) => got.push(...page) }, never);
    expect(got).toEqual(items.filter((id) => id !== null));
    expect(fetched).toHaveLength(3);
  });

  it('keeps the order where it matters, though later pages come first', async () => {
    const items = numbered(496);
    const got: string[] = [];
    const waiting: (() => void)[] = [];
    const fetch = async (offset: number, limit: number) => {
      if (offset > 0) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length === 4) for (const answer of waiting.toReversed()) answer();
        });
      }
      return { items: items.slice(offset, offset + limit), total: items.length };
    };
    const onPage = (page: readonly string[]) => got.push(...page);
    await readPages({ fetch, idOf: (id) => id, onPage, inOrder: true }, never);
    expect(got).toEqual(items);
    got.length = 0;
    waiting.length = 0;
    await readPages({ fetch, idOf: (id) => id, onPage }, never);
    expect(got).not.toEqual(items);
  });

  it('passes on in the end what waits for a first page that stays empty', async () => {
    const items = numbered(250);
    const fetch = (offset: number, limit: number) =>
      Promise.resolve({ items: offset === 0 ? [] : items.slice(offset, offset + limit), total: items.length });
    const got: string[] = [];
    const onPage = (page: readonly string[]) => got.push(...page);
    await readPages({ fetch, idOf: (id) => id, onPage, inOrder: true }, never);
    expect(got).toEqual(items.slice(99));
  });

  it('ends with a cloud that always answers the first page, whatever the total says', async () => {
    let fetches = 0;
    const got: string[] = [];
    const fetch = () => {
      fetches += 1;
      if (fetches > 20_000) throw new Error('no end');
      return Promise.resolve({ items: ['a', 'b'], total: Number.MAX_SAFE_INTEGER });
    };
    await readPages({ fetch, idOf: (id) => id, onPage: (page) => got.push(...page) }, never);
    expect(got).toEqual(['a', 'b']);
  });

  it('stops the other pages when one fails, and tells that failure', async () => {
    const failure = new Error('page 198');
    const stopped: number[] = [];
    const fetch = (offset: number, limit: number, signal: AbortSignal) => {
      if (offset === 0) return Promise.resolve({ items: numbered(limit), total: 1000 });
      if (offset === 198) return Promise.reject(failure);
      return new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => {
          stopped.push(offset);
          reject(signal.reason as Error);
        }),
      );
    };
    await expect(readPages({ fetch, idOf: (id) => id, onPage: () => undefined }, never)).rejects.toBe(failure);
    expect(stopped).toEqual([99, 297, 396]);
  });
});
