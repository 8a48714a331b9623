import type { VmQuery } from '../../../shared/model/vm-query.ts';
import type { ArgumentValues } from '../catalog/values.ts';
import { inOurWords, written, type WireFields } from './wire-fields.ts';

const sortBy = { created: 'CreateTime', cpu: 'CPUUtilization', memory: 'MemUsage', disk: 'SpaceUsage' } as const;

type Filters = Omit<VmQuery, 'sort'>;

/** Parameters of DescribeVMInstance (000, lines 96–109). */
const filterFields = {
  text: ['Keyword'],
  states: ['States'],
  projectIds: ['ProjectIDs'],
  vpcId: ['VPCID'],
  subnetId: ['SubnetID'],
  groupId: ['IGID'],
  clusterId: ['SetID'],
  host: ['HostIP'],
} as const satisfies WireFields<Filters>;

/** A query in the parameters of DescribeVMInstance. Each catalog refuses what its call lacks. */
export function filtersOf({ sort, ...filters }: VmQuery): ArgumentValues {
  const order =
    sort === undefined ? {} : { SortBy: sortBy[sort.by], Sort: sort.descending ? 'Descending' : 'Ascending' };
  return { ...written<Filters>({ request: filters, fields: filterFields }), ...order };
}

/** The refusal of a query in its own words; a parameter that was not asked for is told in the cloud's alone. */
export function queryRefusal(error: unknown, query: VmQuery): unknown {
  const fields = Object.entries({ ...filterFields, sort: ['SortBy'] }).filter(([field]) => Object.hasOwn(query, field));
  return inOurWords(error, { fields: Object.fromEntries(fields) });
}
