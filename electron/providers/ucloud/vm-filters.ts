import type { VmQuery } from '../../../shared/model/vm-query.ts';

const sortBy = { created: 'CreateTime', cpu: 'CPUUtilization', memory: 'MemUsage', disk: 'SpaceUsage' } as const;

/** A query in the parameters of DescribeVMInstance (000, lines 96–109). Each catalog refuses what its call lacks. */
export function filtersOf(query: VmQuery): Readonly<Record<string, unknown>> {
  const { text, states, projectIds, vpcId, subnetId, groupId, clusterId, host, sort } = query;
  const wanted = {
    ...{ Keyword: text, States: states, ProjectIDs: projectIds, VPCID: vpcId, SubnetID: subnetId },
    ...{ IGID: groupId, SetID: clusterId, HostIP: host },
    ...(sort !== undefined && { SortBy: sortBy[sort.by], Sort: sort.descending ? 'Descending' : 'Ascending' }),
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
