import { describe, expect, it } from 'vitest';
import { validate } from '../../../../../electron/providers/catalog/validate.ts';
import { catalog, type UCloudStackCall } from '../../../../../electron/providers/ucloudstack/catalog/index.ts';

const check = (id: UCloudStackCall, values: Readonly<Record<string, unknown>>): unknown => {
  const endpoint = catalog.find((one) => one.id === id);
  if (endpoint === undefined) throw new Error(`no ${id}`);
  return validate(endpoint, values);
};

const vm = { Region: 'r', VMID: 'v' };
const create = {
  ...{ Region: 'r', CompanyID: 200000236, TagKeyValuePairs: ['dGVzdA==:dGVzdC0x'], Name: '虚拟机-1', Quantity: 1 },
  ...{ ChargeType: 'Month', VMType: 'ComputeSetTTPZ', ImageID: 'image-1', CPU: 1, Memory: 1024, BootDiskID: 'd' },
  ...{ VPCID: 'vpc-1', SubnetID: 'subnet-1', OperatorName: 'segment-1', IPVersion: 'IPv4', Bandwidth: 1 },
};
const withoutImage = { ...create, ImageID: '' };
const withoutDisk = { ...create, BootDiskID: '' };
const move = { ...vm, CompanyID: 1 };
const priced = { Region: 'r', ChargeType: 'Year', Quantity: 1, Count: 2, VMType: 'c', CPU: 1, Memory: 1024 };
const clone = {
  ...{ ...vm, CompanyID: 1, Name: 'copy', CPU: 1, Memory: 1024, VMSPID: 's', VPCID: 'vpc-1', SubnetID: 'subnet-1' },
  ...{ IPVersion: 'IPv4', Bandwidth: 0, ChargeType: 'Month', Quantity: 1 },
};
const card = { GPUType: 'GPU', GPUMdevName: 'nvidia-2080ti', GPU: 1 };

