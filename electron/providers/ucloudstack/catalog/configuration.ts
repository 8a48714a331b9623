import type { Catalog } from '../../catalog/endpoint.ts';
import { diskCache, mebibytes, password } from './traits.ts';

/** Settings of one VM (000, lines 499–538, 622–695, 967–983). */
export const configuration = [
  {
    ...{ id: 'ResizeVMConfig', action: 'ResizeVMConfig', title: { en: 'Change CPU and memory', zh: '修改虚拟机配置' } },
    ...{ category: 'configuration', danger: 'changes', documented: true, line: 516 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 522 },
      { name: 'CompanyID', type: 'integer', line: 523 },
      { name: 'ApplicationName', type: 'string', line: 524 },
      { name: 'ApplicationReason', type: 'string', line: 525 },
      { name: 'VMID', type: 'string', required: true, line: 526 },
      { name: 'CPU', type: 'integer', required: true, min: 1, line: 527 },
      { name: 'Memory', type: 'integer', required: true, ...mebibytes, line: 528 },
      { name: 'GPUType', type: 'string', oneOf: ['GPU', 'VGPU'], line: 529 },
      { name: 'GPUMdevName', type: 'string', line: 530 },
      { name: 'GPU', type: 'integer', min: 1, line: 531 },
      { name: 'MdevName', type: 'string', line: 532 },
    ],
    response: [],
  },
  {
    ...{
      id: 'ResetVMInstancePassword',
      action: 'ResetVMInstancePassword',
      title: { en: 'Reset the password of the guest', zh: '重置主机密码' },
    },
    ...{ category: 'configuration', danger: 'changes', documented: true, line: 499 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 505 },
      { name: 'CompanyID', type: 'integer', line: 506 },
      { name: 'VMID', type: 'string', required: true, line: 507 },
      { name: 'Password', type: 'string', required: true, ...password, line: 508 },
    ],
    response: [],
  },
  {
    ...{
      id: 'UpdateVMAdvancedOptions',
      action: 'UpdateVMAdvancedOptions',
      title: { en: 'Change advanced options', zh: '设置虚拟机高级参数' },
    },
    ...{ category: 'configuration', danger: 'changes', documented: true, line: 622 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 628 },
      { name: 'VMID', type: 'string', required: true, line: 629 },
      { name: 'DNS', type: 'string', line: 630 },
      { name: 'HighAvailability', type: 'string', oneOf: ['NeverStop', 'None'], line: 631 },
      { name: 'CPUMode', type: 'string', oneOf: ['host-passthrough', 'custom'], line: 632 },
      { name: 'UserData', type: 'string', secret: true, line: 633 },
      { name: 'UninstallISO', type: 'boolean', line: 634 },
      { name: 'BootloaderType', type: 'string', oneOf: ['bios', 'uefi'], line: 635 },
      {
        name: 'CPUModel',
        type: 'string',
        oneOf: ['default', 'general', 'other'],
        note: 'Free text when creating (line 65).',
        line: 636,
      },
      { name: 'ISOTotal', type: 'integer', note: 'Acts after the VM was off.', line: 637 },
      { name: 'DiskCacheMode', type: 'string', ...diskCache, line: 638 },
    ],
    response: [],
  },
  {
    ...{
      id: 'SetBootFromCdrom',
      action: 'SetBootFromCdrom',
      title: { en: 'Boot from CD', zh: '设置虚拟机从Cdrom启动' },
    },
    ...{ category: 'configuration', danger: 'changes', documented: true, line: 663 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 669 },
      { name: 'CompanyID', type: 'integer', line: 670 },
      { name: 'VMID', type: 'string', required: true, line: 671 },
      { name: 'ImageID', type: 'string', required: true, line: 672 },
    ],
    response: [],
  },
  {
    ...{
      id: 'UnSetBootFromCdrom',
      action: 'UnSetBootFromCdrom',
      title: { en: 'Stop booting from CD', zh: '设置虚拟机不从Cdrom启动' },
    },
    ...{ category: 'configuration', danger: 'changes', documented: true, line: 680 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 686 },
      { name: 'CompanyID', type: 'integer', line: 687 },
      { name: 'VMID', type: 'string', required: true, line: 688 },
      {
        name: 'ImageID',
        type: 'string',
        required: true,
        note: 'Required although the VM has its image already.',
        line: 689,
      },
    ],
    response: [],
  },
  {
    ...{
      id: 'UpdateVMVCPUBinding',
      action: 'UpdateVMVCPUBinding',
      title: { en: 'Bind virtual CPUs to a host', zh: '虚拟机更新VCPU绑定' },
    },
    ...{ category: 'configuration', danger: 'changes', documented: true, line: 967 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 973 },
      { name: 'VMID', type: 'string', required: true, line: 974 },
      { name: 'VCPUBindingNode', type: 'string', line: 975 },
      { name: 'VCPUBindingInfos', type: 'strings', line: 976 },
      { name: 'VCPUBindingDegrandable', type: 'boolean', line: 977 },
    ],
    response: [],
  },
] as const satisfies Catalog;
