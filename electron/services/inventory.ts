import { AppError } from '../../shared/errors/app-error.ts';
import type { InventoryFilter, InventoryPage, InventoryQuery } from '../../shared/model/inventory.ts';
import type { Vm, VmRow } from '../../shared/model/vm.ts';
import { addressOf, searchText, selectVms, type IndexedVm } from './inventory-query.ts';
import { createListeners } from './listeners.ts';

interface InventoryOptions {
  readonly connectionName: (connectionId: string) => string;
  readonly isBusy: (vmId: string) => boolean;
}

/** The one store of VMs of all connections. Windows see it through {@link Inventory.query} only. */
export class Inventory {
  readonly #options: InventoryOptions;
  readonly #byId = new Map<string, IndexedVm>();
  readonly #changed = createListeners<null>();
  readonly #collator = new Intl.Collator(['en', 'zh-CN'], { numeric: true, sensitivity: 'base' });
  #selection: { readonly key: string; readonly vms: readonly Vm[] } | null = null;

  constructor(options: InventoryOptions) {
    this.#options = options;
  }

  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  /** Adds VMs or replaces what is known of them. A state that did not change keeps the time since when it is seen. */
  put(vms: readonly Vm[]): void {
    if (vms.length === 0) return;
    for (const vm of vms) {
      const known = this.#byId.get(vm.id)?.vm;
      const same = known !== undefined && known.power.raw === vm.power.raw;
      const merged = same ? { ...vm, power: { ...vm.power, since: known.power.since } } : vm;
      this.#byId.set(vm.id, { vm: merged, text: searchText(merged) });
    }
    this.touch();
  }

  /** Drops the VMs of a connection that a finished sync did not see. */
  keepOnly(connectionId: string, seen: ReadonlySet<string>): void {
    let dropped = false;
    for (const [id, { vm }] of this.#byId) {
      if (vm.connectionId === connectionId && !seen.has(id)) {
        this.#byId.delete(id);
        dropped = true;
      }
    }
    if (dropped) this.touch();
  }

  remove(vmId: string): void {
    if (this.#byId.delete(vmId)) this.touch();
  }

  clear(): void {
    this.#byId.clear();
    this.touch();
  }

  /** Says that rows may look different though no VM was read, e.g. because a task began. */
  touch(): void {
    this.#selection = null;
    this.#changed.notify(null);
  }

  find(vmId: string): Vm | undefined {
    return this.#byId.get(vmId)?.vm;
  }

  /** @throws AppError `vm.gone` */
  get(vmId: string): Vm {
    const vm = this.find(vmId);
    if (vm === undefined) throw new AppError('vm.gone', { vm: vmId });
    return vm;
  }

  count(connectionId: string): number {
    let count = 0;
    for (const { vm } of this.#byId.values()) if (vm.connectionId === connectionId) count += 1;
    return count;
  }

  rows(ids: readonly string[]): readonly VmRow[] {
    return ids.flatMap((id) => {
      const vm = this.find(id);
      return vm === undefined ? [] : [this.#row(vm)];
    });
  }

  query({ offset, limit, ...filter }: InventoryQuery): InventoryPage {
    const vms = this.#select(filter);
    return {
      rows: vms.slice(offset, offset + limit).map((vm) => this.#row(vm)),
      offset,
      total: vms.length,
      fleet: this.#byId.size,
    };
  }

  #select(filter: InventoryFilter): readonly Vm[] {
    const key = JSON.stringify(filter);
    if (this.#selection?.key !== key) {
      const vms = selectVms(this.#byId.values(), filter, this.#options.connectionName, this.#collator);
      this.#selection = { key, vms };
    }
    return this.#selection.vms;
  }

  #row(vm: Vm): VmRow {
    const { id, connectionId, name, power, os, cpuPercent, memoryPercent, host, tags, consoles, syncedAt } = vm;
    return {
      ...{ id, connectionId, name, power, os, cpuPercent, memoryPercent, host, tags, consoles, syncedAt },
      address: addressOf(vm),
      snapshotCount: vm.snapshots.length,
      busy: this.#options.isBusy(id),
    };
  }
}
