import { expect, it } from 'vitest';
import { createEstimator } from '../../../../renderer/ui/strength-estimator.ts';

it('tells what is guessed at once from what is not, in any length', () => {
  const estimate = createEstimator();
  expect(
    ['password', 'qwertyuiop', 'P@ssw0rd!', 'vmdeck', '12345678'].map(estimate).filter((score) => score > 1),
  ).toEqual([]);
  expect(estimate('correct horse battery staple')).toBe(4);
  expect(estimate('zufällig 马 电池 订书钉')).toBe(4);
  expect(estimate('x'.repeat(1_000))).toBeLessThan(2);
});
