import type { Catalog } from '../../catalog/endpoint.ts';
import { page, picker, regions } from '../../ucloud/siblings.ts';

/**
 * Actions that document 000 only refers to. Those of USB are described in AUTH, section 1; of the pickers only the
 * names are, so of their parameters just those that all lists of this vendor share are offered.
 */
export const siblings = [
  regions,
  {
    ...{ id: 'ListUSBs', action: 'ListUSBs', title: { en: 'List USB devices', zh: '查询 USB 设备' } },
    ...{ category: 'usb', danger: 'reads', documented: false },
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
    ...{ id: 'AttachUSB', action: 'AttachUSB', title: { en: 'Attach a USB device', zh: '挂载 USB 设备' } },
    ...{ category: 'usb', danger: 'changes', documented: false },
    parameters: [
      { name: 'Region', type: 'string', required: true },
      { name: 'USBDeviceID', type: 'string', required: true },
      { name: 'VMID', type: 'string', required: true },
      {
        ...{ name: 'AttachType', type: 'string', required: true, oneOf: ['pass-through', 'redir'] },
        note: "000's spelling (line 47); the vendor's own library has Passthrough.",
      },
    ],
    response: [],
  },
  {
    ...{ id: 'DetachUSB', action: 'DetachUSB', title: { en: 'Detach a USB device', zh: '卸载 USB 设备' } },
    ...{ category: 'usb', danger: 'changes', documented: false },
    parameters: [
      { name: 'Region', type: 'string', required: true },
      { name: 'USBDeviceID', type: 'string', required: true },
    ],
    response: [],
  },
  picker('DescribeVMSet', 'List compute sets', '查询计算集群'),
  picker('DescribeStorageSet', 'List storage sets', '查询存储集群'),
  picker('DescribeImage', 'List images', '查询镜像'),
  picker('DescribeDisk', 'List disks', '查询磁盘'),
  picker('DescribeVPC', 'List VPCs', '查询 VPC'),
  picker('DescribeSubnet', 'List subnets', '查询子网'),
  picker('DescribeSecurityGroup', 'List security groups', '查询安全组'),
  picker('DescribeSnapshot', 'List snapshots', '查询快照'),
  picker('ListProjects', 'List projects', '查询项目组'),
  picker('DescribeUser', 'List tenants', '查询租户'),
] as const satisfies Catalog;
