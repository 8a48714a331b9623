import { nothingMore } from '../../ucloud/calls.ts';
import type { VmHandlers } from '../../verbs.ts';
import { savedSchema } from '../wire.ts';
import type { Tools } from './tools.ts';

type Handlers = Pick<
  VmHandlers,
  'hibernate' | 'wake' | 'snapshot-create' | 'snapshot-revert' | 'snapshot-delete' | 'snapshot-clear'
>;

/** Snapshots and hibernation: three calls, told apart by their flags (000, lines 727–728) and by the snapshot (746). */
export const snapshotHandlers = ({ client, tenancy: { vmOf }, send }: Tools): Handlers => ({
  hibernate: (ref, _, __, signal) => {
    const values = { ...vmOf(ref), WithoutDisk: true, WithoutMemory: false };
    return client.call('SaveVMInstance', values, nothingMore, signal);
  },
  wake: (ref, _, __, signal) => client.call('RestoreVMInstance', vmOf(ref), nothingMore, signal),
  'snapshot-create': async (ref, request, _, signal) => {
    const fields = {
      name: ['SPName'],
      remark: ['Remark'],
      memory: ['WithoutMemory', (memory: boolean) => !memory],
    } as const;
    const { SPID } = await send(
      'SaveVMInstance',
      { ...vmOf(ref), WithoutDisk: false },
      { request, fields },
      savedSchema,
      signal,
    );
    return { snapshotId: SPID };
  },
  'snapshot-revert': (ref, { snapshotId, otherHost }, _, signal) => {
    const values = { ...vmOf(ref), SPID: snapshotId, ...(otherHost === true && { AllowOtherHost: true }) };
    return client.call('RestoreVMInstance', values, nothingMore, signal);
  },
  'snapshot-delete': (ref, { snapshotId }, _, signal) =>
    client.call('DeleteVMSnapshot', { ...vmOf(ref), SPID: snapshotId, IsClear: false }, nothingMore, signal),
  'snapshot-clear': (ref, _, __, signal) =>
    client.call('DeleteVMSnapshot', { ...vmOf(ref), IsClear: true }, nothingMore, signal),
});
