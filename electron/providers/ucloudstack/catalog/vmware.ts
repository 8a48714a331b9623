import type { Catalog } from '../../catalog/endpoint.ts';

/** VMs and stores of attached VMware systems (000, lines 792–846). */
export const vmware = [
  {
    id: 'DescribeVMWareVMs',
    action: 'DescribeVMWareVMs',
    title: { en: 'List VMware VMs', zh: '获取 vmware 虚拟机信息' },
    category: 'vmware',
    danger: 'reads',
    documented: true,
    line: 818,
    parameters: [
      { name: 'ConfigName', type: 'string', required: true, line: 824 },
      {
        name: 'Datacenter',
        type: 'string',
        required: true,
        note: 'An id here, a name on lines 782 and 799.',
        line: 825,
      },
      { name: 'Cluster', type: 'string', line: 826 },
    ],
    response: ['TotalCount', 'Infos'],
  },
  {
    id: 'GetVMWareClusterDatastore',
    action: 'GetVMWareClusterDatastore',
    title: { en: 'List the stores of a VMware cluster', zh: '获取 vmware 计算集群的信息' },
    category: 'vmware',
    danger: 'reads',
    documented: true,
    line: 792,
    parameters: [
      { name: 'ConfigName', type: 'string', required: true, line: 798 },
      { name: 'Datacenter', type: 'string', required: true, line: 799 },
      { name: 'ClusterName', type: 'string', required: true, line: 800 },
      { name: 'ClusterID', type: 'string', required: true, line: 801 },
    ],
    response: ['Infos'],
  },
] as const satisfies Catalog;
