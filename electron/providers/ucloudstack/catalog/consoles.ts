import type { Catalog } from '../../catalog/endpoint.ts';

/** Ways to a VM's screen (000, lines 410–462, 606–620, 774–790). They renew a ticket and leave the VM as it is, so they count as reading. */
export const consoles = [
  {
    id: 'GetVMVNCInfo',
    action: 'GetVMVNCInfo',
    title: { en: 'Get a VNC ticket', zh: '获取VNC信息' },
    category: 'console',
    danger: 'reads',
    documented: true,
    line: 437,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 443 },
      { name: 'CompanyID', type: 'integer', line: 444 },
      { name: 'VMID', type: 'string', required: true, line: 445 },
    ],
    response: ['Info'],
  },
  {
    id: 'GetVMSpiceInfo',
    action: 'GetVMSpiceInfo',
    title: { en: 'Get a SPICE ticket', zh: '获取Spice信息' },
    category: 'console',
    danger: 'reads',
    documented: true,
    line: 410,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 416 },
      { name: 'CompanyID', type: 'integer', line: 417 },
      { name: 'VMID', type: 'string', required: true, line: 418 },
    ],
    response: ['Info'],
  },
  {
    id: 'AllocateVMVNCSession',
    action: 'AllocateVMVNCSession',
    title: { en: "Get a session of the vendor's web console", zh: '申请VNC会话' },
    category: 'console',
    danger: 'reads',
    documented: true,
    line: 606,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 612 },
      { name: 'VMID', type: 'string', required: true, line: 613 },
    ],
    response: ['SessionID'],
    note: 'Where the session id is used is not stated.',
  },
  {
    id: 'GenerateVMWareConsoleTicket',
    action: 'GenerateVMWareConsoleTicket',
    title: { en: 'Get a link to the console of a VMware VM', zh: '创建 vmware 虚拟机控制台凭证' },
    category: 'console',
    danger: 'reads',
    documented: true,
    line: 774,
    parameters: [
      { name: 'ConfigName', type: 'string', required: true, line: 780 },
      { name: 'VMName', type: 'string', required: true, line: 781 },
      { name: 'Datacenter', type: 'string', required: true, line: 782 },
      { name: 'VMID', type: 'string', required: true, line: 783 },
    ],
    response: ['Link'],
  },
] as const satisfies Catalog;
