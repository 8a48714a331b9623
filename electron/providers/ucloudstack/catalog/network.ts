import type { Catalog } from '../../catalog/endpoint.ts';
import { charge, diskMove, mac } from './traits.ts';

/** Networks and disks of one VM (000, lines 588–604, 646–661, 697–714, 951–965). */
export const network = [
  {
    ...{
      id: 'UpdateVMDefaultGW',
      action: 'UpdateVMDefaultGW',
      title: { en: 'Set the way out to the network', zh: '设置虚拟机出口' },
    },
    ...{ category: 'network', danger: 'changes', documented: true, line: 588 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 594 },
      { name: 'CompanyID', type: 'integer', line: 595 },
      { name: 'VMID', type: 'string', required: true, line: 596 },
      { name: 'EIPID', type: 'string', line: 597 },
      { name: 'IPID', type: 'string', line: 598 },
    ],
    anyOf: [['EIPID', 'IPID']],
    response: [],
  },
  {
    ...{
      id: 'UpdateVMMAC',
      action: 'UpdateVMMAC',
      title: { en: 'Change the MAC address of a network card', zh: '修改网卡的MAC' },
    },
    ...{ category: 'network', danger: 'changes', documented: true, line: 646 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 652 },
      { name: 'VMID', type: 'string', required: true, line: 653 },
      {
        name: 'NICType',
        type: 'string',
        required: true,
        oneOf: ['LAN', 'WAN', 'Flat'],
        note: 'Answers spell it NicType (line 133).',
        line: 654,
      },
      { name: 'MAC', type: 'string', ...mac, note: 'What happens without it is not said.', line: 655 },
    ],
    response: [],
  },
  {
    ...{
      id: 'ResetVMNetConfig',
      action: 'ResetVMNetConfig',
      title: { en: 'Reset the network settings', zh: '虚拟机网络参数重置' },
    },
    ...{ category: 'network', danger: 'changes', documented: true, line: 951 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 957 },
      { name: 'CompanyID', type: 'integer', line: 958 },
      { name: 'VMID', type: 'string', required: true, line: 959 },
    ],
    response: [],
  },
  {
    ...{
      id: 'MigrateVMStorage',
      action: 'MigrateVMStorage',
      title: { en: 'Move disks of a running VM', zh: '虚拟机热存储迁移' },
    },
    ...{ category: 'storage', danger: 'changes', documented: true, line: 697 },
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 703 },
      {
        name: 'CompanyID',
        type: 'integer',
        required: true,
        note: 'Required here, although it acts only for administrators.',
        line: 704,
      },
      { name: 'VMID', type: 'string', required: true, line: 705 },
      {
        name: 'Infos',
        type: 'strings',
        required: true,
        ...diskMove,
        note: 'source disk|target storage set|target disk; the row is broken by its own bars.',
        line: 706,
      },
      { name: 'ChargeType', type: 'string', ...charge, line: 707 },
      { name: 'Quantity', type: 'integer', min: 1, line: 708 },
    ],
    response: [],
  },
] as const satisfies Catalog;
