import type { Catalog } from '../../catalog/endpoint.ts';

/** Reading VMs (001, lines 70–175). */
export const inventory = [
  {
    id: 'DescribeVMInstance',
    action: 'DescribeVMInstance',
    title: { en: 'List VMs', zh: '查询虚拟机' },
    category: 'inventory',
    danger: 'reads',
    documented: true,
    line: 70,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 80 },
      { name: 'ProjectIDs', type: 'strings', line: 81 },
      { name: 'Keyword', type: 'string', line: 82 },
      { name: 'CompanyID', type: 'integer', line: 83 },
      { name: 'VPCID', type: 'string', line: 84 },
      { name: 'SubnetID', type: 'string', line: 85 },
      { name: 'Offset', type: 'integer', min: 0, default: 0, line: 86 },
      { name: 'Limit', type: 'integer', min: 1, max: 100, default: 20, note: 'No least value is stated.', line: 87 },
      { name: 'VMIDs', type: 'strings', line: 88 },
    ],
    response: ['TotalCount', 'Infos'],
  },
] as const satisfies Catalog;
