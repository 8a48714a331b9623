import { z } from 'zod';
import type { AnswerTo } from '../../../../shared/model/question.ts';
import { readFields } from '../../answers/fields.ts';
import { vmOf } from '../../ucloud/calls.ts';
import { listSchema } from '../../ucloud/envelope.ts';
import { isSomething } from '../../ucloud/inventory.ts';
import { firstOf, mebibyte, scaled } from '../../ucloud/map.ts';
import type { QuestionHandlers } from '../../verbs.ts';
import type { Tools } from '../verbs/tools.ts';
import { datastoreShape, vmwareVmShape } from '../wire.ts';

type ForeignVm = AnswerTo<'foreign-vms'>[number];
type Store = AnswerTo<'foreign-stores'>[number];

const linkSchema = z.object({ Link: z.url({ protocol: /^https?$/ }) });
const sessionSchema = z.object({ SessionID: z.string().min(1) });

/** A VM of an attached VMware system; null when it has no id. Never throws. Memory is in MB (000, line 846), taken as MiB. */
export function toForeignVm(raw: unknown): ForeignVm | null {
  const vm = readFields(raw, vmwareVmShape, '', () => undefined);
  if (vm.VMID === '') return null;
  return {
    ...{ id: vm.VMID, name: firstOf(vm.Name, vm.VMID), path: vm.InventoryPath, raw: vm.PowerState },
    ...{ cpuCount: vm.CPU, memoryBytes: scaled(vm.Memory, mebibyte) },
  };
}

/** A store of a VMware cluster; null when it has no id. Never throws. */
export function toStore(raw: unknown): Store | null {
  const store = readFields(raw, datastoreShape, '', () => undefined);
  if (store.DatastoreID === '') return null;
  return { id: store.DatastoreID, name: firstOf(store.Name, store.DatastoreID), note: '' };
}

type Handlers = Pick<QuestionHandlers, 'foreign-vms' | 'foreign-stores' | 'foreign-console' | 'web-console'>;

/** What lies beside the cloud: attached VMware systems, the vendor's own console (000, lines 606–620, 774–846). */
export const foreignQuestions = ({ client }: Tools): Handlers => ({
  'foreign-vms': async ({ system, datacenter, cluster }, signal) => {
    const values = { ConfigName: system, Datacenter: datacenter, ...(cluster !== undefined && { Cluster: cluster }) };
    const { Infos } = await client.call('DescribeVMWareVMs', values, listSchema, signal);
    return (Infos ?? []).map(toForeignVm).filter(isSomething);
  },
  'foreign-stores': async ({ system, datacenter, cluster, clusterId }, signal) => {
    const values = { ConfigName: system, Datacenter: datacenter, ClusterName: cluster, ClusterID: clusterId };
    const { Infos } = await client.call('GetVMWareClusterDatastore', values, listSchema, signal);
    return (Infos ?? []).map(toStore).filter(isSomething);
  },
  'foreign-console': async ({ system, datacenter, vmId, vmName }, signal) => {
    const values = { ConfigName: system, Datacenter: datacenter, VMID: vmId, VMName: vmName };
    return { link: (await client.call('GenerateVMWareConsoleTicket', values, linkSchema, signal)).Link };
  },
  'web-console': async (ref, signal) => ({
    sessionId: (await client.call('AllocateVMVNCSession', vmOf(ref), sessionSchema, signal)).SessionID,
  }),
});
