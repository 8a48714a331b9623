import { describe, expect, it } from 'vitest';
import {
  rowsInSight,
  scrollToShow,
  windowLimit,
  windowOffset,
  withMargin,
} from '../../../../../renderer/features/inventory/row-window.ts';

describe('rowsInSight', () => {
  it('counts rows that are partly in sight', () => {
    expect(rowsInSight(40, 100, 32, 1000)).toEqual({ first: 1, last: 5 });
  });

  it('ends at the last row', () => {
    expect(rowsInSight(0, 500, 32, 3)).toEqual({ first: 0, last: 3 });
  });

  it('is empty when the list has shrunk above the scroll position', () => {
    expect(rowsInSight(9000, 500, 32, 3)).toEqual({ first: 3, last: 3 });
  });
});

it('draws a margin around the rows in sight, within the list', () => {
  expect(withMargin({ first: 2, last: 10 }, 8, 15)).toEqual({ first: 0, last: 15 });
});

describe('windowOffset', () => {
  it('always covers a tall screen below and half a step above', () => {
    for (let first = 0; first < 2000; first += 1) {
      const offset = windowOffset(first);
      expect(offset).toBeLessThanOrEqual(Math.max(0, first - 50));
      expect(offset + windowLimit).toBeGreaterThanOrEqual(first + 150);
    }
  });

  it('moves in steps, so that a small scroll asks nothing', () => {
    expect(new Set(Array.from({ length: 100 }, (_, index) => windowOffset(150 + index)))).toEqual(new Set([100]));
  });
});

describe('scrollToShow', () => {
  it('stays when the row is in sight', () => {
    expect(scrollToShow(5, 100, 320, 32)).toBe(100);
  });

  it('brings a row above to the top and a row below to the bottom', () => {
    expect(scrollToShow(1, 100, 320, 32)).toBe(32);
    expect(scrollToShow(20, 100, 320, 32)).toBe(21 * 32 - 320);
  });
});
