import { AppError, isAbort } from '../../shared/errors/app-error.ts';
import type { Vm } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Provider, Region } from '../providers/provider.ts';
import type { Inventory } from './inventory.ts';
import { refusedLogins } from '../../shared/errors/refused-logins.ts';

/** VMs that one refresh reads at most, those first that were read longest ago. */
const mostRefreshed = 1000;

interface FleetSyncOptions {
  readonly connectionId: string;
  readonly provider: Provider;
  readonly inventory: Inventory;
  readonly clock: Clock;
}

/** Brings what a cloud has into the inventory: all of it, or only the VMs that are worth another look. */
export class FleetSync {
  readonly #options: FleetSyncOptions;
  /** The cloud's own count of each region when it was last read whole. */
  readonly #totals = new Map<string, number>();
  /** Ids of the regions whose list went on shifting when they were last read. */
  readonly #unsettled = new Set<string>();
  /** Ids of the regions that were to be read last. */
  #wanted: readonly string[] = [];
  /** Regions that refused the login, which are not asked again before {@link askAgain}. */
  readonly #refused = new Map<string, AppError>();

  constructor(options: FleetSyncOptions) {
    this.#options = options;
  }

  /** What a region refused the login with, once every region that is wanted has. */
  get refusal(): AppError | undefined {
    const [first = ''] = this.#wanted;
    return this.#wanted.every((region) => this.#refused.has(region)) ? this.#refused.get(first) : undefined;
  }

  /** Whether VMs of a region may be missing, since its list never came to rest. */
  isUnsettled(region: string): boolean {
    return this.#unsettled.has(region);
  }

  /** Lets regions be asked again that refused the login: somebody wants it. */
  askAgain(): void {
    this.#refused.clear();
  }

  /**
   * Reads every VM of the regions, one region after the other. A region that fails keeps the VMs that are known of it
   * and harms no other.
   *
   * @returns what each region that failed, by its id, failed with
   */
  async readAll(regions: readonly Region[], signal: AbortSignal): Promise<ReadonlyMap<string, AppError>> {
    const { connectionId, inventory } = this.#options;
    const failures = new Map<string, AppError>();
    this.#wanted = regions.map(({ id }) => id);
    for (const { id } of regions) {
      const refusal = this.#refused.get(id);
      if (refusal !== undefined) {
        failures.set(id, refusal);
        continue;
      }
      try {
        await this.#ask(id, () => this.#readRegion(id, signal));
      } catch (error) {
        if (signal.aborted || isAbort(error) || !(error instanceof AppError)) throw error;
        failures.set(id, error);
      }
    }
    const wanted = new Set(this.#wanted);
    inventory.keepOnly(connectionId, (vm) => wanted.has(vm.region));
    for (const region of this.#totals.keys()) if (!wanted.has(region)) this.#totals.delete(region);
    for (const region of this.#unsettled) if (!wanted.has(region)) this.#unsettled.delete(region);
    // Also those that refused a look while the others were being read.
    for (const [region, refusal] of this.#refused) if (wanted.has(region)) failures.set(region, refusal);
    return failures;
  }

  /** Reads these VMs again, as far as they are of this connection and known; those that no longer exist go. */
  async readSome(vmIds: readonly string[], signal: AbortSignal): Promise<void> {
    const { connectionId, provider, inventory } = this.#options;
    const known = [...new Set(vmIds)]
      .flatMap((id) => inventory.find(id) ?? [])
      .filter((vm) => vm.connectionId === connectionId)
      .sort((a, b) => a.syncedAt - b.syncedAt)
      .slice(0, mostRefreshed);
    for (const [region, vms] of byRegion(known)) {
      if (this.#refused.has(region)) continue;
      const cloudIds = vms.map(({ cloudId }) => cloudId);
      const found = await this.#ask(region, () => provider.readVms(region, cloudIds, signal));
      signal.throwIfAborted();
      inventory.put(found);
      const present = new Set(found.map(({ id }) => id));
      for (const { id } of vms) if (!present.has(id)) inventory.remove(id);
    }
  }

  /** Whether a region has more or fewer VMs than when it was last read whole: one small call a region. */
  async hasOtherCount(signal: AbortSignal): Promise<boolean> {
    const { provider } = this.#options;
    for (const [region, total] of this.#totals) {
      if (this.#refused.has(region)) continue;
      if ((await this.#ask(region, () => provider.countVms(region, signal))) !== total) return true;
    }
    return false;
  }

  async #ask<T>(region: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError && refusedLogins.has(error.code)) this.#refused.set(region, error);
      throw error;
    }
  }

  async #readRegion(region: string, signal: AbortSignal): Promise<void> {
    const { connectionId, provider, inventory, clock } = this.#options;
    const startedAt = clock.now();
    const seen = new Set<string>();
    let total = 0;
    const take = (vms: readonly Vm[], count: number): void => {
      if (signal.aborted) return;
      total = count;
      for (const { id } of vms) seen.add(id);
      inventory.put(vms);
    };
    const isSettled = await provider.listVms(region, {}, take, signal);
    signal.throwIfAborted();
    if (isSettled) this.#unsettled.delete(region);
    else this.#unsettled.add(region);
    // What was read by itself in the meantime is there, even if its page had been read before it was made.
    const isThere = (vm: Vm): boolean => vm.region !== region || seen.has(vm.id) || vm.syncedAt > startedAt;
    for (const { id } of await this.#readMissed(region, isThere, signal)) seen.add(id);
    inventory.keepOnly(connectionId, isThere);
    this.#totals.set(region, total);
  }

  /** Reads by their ids the VMs that were in no page: the list may have shifted past them while it was read. */
  async #readMissed(region: string, isThere: (vm: Vm) => boolean, signal: AbortSignal): Promise<readonly Vm[]> {
    const { connectionId, provider, inventory } = this.#options;
    const missed = inventory.idsWhere(connectionId, (vm) => !isThere(vm)).slice(0, mostRefreshed);
    if (missed.length === 0) return [];
    const found = await provider.readVms(region, missed, signal);
    signal.throwIfAborted();
    inventory.put(found);
    return found;
  }
}

function byRegion(vms: readonly Vm[]): ReadonlyMap<string, readonly Vm[]> {
  const regions = new Map<string, Vm[]>();
  for (const vm of vms) {
    const others = regions.get(vm.region);
    if (others === undefined) regions.set(vm.region, [vm]);
    else others.push(vm);
  }
  return regions;
}
