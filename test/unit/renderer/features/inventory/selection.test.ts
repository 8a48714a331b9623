import { describe, expect, it } from 'vitest';
import {
  cursorTarget,
  emptySelection,
  hiddenCount,
  moveCursor,
  selectOnly,
  selectRange,
  toggle,
} from '../../../../../renderer/features/inventory/selection.ts';

const place = (index: number) => ({ index, id: `vm-${index}` });

describe('selection', () => {
  it('replaces with a click', () => {
    expect(selectOnly(place(3)).ids).toEqual(['vm-3']);
  });

  it('adds and takes away with Ctrl', () => {
    const two = toggle(selectOnly(place(1)), place(4));
    expect(two.ids).toEqual(['vm-1', 'vm-4']);
    expect(toggle(two, place(1)).ids).toEqual(['vm-4']);
  });

  it('moves the focus alone with Ctrl and an arrow', () => {
    const moved = moveCursor(selectOnly(place(1)), place(2));
    expect(moved.ids).toEqual(['vm-1']);
    expect(moved.cursor).toEqual(place(2));
  });

  it('keeps the anchor while a range grows and turns around', () => {
    const start = selectOnly(place(5));
    const down = selectRange(start, place(7), ['vm-5', 'vm-6', 'vm-7']);
    const up = selectRange(down, place(4), ['vm-4', 'vm-5']);
    expect(up.anchor).toEqual(place(5));
    expect(up.cursor).toEqual(place(4));
    expect(up.ids).toEqual(['vm-4', 'vm-5']);
  });

  it('begins a range where it ends when nothing was chosen before', () => {
    expect(selectRange(emptySelection, place(2), ['vm-2']).anchor).toEqual(place(2));
  });
});

it('counts selected VMs that are not in sight', () => {
  expect(hiddenCount(['a', 'b', 'c'], new Set(['b']))).toBe(2);
});

describe('cursorTarget', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 9, 9],
    ['PageDown', 3, 8],
    ['PageUp', 3, 0],
    ['Home', 7, 0],
    ['End', 2, 9],
  ])('%s from %d goes to %d of ten', (key, from, to) => {
    expect(cursorTarget(key, from, 10, 5)).toBe(to);
  });

  it('enters the list from no row at its first', () => {
    expect(cursorTarget('ArrowDown', -1, 10, 5)).toBe(0);
  });

  it('leaves other keys and an empty list alone', () => {
    expect(cursorTarget('a', 0, 10, 5)).toBeNull();
    expect(cursorTarget('End', -1, 0, 5)).toBeNull();
  });
});
