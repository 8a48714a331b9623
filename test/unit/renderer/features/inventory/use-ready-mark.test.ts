import { describe, expect, it } from 'vitest';
import { isInventoryReady } from '../../../../../renderer/features/inventory/use-ready-mark.ts';
import { aConnection } from '../../sample.ts';

const page = (fleet: number) => ({ rows: [], offset: 0, total: fleet, fleet });

describe('isInventoryReady', () => {
  it('waits for every connection to have answered once', () => {
    const slow = aConnection({ id: 'c2', status: 'syncing', syncedAt: null });
    expect(isInventoryReady([aConnection(), slow], page(1))).toBe(false);
    expect(isInventoryReady([aConnection()], page(1))).toBe(true);
  });

  it('waits for the rows that the connections have counted', () => {
    expect(isInventoryReady([aConnection({ vmCount: 5 })], page(0))).toBe(false);
  });

  it('is ready with nothing to show', () => {
    expect(isInventoryReady([], page(0))).toBe(true);
    expect(isInventoryReady([aConnection({ vmCount: 0 })], page(0))).toBe(true);
  });

  it('is not ready before the first answers', () => {
    expect(isInventoryReady(undefined, page(0))).toBe(false);
    expect(isInventoryReady([], null)).toBe(false);
  });
});
