import { AppError } from '../../../shared/errors/app-error.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { readPages, type Page } from '../answers/paging.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import type { MapContext } from './map.ts';
import { filtersOf } from './vm-filters.ts';

interface Described {
  readonly TotalCount: number;
  readonly Infos?: readonly unknown[] | null | undefined;
}

/** What is asked of DescribeVMInstance besides the region. */
export interface DescribePage {
  readonly Limit: number;
  readonly Offset?: number;
  readonly VMIDs?: readonly string[];
}

interface InventoryOptions {
  readonly describe: (
    region: string,
    page: DescribePage,
    filters: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<Described>;
  /** Null for what has no id. */
  readonly toVm: (raw: unknown, context: MapContext) => Vm | null;
  /** Whether the cloud still lists a VM that no longer exists; such a VM is left out. */
  readonly isGone?: (raw: unknown) => boolean;
  readonly context: Pick<ProviderContext, 'connectionId' | 'clock' | 'log'>;
}

/** The most ids that one page can answer. */
const idsPerCall = 100;

export const isSomething = <T>(value: T | null): value is T => value !== null;

/** The verbs that read VMs, the same in both generations. */
export function createInventory({
  describe,
  toVm,
  isGone = () => false,
  context,
}: InventoryOptions): Pick<Provider, 'listVms' | 'countVms' | 'readVms' | 'readVm'> {
  const { connectionId, clock, log } = context;

  const toVms = (region: string, infos: readonly unknown[]): readonly Vm[] => {
    const present = infos.filter((raw) => !isGone(raw));
    const vms = present.map((raw) => toVm(raw, { connectionId, region, now: clock.now() })).filter(isSomething);
    const dropped = present.length - vms.length;
    if (dropped > 0)
      log({ level: 'warn', event: 'cloud.vm-without-id', fields: { connection: connectionId, region, dropped } });
    return vms;
  };

  const readVms: Provider['readVms'] = async (region, cloudIds, signal) => {
    const vms: Vm[] = [];
    for (let from = 0; from < cloudIds.length; from += idsPerCall) {
      const VMIDs = cloudIds.slice(from, from + idsPerCall);
      const { Infos } = await describe(region, { Limit: idsPerCall, VMIDs }, {}, signal);
      // A cloud that ignores the filter must not pass other VMs off as those that were asked for.
      vms.push(...toVms(region, Infos ?? []).filter((vm) => VMIDs.includes(vm.cloudId)));
    }
    return vms;
  };

  return {
    listVms: (region, query, onPage, signal) => {
      const fetch = async (Offset: number, Limit: number, within: AbortSignal): Promise<Page<Vm>> => {
        const { TotalCount, Infos } = await describe(region, { Limit, Offset }, filtersOf(query), within);
        const vms = toVms(region, Infos ?? []);
        return { items: vms, unusable: (Infos ?? []).length - vms.length, total: TotalCount };
      };
      return readPages({ fetch, idOf: ({ cloudId }) => cloudId, onPage }, signal);
    },
    countVms: async (region, signal) => (await describe(region, { Limit: 1 }, {}, signal)).TotalCount,
    readVms,
    readVm: async (ref, signal) => {
      const [vm] = await readVms(ref.region, [ref.cloudId], signal);
      if (vm === undefined) throw new AppError('vm.gone', { vm: ref.cloudId });
      return vm;
    },
  };
}
