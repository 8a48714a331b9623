import { describe, expect, it } from 'vitest';
import { premiumQuestion, priceQuestion } from '../../../../../../renderer/features/actions/form/price-question.ts';
import { aVm } from '../../../../../support/vms.ts';
import { aConnection } from '../../../sample.ts';

const place = { connection: aConnection(), region: 'region-a' };
const mute = { connection: aConnection({ capabilities: [] }), region: 'region-a' };
const draft = { cpuCount: '2', memoryBytes: '4 GiB', computeSetId: 'set-1', billing: 'month', periods: '3' };

describe('the price of a new VM', () => {
  it('is asked as soon as its size and place are filled in, whatever else is wrong', () => {
    expect(priceQuestion(place, { ...draft, name: '', bootDiskBytes: 'much', hostname: 'x' })).toEqual({
      ...{ connectionId: 'c1', region: 'region-a', cpuCount: 2, memoryBytes: 4 * 2 ** 30 },
      ...{ computeSetId: 'set-1', billing: 'month', periods: 3, quantity: 1 },
    });
  });

  it('is not asked for half a size, nor of a cloud that cannot tell', () => {
    expect(priceQuestion(place, { ...draft, cpuCount: '' })).toBeNull();
    expect(priceQuestion(place, { ...draft, memoryBytes: '4.0001 MiB' })).toBeNull();
    expect(priceQuestion(mute, draft)).toBeNull();
  });
});

describe('the premium of another size', () => {
  const vm = aVm({ name: 'web', cpuCount: 2, memoryBytes: 4 * 2 ** 30 });

  it('is asked for a size that the VM does not have', () => {
    expect(premiumQuestion(place, vm, { ...draft, cpuCount: '4' })).toMatchObject({
      ...{ connectionId: 'c1', cloudId: vm.cloudId, cpuCount: 4, memoryBytes: 4 * 2 ** 30 },
    });
    expect(premiumQuestion(place, vm, draft)).toBeNull();
    expect(premiumQuestion(mute, vm, { ...draft, cpuCount: '4' })).toBeNull();
  });
});
