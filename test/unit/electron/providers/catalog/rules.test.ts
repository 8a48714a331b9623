import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../../electron/providers/catalog/endpoint.ts';
import { conditionText, demandText } from '../../../../../electron/providers/catalog/rules.ts';
import { validate } from '../../../../../electron/providers/catalog/validate.ts';

const endpoint: Endpoint = {
  ...{ id: 'Try', action: 'Try', title: { en: 'Try', zh: '试' }, category: 'power', danger: 'changes' },
  ...{ documented: true, line: 1, response: [] },
  parameters: [
    { name: 'Charge', type: 'string', oneOf: ['Hour', 'Month'], default: 'Month' },
    { name: 'Quantity', type: 'integer', min: 1 },
    { name: 'Bandwidth', type: 'integer', default: 0 },
    { name: 'Line', type: 'string' },
    { name: 'Flat', type: 'string' },
    { name: 'Space', type: 'integer' },
    { name: 'Set', type: 'string' },
    { name: 'Memory', type: 'boolean' },
    { name: 'Disk', type: 'boolean' },
  ],
  when: [
    { if: 'Charge', is: 'Month', bounds: { name: 'Quantity', max: 11 }, line: 2 },
    { if: 'Bandwidth', above: 0, needs: ['Line', 'Flat'], line: 3 },
    { if: 'Space', needs: ['Set'], line: 4 },
    { if: 'Memory', needs: ['Set'], line: 5 },
    { if: 'Disk', is: true, bounds: { name: 'Memory', oneOf: [false] }, line: 6 },
  ],
};
const [charge, bandwidth, space, , disk] = endpoint.when ?? [];

describe('what holds between parameters', () => {
  it.each([
    [{}],
    [{ Charge: 'Hour', Quantity: 12 }],
    [{ Charge: 'Month', Quantity: 11 }],
    [{ Bandwidth: 0 }],
    [{ Bandwidth: 1, Line: 'l' }],
    [{ Bandwidth: 1, Flat: 'f' }],
    [{ Space: 0, Set: 's' }],
    [{ Set: 's', Line: 'l' }],
    [{ Memory: false }],
    [{ Disk: true }],
    [{ Disk: true, Memory: false }],
    [{ Disk: false, Memory: true, Set: 's' }],
  ])('lets pass what fits together: %j', (values) => {
    expect(validate(endpoint, values)).toEqual(values);
  });

  it.each<[object, string, string, string]>([
    [{ Charge: 'Month', Quantity: 12 }, 'Quantity', 'combination', 'Quantity ..11 with Charge = Month (line 2)'],
    [{ Quantity: 12 }, 'Quantity', 'combination', 'Quantity ..11 with Charge = Month (line 2)'],
    [{ Bandwidth: 1 }, 'Line', 'missing', 'Line | Flat with Bandwidth > 0 (line 3)'],
    [{ Bandwidth: 1, Line: '' }, 'Line', 'missing', 'Line | Flat with Bandwidth > 0 (line 3)'],
    [{ Space: 0 }, 'Set', 'missing', 'Set with Space (line 4)'],
    [{ Memory: true }, 'Set', 'missing', 'Set with Memory (line 5)'],
    [{ Disk: true, Memory: true, Set: 's' }, 'Memory', 'combination', 'Memory false with Disk = true (line 6)'],
  ])('refuses %j by the field and why', (values, field, reason, wanted) => {
    const message = `Try, ${field}: ${reason}; ${wanted}`;
    const expected = { code: 'cloud.invalid-parameter', params: { field, reason }, detail: { code: reason, message } };
    expect(() => validate(endpoint, { ...values })).toThrow(expect.objectContaining(expected) as Error);
  });

  it('refuses a value by itself before it is held against others', () => {
    const expected = { params: { field: 'Quantity', reason: 'range' } };
    expect(() => validate(endpoint, { Quantity: 0, Bandwidth: 1 })).toThrow(expect.objectContaining(expected) as Error);
  });

  it('is told in terms of the catalog', () => {
    const told = [charge, bandwidth, space, disk].map((rule) => rule && [conditionText(rule), demandText(rule)]);
    expect(told).toEqual([
      ['Charge = Month', 'Quantity ..11'],
      ['Bandwidth > 0', 'Line | Flat'],
      ['Space', 'Set'],
      ['Disk = true', 'Memory false'],
    ]);
  });
});
