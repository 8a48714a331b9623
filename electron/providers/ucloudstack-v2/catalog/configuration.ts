import type { Catalog } from '../../catalog/endpoint.ts';

/** Settings of one VM, and its console (001, lines 365–388, 428–485, 524–566). */
export const configuration = [
  {
    ...{
      id: 'ResetVMInstancePassword',
      action: 'ResetVMInstancePassword',
      title: { en: 'Reset the password of the guest', zh: '重置虚拟机密码' },
    },
    ...{ category: 'configuration', danger: 'changes', documented: true, line: 365 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 375 },
      { name: 'VMID', type: 'string', required: true, line: 376 },
      { name: 'Password', type: 'string', required: true, secret: true, line: 377 },
      { name: 'CompanyID', type: 'integer', line: 378 },
    ],
    response: [],
    preconditions: ['The VM is running.'],
  },
  {
    ...{ id: 'ResizeVMConfig', action: 'ResizeVMConfig', title: { en: 'Change CPU and memory', zh: '修改虚拟机配置' } },
    ...{ category: 'configuration', danger: 'changes', documented: true, line: 428 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 438 },
      { name: 'VMID', type: 'string', required: true, line: 439 },
      { name: 'CPU', type: 'integer', required: true, min: 1, line: 440 },
      { name: 'Memory', type: 'integer', required: true, unit: 'MiB', min: 1, line: 441 },
      { name: 'CompanyID', type: 'integer', line: 442 },
      { name: 'ApplicationName', type: 'string', line: 443 },
      { name: 'ApplicationReason', type: 'string', line: 444 },
    ],
    response: [],
  },
  {
    ...{
      id: 'UpdateVMDefaultGW',
      action: 'UpdateVMDefaultGW',
      title: { en: 'Set the way out to the network', zh: '设置虚拟机网络出口' },
    },
    ...{ category: 'network', danger: 'changes', documented: true, line: 462 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 472 },
      { name: 'VMID', type: 'string', required: true, line: 473 },
      { name: 'EIPID', type: 'string', required: true, line: 474 },
      { name: 'CompanyID', type: 'integer', line: 475 },
    ],
    response: [],
  },
  {
    ...{ id: 'GetVMVNCInfo', action: 'GetVMVNCInfo', title: { en: 'Get a VNC ticket', zh: '获取虚拟机VNC信息' } },
    ...{ category: 'console', danger: 'reads', documented: true, line: 524 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 534 },
      { name: 'VMID', type: 'string', required: true, line: 535 },
      { name: 'CompanyID', type: 'integer', line: 536 },
    ],
    response: ['Info'],
  },
] as const satisfies Catalog;
