import { expect, it } from 'vitest';
import { freeName } from '../../../../shared/model/connection-name.ts';

it.each([
  ['Lab', [], 'Lab'],
  ['Lab', ['lab'], 'Lab'],
  ['Lab', ['Lab'], 'Lab 2'],
  ['Lab', ['Lab', 'Lab 2', 'Lab 4'], 'Lab 3'],
  ['x'.repeat(60), ['x'.repeat(60)], `${'x'.repeat(58)} 2`],
] as const)('%s beside %j becomes %s', (wanted, taken, name) => {
  expect(freeName(wanted, new Set<string>(taken))).toBe(name);
});
