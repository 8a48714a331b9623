import { describe, expect, it } from 'vitest';
import { readPages } from '../../../../../electron/providers/answers/paging.ts';

const never = new AbortController().signal;
const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `vm-${index}`);

interface Reading {
  readonly fetched: readonly number[];
  readonly got: readonly string[];
}

/** Reads a list that `shift` may change before each page is answered. */
async function read(items: string[], shift: (fetches: number) => void = () => undefined): Promise<Reading> {
  const fetched: number[] = [];
  const got: string[] = [];
  const fetch = (offset: number, limit: number) => {
    fetched.push(offset);
    shift(fetched.length);
    return Promise.resolve({ items: items.slice(offset, offset + limit), unusable: 0, total: items.length });
  };
  await readPages({ fetch, idOf: (id) => id, onPage: (page) => got.push(...page) }, never);
  return { fetched, got };
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

  it('keeps the order where it matters, though later pages come first', async () => {
    const items = numbered(500);
    const got: string[] = [];
    const waiting: (() => void)[] = [];
    const fetch = async (offset: number, limit: number) => {
      if (offset > 0) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length === 4) for (const answer of waiting.toReversed()) answer();
        });
      }
      return { items: items.slice(offset, offset + limit), unusable: 0, total: items.length };
    };
    const onPage = (page: readonly string[]) => got.push(...page);
    await readPages({ fetch, idOf: (id) => id, onPage, inOrder: true }, never);
    expect(got).toEqual(items);
    got.length = 0;
    waiting.length = 0;
    await readPages({ fetch, idOf: (id) => id, onPage }, never);
    expect(got).not.toEqual(items);
  });

  it('ends with a cloud that always answers the first page, whatever the total says', async () => {
    let fetches = 0;
    const got: string[] = [];
    const fetch = () => {
      fetches += 1;
      if (fetches > 20_000) throw new Error('no end');
      return Promise.resolve({ items: ['a', 'b'], unusable: 0, total: Number.MAX_SAFE_INTEGER });
    };
    await readPages({ fetch, idOf: (id) => id, onPage: (page) => got.push(...page) }, never);
    expect(got).toEqual(['a', 'b']);
  });

  it('stops the other pages when one fails, and tells that failure', async () => {
    const failure = new Error('page 200');
    const stopped: number[] = [];
    const fetch = (offset: number, _limit: number, signal: AbortSignal) => {
      if (offset === 0) return Promise.resolve({ items: ['a'], unusable: 0, total: 1000 });
      if (offset === 200) return Promise.reject(failure);
      return new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => {
          stopped.push(offset);
          reject(signal.reason as Error);
        }),
      );
    };
    await expect(readPages({ fetch, idOf: (id) => id, onPage: () => undefined }, never)).rejects.toBe(failure);
    expect(stopped).toEqual([100, 300, 400]);
  });
});
