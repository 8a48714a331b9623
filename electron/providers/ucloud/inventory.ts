import { AppError } from '../../../shared/errors/app-error.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { readPages, type Page } from '../answers/paging.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import type { MapContext } from './map.ts';
import type { Tenancy, TenantValue } from './tenancy.ts';
import { filtersOf, queryRefusal } from './vm-filters.ts';

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
  readonly tenancy: Tenancy;
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
  tenancy,
  context,
}: InventoryOptions): Pick<Provider, 'listVms' | 'countVms' | 'readVms' | 'readVm'> {
  const { connectionId, clock, log } = context;

  /** Null in the place of each that is gone or has no id. */
  const toVms = (region: string, infos: readonly unknown[]): readonly (Vm | null)[] => {
    let dropped = 0;
    const vms = infos.map((raw) => {
      if (isGone(raw)) return null;
      const vm = toVm(raw, { connectionId, region, now: clock.now() });
      if (vm === null) dropped += 1;
      return vm;
    });
    if (dropped > 0)
      log({ level: 'warn', event: 'cloud.vm-without-id', fields: { connection: connectionId, region, dropped } });
    return vms;
  };

  const readFor = async (
    views: readonly TenantValue[],
    region: string,
    cloudIds: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Vm[]> => {
    const vms = new Map<string, Vm>();
    for (const tenant of views) {
      const open = cloudIds.filter((id) => !vms.has(id));
      for (let from = 0; from < open.length; from += idsPerCall) {
        const VMIDs = open.slice(from, from + idsPerCall);
        const filters = { ...tenant, ...tenancy.projects() };
        const { Infos } = await describe(region, { Limit: idsPerCall, VMIDs }, filters, signal);
        // A cloud that ignores the filter must not pass other VMs off as those that were asked for.
        for (const vm of toVms(region, Infos ?? []).filter(isSomething))
          if (VMIDs.includes(vm.cloudId)) vms.set(vm.cloudId, vm);
      }
    }
    return [...vms.values()];
  };

  return {
    listVms: async (region, { tenantId, ...query }, onPage, signal) => {
      const projects = tenancy.projects(query.projectIds);
      if (projects === null) return true;
      const views = tenancy.viewsOf(tenantId);
      const several = views.length > 1;
      const seen = new Set<string>();
      let before = 0;
      let isSettled = true;
      for (const tenant of views) {
        const filters = { ...filtersOf(query), ...projects, ...tenant };
        let total = 0;
        const fetch = async (Offset: number, Limit: number, within: AbortSignal): Promise<Page<Vm>> => {
          const { TotalCount, Infos } = await describe(region, { Limit, Offset }, filters, within);
          return { items: toVms(region, Infos ?? []), total: TotalCount };
        };
        const take = (vms: readonly Vm[], count: number): void => {
          total = count;
          const fresh = several ? vms.filter(({ cloudId }) => !seen.has(cloudId)) : vms;
          if (several) for (const { cloudId } of fresh) seen.add(cloudId);
          onPage(fresh, before + total);
        };
        const paging = { fetch, idOf: ({ cloudId }: Vm) => cloudId, onPage: take, inOrder: query.sort !== undefined };
        const isWhole = await readPages(paging, signal).catch((error: unknown) => {
          throw queryRefusal(error, query);
        });
        if (!isWhole) log({ level: 'warn', event: 'cloud.list-shifts', fields: { connection: connectionId, region } });
        isSettled &&= isWhole;
        before += total;
      }
      return isSettled;
    },
    countVms: async (region, signal) => {
      let count = 0;
      for (const tenant of tenancy.views) {
        const filters = { ...tenancy.projects(), ...tenant };
        count += (await describe(region, { Limit: 1 }, filters, signal)).TotalCount;
      }
      return count;
    },
    readVms: (region, cloudIds, signal) => readFor(tenancy.views, region, cloudIds, signal),
    readVm: async (ref, signal) => {
      const { CompanyID } = tenancy.vmOf(ref);
      const views = CompanyID === undefined ? tenancy.views : [{ CompanyID }];
      const [vm] = await readFor(views, ref.region, [ref.cloudId], signal);
      if (vm === undefined) throw new AppError('vm.gone', { vm: ref.cloudId });
      return vm;
    },
  };
}
