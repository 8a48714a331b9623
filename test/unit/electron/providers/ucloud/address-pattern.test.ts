import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressPattern } from '../../../../../electron/providers/ucloud/address-pattern.ts';

describe('an address that a call names', () => {
  it.each(['10.0.0.1', '255.255.255.255', '0.0.0.0', '::', '::1', 'fd00::1', '1:2:3:4:5:6:7:8', '::ffff:10.0.0.1'])(
    'can be %s',
    (address) => {
      expect(addressPattern.test(address)).toBe(true);
    },
  );

  it.each([
    '999.1.1.1',
    '256.0.0.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4.',
    '01.2.3.4',
    'web-01',
    ':::',
    '1::2::3',
    '1:2:3',
  ])('cannot be %s', (address) => {
    expect(addressPattern.test(address)).toBe(false);
  });

  it('can be every one that there is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect([isIP(address) > 0, addressPattern.test(address)]).toEqual([true, true]);
      }),
    );
  });
});
