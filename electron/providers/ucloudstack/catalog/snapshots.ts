import type { Catalog } from '../../catalog/endpoint.ts';
import { remark, vmName } from './traits.ts';

/** Snapshots and hibernation, which share two actions (000, lines 716–772). */
export const snapshots = [
  {
    id: 'SaveVMInstance',
    action: 'SaveVMInstance',
    title: { en: 'Make a snapshot, or hibernate', zh: '虚拟机整机快照' },
    category: 'snapshot',
    danger: 'changes',
    documented: true,
    line: 716,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 722 },
      { name: 'CompanyID', type: 'integer', line: 723 },
      { name: 'SPName', type: 'string', ...vmName, line: 724 },
      { name: 'Remark', type: 'string', ...remark, line: 725 },
      { name: 'VMID', type: 'string', required: true, line: 726 },
      { name: 'WithoutMemory', type: 'boolean', note: 'False to hibernate.', line: 727 },
      { name: 'WithoutDisk', type: 'boolean', note: 'True hibernates, false makes a snapshot.', line: 728 },
    ],
    when: [{ if: 'WithoutDisk', is: true, bounds: { name: 'WithoutMemory', oneOf: [false] }, line: 727 }],
    response: ['SPID'],
  },
  {
    id: 'RestoreVMInstance',
    action: 'RestoreVMInstance',
    title: { en: 'Revert to a snapshot, or wake', zh: '虚拟机恢复快照' },
    category: 'snapshot',
    danger: 'destroys',
    documented: true,
    line: 737,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 743 },
      { name: 'CompanyID', type: 'integer', line: 744 },
      { name: 'VMID', type: 'string', required: true, line: 745 },
      {
        name: 'SPID',
        type: 'string',
        note: 'Given: reverts to the snapshot. Not given: wakes from hibernation.',
        line: 746,
      },
      { name: 'AllowOtherHost', type: 'boolean', line: 747 },
    ],
    response: [],
    preconditions: ['Without SPID: the VM is hibernated (line 746).'],
  },
  {
    id: 'DeleteVMSnapshot',
    action: 'DeleteVMSnapshot',
    title: { en: 'Delete a snapshot, or all of them', zh: '虚拟机删除快照' },
    category: 'snapshot',
    danger: 'destroys',
    documented: true,
    line: 755,
    parameters: [
      { name: 'Region', type: 'string', required: true, line: 761 },
      { name: 'CompanyID', type: 'integer', line: 762 },
      { name: 'VMID', type: 'string', required: true, line: 763 },
      { name: 'SPID', type: 'string', line: 764 },
      { name: 'IsClear', type: 'boolean', line: 765 },
    ],
    anyOf: [['SPID', 'IsClear']],
    response: ['SPIDs'],
  },
] as const satisfies Catalog;
