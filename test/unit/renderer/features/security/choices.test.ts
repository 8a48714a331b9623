import { expect, it } from 'vitest';
import { withPresent } from '../../../../../renderer/features/security/choices.ts';

it('offers what is set now in its place, once, and not what stands for never', () => {
  expect(withPresent([1, 5, 10], 7)).toEqual([1, 5, 7, 10]);
  expect(withPresent([1, 5, 10], 5)).toEqual([1, 5, 10]);
  expect(withPresent([1, 5, 10], 0)).toEqual([1, 5, 10]);
});
