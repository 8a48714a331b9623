import type { Catalog } from '../../catalog/endpoint.ts';

/** Starting, stopping and restarting VMs (001, lines 245–359). */
export const power = [
  {
    id: 'StartVMInstance',
    action: 'StartVMInstance',
    title: { en: 'Start a VM', zh: '开启虚拟机' },
    category: 'power',
    danger: 'changes',
    documented: true,
    line: 245,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 255 },
      { name: 'VMID', type: 'string', required: true, line: 256 },
      { name: 'CompanyID', type: 'integer', line: 257 },
    ],
    response: [],
  },
  {
    id: 'RestartVMInstance',
    action: 'RestartVMInstance',
    title: { en: 'Restart a VM', zh: '重启虚拟机' },
    category: 'power',
    danger: 'changes',
    documented: true,
    line: 275,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 285 },
      { name: 'VMID', type: 'string', required: true, line: 286 },
      { name: 'CompanyID', type: 'integer', line: 287 },
    ],
    response: [],
    note: 'Whether the guest is asked or the VM is reset is not stated.',
  },
  {
    id: 'StopVMInstance',
    action: 'StopVMInstance',
    title: { en: 'Shut a VM down', zh: '关闭虚拟机' },
    category: 'power',
    danger: 'changes',
    documented: true,
    line: 305,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 315 },
      { name: 'VMID', type: 'string', required: true, line: 316 },
      { name: 'CompanyID', type: 'integer', line: 317 },
    ],
    response: [],
  },
  {
    id: 'PoweroffVMInstance',
    action: 'PoweroffVMInstance',
    title: { en: 'Power a VM off', zh: '断电虚拟机' },
    category: 'power',
    danger: 'destroys',
    documented: true,
    line: 335,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 345 },
      { name: 'VMID', type: 'string', required: true, line: 346 },
      { name: 'CompanyID', type: 'integer', line: 347 },
    ],
    response: [],
  },
] as const satisfies Catalog;
