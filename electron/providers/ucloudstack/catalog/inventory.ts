import type { Catalog } from '../../catalog/endpoint.ts';
import { limit, offset, vmStates } from './traits.ts';

/** The text of two lists against their type; other lists of the document have the type alone. */
const separated = 'The type is array<string>, the text says separated by commas; sent one by one, as other lists are.';

/** Reading VMs (000, lines 89–346). */
export const inventory = [
  {
    id: 'DescribeVMInstance',
    action: 'DescribeVMInstance',
    title: { en: 'List VMs', zh: '获取虚拟机信息' },
    category: 'inventory',
    danger: 'reads',
    documented: true,
    line: 89,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 95 },
      { name: 'ProjectIDs', type: 'strings', line: 96 },
      { name: 'Keyword', type: 'string', line: 97 },
      { name: 'CompanyID', type: 'integer', line: 98 },
      { name: 'Limit', type: 'integer', ...limit, line: 99 },
      { name: 'Offset', type: 'integer', ...offset, line: 100 },
      { name: 'SortBy', type: 'string', oneOf: ['CreateTime', 'CPUUtilization', 'MemUsage', 'SpaceUsage'], line: 101 },
      { name: 'Sort', type: 'string', oneOf: ['Ascending', 'Descending'], line: 102 },
      { name: 'States', type: 'strings', ...vmStates, line: 103 },
      { name: 'VMIDs', type: 'strings', line: 104 },
      { name: 'VPCID', type: 'string', line: 105 },
      { name: 'SubnetID', type: 'string', line: 106 },
      { name: 'IGID', type: 'string', line: 107 },
      { name: 'SetID', type: 'string', line: 108 },
      { name: 'HostIP', type: 'string', line: 109 },
    ],
    response: ['TotalCount', 'Infos'],
  },
  {
    id: 'DescribeCIStatus',
    action: 'DescribeCIStatus',
    title: { en: 'Read the states of many VMs', zh: '查询CI状态' },
    category: 'inventory',
    danger: 'reads',
    documented: true,
    line: 318,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 324 },
      { name: 'CompanyID', type: 'integer', line: 325 },
      { name: 'ResourceType', type: 'string', required: true, note: 'The only value shown is VM.', line: 326 },
      { name: 'ProjectIDs', type: 'strings', note: separated, line: 327 },
      { name: 'States', type: 'strings', line: 328 },
      { name: 'ResourceIDs', type: 'strings', required: true, note: separated, line: 329 },
    ],
    response: ['TotalCount', 'Infos'],
    note: 'The states are not enumerated; the example spells one Availabile.',
  },
] as const satisfies Catalog;
