import { describe, expect, it } from 'vitest';
import { catalog, type ActionName } from '../../../../../electron/providers/ucloudstack/catalog.ts';
import type { ParameterValues } from '../../../../../electron/providers/ucloudstack/sign.ts';
import { validate } from '../../../../../electron/providers/ucloudstack/validate.ts';

const snapshot = {
  Region: 'r',
  VMID: 'v',
  SPName: 'before-update',
  Remark: '',
  WithoutMemory: true,
  WithoutDisk: false,
};

describe('what is about to be sent', () => {
  it.each<[ActionName, ParameterValues]>([
    ['DescribeRegion', {}],
    ['DescribeVMInstance', { Region: 'r', CompanyID: 5, Limit: 100, Offset: 0, VMIDs: ['a'], Sort: 'Ascending' }],
    ['SaveVMInstance', snapshot],
    ['SaveVMInstance', { ...snapshot, SPName: '快照-1.a_b', Remark: '一'.repeat(100) }],
    ['AttachUSB', { Region: 'r', USBDeviceID: 'u', VMID: 'v', AttachType: 'redir' }],
  ])('passes when it is as documented: %s', (action, values) => {
    expect(() => validate(action, values)).not.toThrow();
  });

  it.each<[string, ActionName, ParameterValues, string]>([
    ['misses a value', 'StartVMInstance', { Region: 'r' }, 'VMID'],
    ['has an empty value', 'StartVMInstance', { Region: 'r', VMID: '' }, 'VMID'],
    ['has an unknown name', 'StartVMInstance', { Region: 'r', VMID: 'v', Force: true }, 'Force'],
    ['has an inherited name', 'StartVMInstance', { Region: 'r', VMID: 'v', constructor: 'x' }, 'constructor'],
    ['has another type', 'StartVMInstance', { Region: 'r', VMID: 7 }, 'VMID'],
    ['is above its range', 'DescribeVMInstance', { Region: 'r', Limit: 101 }, 'Limit'],
    ['is below its range', 'DescribeVMInstance', { Region: 'r', Offset: -1 }, 'Offset'],
    ['is no whole number', 'DescribeVMInstance', { Region: 'r', Limit: 1.5 }, 'Limit'],
    ['is not among the values', 'DescribeVMInstance', { Region: 'r', Sort: 'Sideways' }, 'Sort'],
    ['has an item not among the values', 'DescribeVMInstance', { Region: 'r', States: ['Gone'] }, 'States'],
    ['has an empty item', 'DescribeVMInstance', { Region: 'r', VMIDs: ['a', ''] }, 'VMIDs'],
    ['has a name that is too long', 'SaveVMInstance', { ...snapshot, SPName: 'x'.repeat(51) }, 'SPName'],
    ['has a name with a blank', 'SaveVMInstance', { ...snapshot, SPName: 'a b' }, 'SPName'],
    ['has a web address in a remark', 'SaveVMInstance', { ...snapshot, Remark: 'see http://x' }, 'Remark'],
    ['has text for a flag', 'SaveVMInstance', { ...snapshot, WithoutDisk: 'false' }, 'WithoutDisk'],
  ])('is refused when it %s', (_, action, values, field) => {
    const expected = { code: 'cloud.invalid-parameter', params: { field } };
    expect(() => validate(action, values)).toThrow(expect.objectContaining(expected) as Error);
  });
});

it('the catalog gives every action a source', () => {
  for (const { source } of Object.values(catalog)) expect(source).toMatch(/^(000:\d+|AUTH \d)$/);
});
