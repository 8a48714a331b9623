import type { Catalog, Endpoint } from '../catalog/endpoint.ts';

/** How all lists of this vendor are paged. */
export const page = [
  { name: 'Limit', type: 'integer', min: 1, max: 100 },
  { name: 'Offset', type: 'integer', min: 0 },
] as const;

/** Needs no parameter at all, so it is the connection test (AUTH, section 1). */
export const regions = {
  id: 'DescribeRegion',
  action: 'DescribeRegion',
  title: { en: 'List regions', zh: '查询地域' },
  category: 'inventory',
  danger: 'reads',
  documented: false,
  parameters: [],
  response: ['Infos'],
  note: 'The names of the fields are inferred from those of VMs.',
} as const satisfies Endpoint;

const pickerParameters = [
  { name: 'Region', type: 'string', required: true },
  { name: 'CompanyID', type: 'integer' },
  ...page,
] as const;

/** A list that something is chosen from. AUTH names these actions and not their parameters. */
const picker = <const I extends string>(id: I, title: { readonly en: string; readonly zh: string }) =>
  ({
    id,
    action: id,
    title,
    category: 'picker',
    danger: 'reads',
    documented: false,
    parameters: pickerParameters,
    response: ['TotalCount', 'Infos'],
    note: 'The parameters are those that all lists of this vendor share.',
  }) as const;

/** The lists to choose from that both generations have (AUTH, section 1). */
export const pickers = [
  picker('DescribeVMSet', { en: 'List compute sets', zh: '查询计算集群' }),
  picker('DescribeStorageSet', { en: 'List storage sets', zh: '查询存储集群' }),
  picker('DescribeImage', { en: 'List images', zh: '查询镜像' }),
  picker('DescribeDisk', { en: 'List disks', zh: '查询磁盘' }),
  picker('DescribeVPC', { en: 'List VPCs', zh: '查询 VPC' }),
  picker('DescribeSubnet', { en: 'List subnets', zh: '查询子网' }),
  picker('DescribeSecurityGroup', { en: 'List security groups', zh: '查询安全组' }),
  picker('DescribeSnapshot', { en: 'List snapshots', zh: '查询快照' }),
  picker('ListProjects', { en: 'List projects', zh: '查询项目组' }),
  picker('DescribeUser', { en: 'List tenants', zh: '查询租户' }),
] as const satisfies Catalog;

export type PickerCall = (typeof pickers)[number]['id'];
