import type { Vm } from '../../shared/model/vm.ts';
import { noParticulars } from '../../shared/model/vm-particulars.ts';

/** A running VM, with what a test cares about in place of the defaults. */
export function aVm(change: Partial<Vm> & { readonly name: string }): Vm {
  const connectionId = change.connectionId ?? 'c1';
  const cloudId = change.cloudId ?? `vm-${change.name}`;
  return {
    ...{ id: `${connectionId}/${cloudId}`, connectionId, cloudId, region: 'region-a', tenantId: '', remark: '' },
    power: { state: 'running', raw: 'Running', since: 1_000, progress: null },
    os: { family: 'linux', name: 'Debian 12' },
    ...{ cpuCount: 2, memoryBytes: 4 * 2 ** 30, cpuPercent: 10, memoryPercent: 40, diskPercent: 20 },
    ...{
      nics: [],
      disks: [],
      host: 'n1',
      cluster: '',
      project: '',
      projectId: '',
      tenant: '',
      owner: '',
      tags: [],
      agent: 'unknown',
    },
    ...noParticulars,
    ...{ groups: [], hostname: '', image: '', imageId: '', recycledAt: null },
    ...{ createdAt: null, updatedAt: null, expiresAt: null, consoles: ['vnc', 'spice'], usbIds: [], snapshots: [] },
    ...{ pendingChanges: [], problem: '', warnings: [], undocumented: [], syncedAt: 1_000 },
    ...change,
  };
}

export const aNic = (address: string): Vm['nics'][number] => ({
  id: '',
  address,
  version: '4',
  mac: '',
  network: 'LAN',
  name: '',
  gateway: null,
  securityGroup: '',
});
