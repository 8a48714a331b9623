import type { Values } from './test-caller.ts';

/** Tag `env:test`, each half in Base64 (000:15). */
const TAG = `${Buffer.from('env').toString('base64')}:${Buffer.from('test').toString('base64')}`;

/** The least that CreateVMInstance of document 000 takes, with an address outside. */
export const ORDER: Values = {
  Region: 'region-a',
  CompanyID: '200000236',
  'TagKeyValuePairs.0': TAG,
  Name: '新机-01',
  ChargeType: 'Month',
  Quantity: '2',
  VMType: 'ComputeSetx86',
  ImageID: 'image-ubuntu-2204',
  CPU: '2',
  Memory: '4096',
  BootDiskSetType: 'StorageSetSSD',
  BootDiskSpace: '50',
  VPCID: 'vpc-aoffice0000001',
  SubnetID: 'subnet-alan1000000001',
  OperatorName: 'segment-ainternet00001',
  IPVersion: 'IPv4',
  Bandwidth: '10',
};

/** The least that CreateVMInstance of document 001 takes. */
export const ORDER_V2: Values = {
  Region: 'region-a',
  Name: '新机-01',
  Password: 'ucloud.cn1',
  ChargeType: 'Month',
  VMType: 'ComputeSetx86',
  ImageID: 'image-ubuntu-2204',
  CPU: '2',
  Memory: '4096',
  BootDiskSetType: 'StorageSetSSD',
  VPCID: 'vpc-aoffice0000001',
  SubnetID: 'subnet-alan1000000001',
};
