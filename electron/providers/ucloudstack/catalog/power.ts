import type { Catalog } from '../../catalog/endpoint.ts';

/** Starting, stopping and restarting VMs (000, lines 464–586). No precondition and no end is stated. */
export const power = [
  {
    id: 'StartVMInstance',
    action: 'StartVMInstance',
    title: { en: 'Start a VM', zh: '启动主机' },
    category: 'power',
    danger: 'changes',
    documented: true,
    line: 556,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 562 },
      { name: 'CompanyID', type: 'integer', line: 563 },
      { name: 'VMID', type: 'string', required: true, line: 564 },
    ],
    response: [],
  },
  {
    id: 'StopVMInstance',
    action: 'StopVMInstance',
    title: { en: 'Shut a VM down', zh: '关闭主机' },
    category: 'power',
    danger: 'changes',
    documented: true,
    line: 572,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 578 },
      { name: 'CompanyID', type: 'integer', line: 579 },
      { name: 'VMID', type: 'string', required: true, line: 580 },
    ],
    response: [],
  },
  {
    id: 'PoweroffVMInstance',
    action: 'PoweroffVMInstance',
    title: { en: 'Power a VM off', zh: '断电主机' },
    category: 'power',
    danger: 'destroys',
    documented: true,
    line: 464,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 470 },
      { name: 'CompanyID', type: 'integer', line: 471 },
      { name: 'VMID', type: 'string', required: true, line: 472 },
    ],
    response: [],
  },
  {
    id: 'RestartVMInstance',
    action: 'RestartVMInstance',
    title: { en: 'Restart a VM', zh: '重启主机' },
    category: 'power',
    danger: 'changes',
    documented: true,
    line: 540,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 546 },
      { name: 'CompanyID', type: 'integer', line: 547 },
      { name: 'VMID', type: 'string', required: true, line: 548 },
    ],
    response: [],
    note: 'Whether the guest is asked or the VM is reset is not stated.',
  },
] as const satisfies Catalog;
