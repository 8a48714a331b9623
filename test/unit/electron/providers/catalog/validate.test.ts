import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../../electron/providers/catalog/endpoint.ts';
import { validate } from '../../../../../electron/providers/catalog/validate.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';

const endpoint: Endpoint = {
  ...{ id: 'Try', action: 'Try', title: { en: 'Try', zh: '试' }, category: 'power', danger: 'changes' },
  ...{ documented: true, line: 1, response: [] },
  parameters: [
    { name: 'Region', type: 'string', required: true, line: 7 },
    { name: 'Name', type: 'string', minLength: 2, maxLength: 3 },
    { name: 'Code', type: 'string', pattern: /^\d+$/ },
    { name: 'Sort', type: 'string', oneOf: ['Up', 'Down'] },
    { name: 'Limit', type: 'integer', min: 1, max: 100 },
    { name: 'Memory', type: 'integer', multipleOf: 1024 },
    { name: 'Choice', type: 'integer', oneOf: [1, 2, 4] },
    { name: 'Flag', type: 'boolean' },
    { name: 'All', type: 'boolean' },
    { name: 'States', type: 'strings', oneOf: ['On', 'Off'] },
    { name: 'Pair', type: 'strings', pattern: /^\w+:\w+$/ },
  ],
  anyOf: [['Code', 'All']],
};
const good = { Region: 'r', Code: '1' };

describe('what is about to be sent', () => {
  it.each([
    [good],
    [{ Region: 'r', All: true }],
    [{ ...good, Name: '\u{1F600}\u{1F600}', Sort: 'Up', Limit: 100, Memory: 2048, Choice: 4, Flag: false }],
    [{ ...good, States: ['On', 'Off'], Pair: ['a:b'] }],
  ])('passes as it is when it is as the catalog has it: %j', (values) => {
    expect(validate(endpoint, values)).toEqual(values);
  });

  it('goes without what is empty', () => {
    expect(validate(endpoint, { ...good, Name: '', Sort: null, Limit: undefined, States: [] })).toEqual(good);
  });

  it.each<[string, object, string, string]>([
    ['misses a value', { Code: '1' }, 'Region', 'missing'],
    ['has an empty value', { ...good, Region: '' }, 'Region', 'missing'],
    ['has none of a group', { Region: 'r' }, 'Code', 'missing'],
    ['has only a "no" of a group', { Region: 'r', All: false }, 'Code', 'missing'],
    ['has an unknown name', { ...good, Force: true }, 'Force', 'unknown'],
    ['has an inherited name', { ...good, constructor: 'x' }, 'constructor', 'unknown'],
    ['has a name that is ours', { ...good, Signature: 'x' }, 'Signature', 'unknown'],
    ['has a number for a text', { ...good, Region: 7 }, 'Region', 'type'],
    ['has a text for a number', { ...good, Limit: '7' }, 'Limit', 'type'],
    ['has a fraction', { ...good, Limit: 1.5 }, 'Limit', 'type'],
    ['has a text for a flag', { ...good, Flag: 'false' }, 'Flag', 'type'],
    ['has a text for a list', { ...good, States: 'On' }, 'States', 'type'],
    ['has a nested list', { ...good, States: [['On']] }, 'States.0', 'type'],
    ['has an object', { ...good, Name: {} }, 'Name', 'type'],
    ['is above its range', { ...good, Limit: 101 }, 'Limit', 'range'],
    ['is below its range', { ...good, Limit: 0 }, 'Limit', 'range'],
    ['is between two steps', { ...good, Memory: 1500 }, 'Memory', 'step'],
    ['is not among the values', { ...good, Sort: 'Sideways' }, 'Sort', 'value'],
    ['is not among the numbers', { ...good, Choice: 3 }, 'Choice', 'value'],
    ['has an item not among the values', { ...good, States: ['On', 'Gone'] }, 'States.1', 'value'],
    ['has an empty item', { ...good, States: ['On', ''] }, 'States.1', 'missing'],
    ['has an item of another form', { ...good, Pair: ['a'] }, 'Pair.0', 'pattern'],
    ['is too long', { ...good, Name: 'four' }, 'Name', 'length'],
    ['is too short', { ...good, Name: 'a' }, 'Name', 'length'],
    ['has another form', { Region: 'r', Code: 'a' }, 'Code', 'pattern'],
  ])('is refused when it %s, by the field and why', (_, values, field, reason) => {
    const expected = { code: 'cloud.invalid-parameter', params: { field, reason } };
    expect(() => validate(endpoint, { ...values })).toThrow(expect.objectContaining(expected) as Error);
  });

  it('is refused with what it has to be, and without the value', () => {
    const refused = (): unknown => validate(endpoint, { ...good, Limit: 123456 });
    const message = 'Try, Limit: range; integer, 1..100';
    expect(refused).toThrow(expect.objectContaining({ detail: { code: 'range', message } }) as Error);
    expect(() => validate(endpoint, { Code: '1' })).toThrow(
      expect.objectContaining({
        detail: { code: 'missing', message: 'Try, Region: missing; string (line 7)' },
      }) as Error,
    );
  });

  it('is as the catalog has it or refused, whatever it was', () => {
    const anything = fc.dictionary(
      fc.constantFrom(...endpoint.parameters.map(({ name }) => name), '__proto__', 'x'),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(anything, (values) => {
        try {
          const passed = validate(endpoint, values);
          expect(endpoint.parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(passed)));
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }),
    );
  });
});
