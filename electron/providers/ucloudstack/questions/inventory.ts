import type { AnswerTo } from '../../../../shared/model/question.ts';
import { readFields } from '../../answers/fields.ts';
import { listSchema } from '../../ucloud/envelope.ts';
import { readList } from '../../ucloud/lists.ts';
import { instant, stateOf } from '../../ucloud/map.ts';
import type { QuestionHandlers } from '../../verbs.ts';
import { powerStates } from '../map.ts';
import type { Tools } from '../verbs/tools.ts';
import { cloneShape, statusShape } from '../wire.ts';
import { firstOf } from '../../ucloud/map.ts';

type CloneJob = AnswerTo<'clones'>[number];
type VmState = AnswerTo<'states'>[number];

/** One CIStatusInfo; null when it names no VM. Never throws. */
export function toVmState(raw: unknown): VmState | null {
  const { ResourceID, CIStatus } = readFields(raw, statusShape, '', () => undefined);
  return ResourceID === '' ? null : { cloudId: ResourceID, state: stateOf(powerStates, CIStatus), raw: CIStatus };
}

/** One record of a clone; null when it has no id. Never throws. */
export function toCloneJob(raw: unknown): CloneJob | null {
  const clone = readFields(raw, cloneShape, '', () => undefined);
  if (clone.VMCID === '') return null;
  return {
    ...{ jobId: clone.VMCID, vmId: clone.VMID, sourceId: clone.SourceVMID, snapshotId: clone.VMSPID },
    ...{ name: clone.Name, raw: firstOf(clone.Status, clone.State), createdAt: instant(clone.CreateTime) },
  };
}

/** No most is stated; more would make long requests. */
const idsPerCall = 100;

/** States of VMs and records of clones (000, lines 318–346, 894–914). */
export const inventoryQuestions = ({ client, tenancy }: Tools): Pick<QuestionHandlers, 'states' | 'clones'> => ({
  states: async ({ region, cloudIds }, signal) => {
    const found = new Map<string, VmState>();
    for (let from = 0; from < cloudIds.length; from += idsPerCall) {
      const ResourceIDs = cloudIds.slice(from, from + idsPerCall);
      for (const tenant of tenancy.views) {
        const values = { ...tenant, Region: region, ResourceType: 'VM', ResourceIDs };
        const { Infos } = await client.call('DescribeCIStatus', values, listSchema, signal);
        for (const state of (Infos ?? []).map(toVmState)) {
          // A cloud that ignores the filter must not tell of others.
          if (state !== null && ResourceIDs.includes(state.cloudId)) found.set(state.cloudId, state);
        }
      }
    }
    return [...found.values()];
  },
  clones: ({ region, snapshotId }, signal) =>
    readList(
      {
        tenancy,
        fetch: (page, within) =>
          client.call('DescribeVMC', { ...page, Region: region, VMSPID: snapshotId }, listSchema, within),
        map: toCloneJob,
        idOf: ({ jobId }) => jobId,
      },
      signal,
    ),
});