describe('a call of the document', () => {
  it.each<[UCloudStackCall, object]>([
    ['DescribeRegion', {}],
    ['DescribeVMInstance', { Region: 'r', States: ['Failed', 'RFailed'], SortBy: 'CreateTime', Sort: 'Descending' }],
    ['CreateVMInstance', create],
    ['CreateVMInstance', { ...withoutImage, OSType: 'Linux', OSVersion: '74', OSDistribution: 'centos' }],
    ['CreateVMInstance', { ...withoutDisk, BootDiskSetType: 's', BootDiskSpace: 100 }],
    ['CreateVMInstance', { ...create, Hostname: 'web-01.lan', LANMAC: '00:1A:2B:3C:4D:5E', InternalIP: 'fd00::1' }],
    ['CreateVMInstance', { ...create, Password: 'f34f*2defrefe', InternalIP: '10.0.0.1', USBAttachType: 'redir' }],
    ['CreateVMInstance', { ...create, ...card, MdevName: 'half', GPUBindingEnable: false }],
    ['CreateVMInstance', { ...create, DataDiskSetType: 's', DataDiskSpace: 10, Bandwidth: 5 }],
    ['GetVMInstancePrice', { ...priced, BootDiskSetType: 's', BootDiskSpace: 40 }],
    ['CloneVMInstance', clone],
    ['CloneVMInstance', { ...clone, Bandwidth: 5, FlatNetworkID: 'flat-1' }],
    ['SaveVMInstance', { ...vm, WithoutDisk: true, WithoutMemory: false }],
    ['SaveVMInstance', { ...vm, SPName: '快照-1.a_b', Remark: '一'.repeat(100), WithoutDisk: false }],
    ['DeleteVMSnapshot', { ...vm, IsClear: true }],
    ['DeleteVMSnapshot', { ...vm, SPID: 's', IsClear: false }],
    ['DeleteVMInstance', { ...vm, DelBindResource: 1 }],
    ['UpdateVMDefaultGW', { ...vm, IPID: 'ip-1' }],
    ['MigrateVMStorage', { ...move, Infos: ['disk-1|set-1|disk-2', 'disk-3|set-1|', 'disk-4|set-1'] }],
    ['ReinstallVMInstance', { ...vm, ImageID: 'i', UserData: 'I2Nsb3VkLWNvbmZpZwo=' }],
    ['AttachUSB', { ...vm, USBDeviceID: 'u', AttachType: 'redir' }],
    ['AttachUSB', { ...vm, USBDeviceID: 'u', AttachType: 'Passthrough' }],
  ])('passes when it is as documented: %s %j', (id, values) => {
    const given = Object.entries(values).filter(([, value]) => value !== '');
    expect(check(id, { ...values })).toEqual(Object.fromEntries(given));
  });

  it.each<[string, UCloudStackCall, object, string, string]>([
    ['a snapshot name with a blank', 'SaveVMInstance', { ...vm, SPName: 'a b' }, 'SPName', 'pattern'],
    ['a snapshot name of 51', 'SaveVMInstance', { ...vm, SPName: 'x'.repeat(51) }, 'SPName', 'pattern'],
    ['a remark with a web address', 'SaveVMInstance', { ...vm, Remark: 'see\nhttp://x' }, 'Remark', 'pattern'],
    ['a remark of 101', 'SaveVMInstance', { ...vm, Remark: 'x'.repeat(101) }, 'Remark', 'length'],
    ['deleting no snapshot', 'DeleteVMSnapshot', { ...vm, IsClear: false }, 'SPID', 'missing'],
    ['no way out', 'UpdateVMDefaultGW', vm, 'EIPID', 'missing'],
    ['neither image nor system', 'CreateVMInstance', withoutImage, 'ImageID', 'missing'],
    ['neither disk nor set', 'CreateVMInstance', withoutDisk, 'BootDiskID', 'missing'],
    ['half a GiB of memory', 'CreateVMInstance', { ...create, Memory: 512 }, 'Memory', 'range'],
    ['an odd amount of memory', 'CreateVMInstance', { ...create, Memory: 1536 }, 'Memory', 'step'],
    [
      'a GPU of no model',
      'ResizeVMConfig',
      { ...vm, CPU: 1, Memory: 1024, GPUType: 'GPU', GPU: 1 },
      'GPUMdevName',
      'missing',
    ],
    ['a GPU of no number', 'CreateVMInstance', { ...create, ...card, GPU: undefined }, 'GPU', 'missing'],
    ['a part of no GPU', 'GetVMInstancePrice', { ...priced, GPUType: 'VGPU' }, 'MdevName', 'missing'],
    ['a binding to no host', 'CreateVMInstance', { ...create, GPUBindingEnable: true }, 'VCPUBindingNode', 'missing'],
    ['a data disk from nowhere', 'CreateVMInstance', { ...create, DataDiskSpace: 10 }, 'DataDiskSetType', 'missing'],
    ['a data disk of no size', 'CreateVMInstance', { ...create, DataDiskSetType: 's' }, 'DataDiskSpace', 'missing'],
    [
      'the price of a disk from nowhere',
      'GetVMInstancePrice',
      { ...priced, BootDiskSpace: 40 },
      'BootDiskSetType',
      'missing',
    ],
    ['bandwidth to nowhere', 'CloneVMInstance', { ...clone, Bandwidth: 5 }, 'OperatorName', 'missing'],
    [
      'nothing to save',
      'SaveVMInstance',
      { ...vm, WithoutDisk: true, WithoutMemory: true },
      'WithoutMemory',
      'combination',
    ],
    ['a small disk', 'CreateVMInstance', { ...create, BootDiskSpace: 19 }, 'BootDiskSpace', 'range'],
    [
      'a tag that is no pair',
      'CreateVMInstance',
      { ...create, TagKeyValuePairs: ['x'] },
      'TagKeyValuePairs.0',
      'pattern',
    ],
    ['a host name of digits', 'CreateVMInstance', { ...create, Hostname: '2024' }, 'Hostname', 'pattern'],
    ['a host name with two dashes', 'CreateVMInstance', { ...create, Hostname: 'a--b' }, 'Hostname', 'pattern'],
    ['a short MAC address', 'UpdateVMMAC', { ...vm, NICType: 'LAN', MAC: '00:1A:2B' }, 'MAC', 'pattern'],
    ['a name for an address', 'CreateVMInstance', { ...create, InternalIP: 'web-01' }, 'InternalIP', 'pattern'],
    ['a password without a sign', 'ResetVMInstancePassword', { ...vm, Password: 'abcdef1' }, 'Password', 'pattern'],
    ['a password of capitals', 'ResetVMInstancePassword', { ...vm, Password: 'ABCDE*1' }, 'Password', 'pattern'],
    ['a short password', 'ResetVMInstancePassword', { ...vm, Password: 'a*1' }, 'Password', 'length'],
    ['a move to nowhere', 'MigrateVMStorage', { ...move, Infos: ['disk-1'] }, 'Infos.0', 'pattern'],
    ['plain user data', 'ReinstallVMInstance', { ...vm, ImageID: 'i', UserData: '#cloud' }, 'UserData', 'pattern'],
    ['another spelling', 'AttachUSB', { ...vm, USBDeviceID: 'u', AttachType: 'PassThrough' }, 'AttachType', 'value'],
  ])('is refused with %s', (_, id, values, field, reason) => {
    const expected = { code: 'cloud.invalid-parameter', params: { field, reason } };
    expect(() => check(id, { ...values })).toThrow(expect.objectContaining(expected) as Error);
  });
});
