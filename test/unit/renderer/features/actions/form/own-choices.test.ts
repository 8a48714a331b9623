import { describe, expect, it } from 'vitest';
import { matching, optionsOf } from '../../../../../../renderer/features/actions/form/own-choices.ts';

const choices = [
  { id: 'img-1', name: 'Ubuntu 22.04', note: 'x86_64' },
  { id: 'img-2', name: 'Ubuntu 22.04', note: 'aarch64' },
  { id: 'img-2', name: 'listed twice', note: '' },
  { id: '', name: 'without an id', note: '' },
  { id: 'img-3', name: '', note: '' },
];

describe('options of a field', () => {
  it('have each id once and a name always', () => {
    expect(optionsOf(choices, '').map(({ value, label }) => [value, label])).toEqual([
      ['img-1', 'Ubuntu 22.04'],
      ['img-2', 'Ubuntu 22.04'],
      ['img-3', 'img-3'],
    ]);
  });

  it('keep a chosen id that no list has', () => {
    expect(optionsOf(choices, 'img-9').at(-1)).toEqual({ value: 'img-9', label: 'img-9', note: '' });
  });

  it('are found by any words of name, note and id', () => {
    const options = optionsOf(choices, '');
    expect(matching(options, 'UBUNTU aarch').map(({ value }) => value)).toEqual(['img-2']);
    expect(matching(options, 'img-3').map(({ value }) => value)).toEqual(['img-3']);
    expect(matching(options, 'debian')).toEqual([]);
  });
});
