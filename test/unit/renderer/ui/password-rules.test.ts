import { expect, it } from 'vitest';
import { passwordFault } from '../../../../renderer/ui/password-rules.ts';

it('counts characters, not UTF-16 units', () => {
  expect(passwordFault('😀😀😀😀', '😀😀😀😀')).toBe('short');
  expect(passwordFault('正确的马电池订书', '正确的马电池订书')).toBeNull();
});

it('wants the repetition to be the same', () => {
  expect(passwordFault('long enough', 'long enouhg')).toBe('differs');
});
