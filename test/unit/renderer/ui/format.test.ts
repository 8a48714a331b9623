import { describe, expect, it } from 'vitest';
import { age, bytes, duration, shortTime } from '../../../../renderer/ui/format.ts';

describe('age', () => {
  it.each([
    [0, '0s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [3_600_000 * 2 - 1, '1h'],
    [86_400_000 * 3, '3d'],
  ])('says %d ms as %s', (ms, text) => {
    expect(age(ms, 'en')).toBe(text);
  });

  it('is never negative: a clock that ran ahead is now', () => {
    expect(age(-5000, 'en')).toBe('0s');
  });

  it('speaks Chinese', () => {
    expect(age(12_000, 'zh-CN')).toBe('12秒');
  });
});

describe('duration', () => {
  it.each([
    [12_400, '12s'],
    [65_000, '1m 5s'],
    [60_000, '1m'],
    [3_725_000, '1h 2m'],
  ])('says %d ms as %s', (ms, text) => {
    expect(duration(ms, 'en')).toBe(text);
  });

  it('joins Chinese units without spaces', () => {
    expect(duration(65_000, 'zh-CN')).toBe('1分钟5秒');
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1 KiB'],
    [1.5 * 2 ** 30, '1.5 GiB'],
    [40 * 2 ** 30, '40 GiB'],
    [2 ** 60, '1,024 PiB'],
  ])('says %d as %s', (count, text) => {
    expect(bytes(count, 'en')).toBe(text);
  });
});

describe('shortTime', () => {
  const now = new Date(2026, 10, 21, 15, 0).getTime();

  it('is a time today and a day before', () => {
    expect(shortTime(new Date(2026, 10, 21, 9, 5).getTime(), now, 'en-GB')).toBe('09:05');
    expect(shortTime(new Date(2026, 10, 20, 23, 59).getTime(), now, 'en')).toBe('Nov 20');
  });
});
