import { describe, expect, it } from 'vitest';
import {
  joinSize,
  partsOf,
  readSize,
  sizeText,
  unitsFor,
} from '../../../../../../renderer/features/actions/form/size-text.ts';
import { gibibyte, mebibyte } from '../../../../../../shared/model/verbs/traits.ts';

describe('sizes as they are edited', () => {
  it.each([
    [4096 * mebibyte, mebibyte, '4 GiB'],
    [1536 * mebibyte, mebibyte, '1536 MiB'],
    [40 * gibibyte, gibibyte, '40 GiB'],
    [2048 * gibibyte, gibibyte, '2 TiB'],
    [65_536 * 1024, 1024, '64 MiB'],
    [1_500_000, 1000, '1500 kB'],
  ])('shows %d bytes in the unit that writes them whole', (bytes, step, text) => {
    expect(sizeText(bytes, step)).toBe(text);
    expect(readSize(text)).toBe(bytes);
  });

  it('offers no unit in which a step could not be written', () => {
    expect(unitsFor(mebibyte)).toEqual(['MiB', 'GiB', 'GiB']);
    expect(unitsFor(gibibyte)).toEqual(['GiB', 'TiB', 'GiB']);
    expect(unitsFor(1000)).toEqual(['kB', 'MB', 'MB']);
  });

  it('keeps what was typed, also when it is no number, and its unit', () => {
    for (const text of ['12 GiB', 'abc MiB', '1. TiB']) expect(joinSize(partsOf(text, 'GiB'))).toBe(text);
    expect(partsOf(' MiB', 'GiB')).toEqual({ amount: '', unit: 'MiB' });
    expect(readSize(' MiB')).toBeUndefined();
  });
});
