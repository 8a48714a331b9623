import { describe, expect, it } from 'vitest';
import { readFields } from '../../../../electron/cli/fields.ts';

const fields = {
  size: { type: 'bytes', step: 2 ** 20 },
  at: { type: 'instant' },
  count: { type: 'integer' },
} as const;

describe('readFields', () => {
  it('reads sizes, points in time and numbers as their fields want them', () => {
    const words = ['size=4GiB', 'at=2026-01-02T03:04:05Z', 'count=3'];
    expect(readFields(fields, words, null)).toEqual({ size: 4 * 2 ** 30, at: 1_767_323_045_000, count: 3 });
    expect(readFields(fields, ['at=2026-01-02T11:04:05+08:00'], null)).toEqual({ at: 1_767_323_045_000 });
    expect(readFields(fields, ['at=1767323045000'], null)).toEqual({ at: 1_767_323_045_000 });
  });

  it.each(['at=tomorrow', 'at=2026-01-02', 'at=2026-01-02T03:04:05', 'at=2026-13-02T03:04:05Z'])(
    'leaves %s as it is, to be refused with a reason',
    (word) => {
      expect(readFields(fields, [word], null)).toEqual({ at: word.slice('at='.length) });
    },
  );

  it('lets words stand over JSON', () => {
    expect(readFields(fields, ['count=3'], '{"count":1,"at":5}')).toEqual({ count: 3, at: 5 });
  });
});
