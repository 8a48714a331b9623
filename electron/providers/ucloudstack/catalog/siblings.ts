import type { Catalog } from '../../catalog/endpoint.ts';
import { page, picker, regions } from '../../ucloud/siblings.ts';

/**
 * Actions that document 000 only refers to. Those of USB are described in AUTH, section 1; of the pickers only the
 * names are, so of their parameters just those that all lists of this vendor share are offered.
 */
export const siblings = [
  regions,
  {
    id: 'ListUSBs',
    action: 'ListUSBs',
    title: { en: 'List USB devices', zh: '查询 USB 设备' },
    category: 'usb',
    danger: 'reads',
    documented: false,
    parameters: [
      { name: 'Region', type: 'string', required: true },
      { name: 'CompanyID', type: 'integer' },
      ...page,
      { name: 'HostIP', type: 'string' },
      { name: 'VMID', type: 'string' },
      { name: 'USBDeviceIDs', type: 'strings' },
      { name: 'FilterAttached', type: 'boolean' },
      { name: 'ProjectIDs', type: 'strings' },
      { name: 'SetType', type: 'string' },
    ],
    response: ['TotalCount', 'Infos'],
  },
  {
    id: 'AttachUSB',
    action: 'AttachUSB',
    title: { en: 'Attach a USB device', zh: '挂载 USB 设备' },
    category: 'usb',
    danger: 'changes',
    documented: false,
    parameters: [
      { name: 'Region', type: 'string', required: true },
      { name: 'USBDeviceID', type: 'string', required: true },
      { name: 'VMID', type: 'string', required: true },
      {
        name: 'AttachType',
        type: 'string',
        required: true,
        oneOf: ['pass-through', 'redir'],
        note: "000's spelling (line 47); the vendor's own library has Passthrough.",
      },
    ],
    response: [],
  },
  {
    id: 'DetachUSB',
    action: 'DetachUSB',
    title: { en: 'Detach a USB device', zh: '卸载 USB 设备' },
    category: 'usb',
    danger: 'changes',
    documented: false,
    parameters: [
      { name: 'Region', type: 'string', required: true },
      { name: 'USBDeviceID', type: 'string', required: true },
    ],
    response: [],
  },
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
