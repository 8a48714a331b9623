import { vmQuerySchema, type VmQuery } from '../../shared/model/vm-query.ts';
import type { Arguments } from './arguments.ts';
import { exitCodes } from './exit-codes.ts';
import { CliFailure } from './failure.ts';
import type { OptionSpec } from './option.ts';
import type { Session } from './session.ts';

/** Options by the field of a query that they fill. */
const texts = {
  ...{ 'company-id': 'tenantId', keyword: 'text', vpc: 'vpcId', subnet: 'subnetId' },
  ...{ group: 'groupId', cluster: 'clusterId', host: 'host' },
} as const;
const lists = { project: 'projectIds', 'cloud-state': 'states' } as const;

/** What the cloud is asked to filter by itself; each narrows what it sends. */
export const cloudFilterOptions: readonly OptionSpec[] = [
  { name: 'region', placeholder: 'ID', words: 'cli.option.only-region', several: true },
  { name: 'company-id', placeholder: 'ID', words: 'cli.option.only-company' },
  { name: 'project', placeholder: 'ID', words: 'cli.option.only-project', several: true },
  { name: 'keyword', placeholder: 'WORD', words: 'cli.option.keyword' },
  { name: 'cloud-state', placeholder: 'WORD', words: 'cli.option.cloud-state', several: true },
  { name: 'vpc', placeholder: 'ID', words: 'cli.option.only-vpc' },
  { name: 'subnet', placeholder: 'ID', words: 'cli.option.only-subnet' },
  { name: 'group', placeholder: 'ID', words: 'cli.option.only-group' },
  { name: 'cluster', placeholder: 'ID', words: 'cli.option.only-cluster' },
  { name: 'host', placeholder: 'ADDRESS', words: 'cli.option.only-host' },
];

export interface CloudFilter {
  /** None: all. */
  readonly regions: readonly string[];
  readonly query: VmQuery;
}

/** @throws CliFailure for a value that no cloud could take */
export function cloudFilterOf(args: Arguments): CloudFilter | null {
  if (!cloudFilterOptions.some(({ name }) => args.has(name))) return null;
  const wished = [
    ...Object.entries(texts).map(([option, field]) => ({ option, field, value: args.text(option) })),
    ...Object.entries(lists).map(([option, field]) => ({ option, field, value: args.all(option) })),
  ];
  const given = wished.filter(({ option }) => args.has(option));
  const read = vmQuerySchema.safeParse(Object.fromEntries(given.map(({ field, value }) => [field, value])));
  if (read.success) return { regions: args.all('region'), query: read.data };
  const wrong = given.find(({ field }) => field === read.error.issues[0]?.path[0]);
  throw new CliFailure('cli.option-invalid', { option: wrong?.option ?? '' });
}

interface FilteredRead {
  /** Those of the filter that the connection has. */
  readonly regions: readonly string[];
  /** What regions failed with while others answered. */
  readonly failures: readonly unknown[];
  /** Those whose list went on shifting while it was read. */
  readonly unsettled: readonly string[];
}

/**
 * Reads the VMs of a connection that the filter lets through into the inventory; all when there is none.
 *
 * @throws AppError when no region answered
 */
export async function readFiltered(
  { connections, inventory }: Session,
  connectionId: string,
  filter: CloudFilter | null,
  signal: AbortSignal,
): Promise<FilteredRead> {
  if (filter === null) {
    const failed = await connections.refresh(connectionId, signal);
    const known = connections.list().find(({ id }) => id === connectionId)?.regions ?? [];
    return { regions: [], failures: failed, unsettled: known.filter((one) => one.unsettled).map(({ id }) => id) };
  }
  const all = (await connections.regions(connectionId, signal)).map(({ id }) => id);
  const wanted = filter.regions.length === 0 ? all : all.filter((id) => filter.regions.includes(id));
  const provider = connections.provider(connectionId);
  const failures: unknown[] = [];
  const unsettled: string[] = [];
  for (const id of wanted) {
    try {
      const isSettled = await provider.listVms(id, filter.query, (vms) => inventory.put(vms), signal);
      if (!isSettled) unsettled.push(id);
    } catch (error) {
      signal.throwIfAborted();
      failures.push(error);
    }
  }
  if (failures.length > 0 && failures.length === wanted.length) throw failures[0];
  return { regions: wanted, failures, unsettled };
}

/** @throws CliFailure for a region that none of the connections has */
export function requireRegions(filter: CloudFilter | null, known: readonly string[]): void {
  const wanted = filter?.regions.find((id) => !known.includes(id));
  if (wanted !== undefined) throw new CliFailure('cli.region-unknown', { wanted }, exitCodes.validation);
}
