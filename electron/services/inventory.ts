import { AppError } from '../../shared/errors/app-error.ts';
import type { InventoryFilter, InventoryPage, InventoryQuery } from '../../shared/model/inventory.ts';
import { shownName, type Vm, type VmRow } from '../../shared/model/vm.ts';
import { FleetBook } from './fleet-book.ts';
import { addressOf, IndexedVm, selectVms } from './inventory-query.ts';
import { createListeners } from './listeners.ts';
import { SharedParts } from './shared-parts.ts';

interface InventoryOptions {
  readonly connectionName: (connectionId: string) => string;
  readonly isBusy: (vmId: string) => boolean;
}

/** The one store of VMs of all connections. Windows see it through {@link Inventory.query} only. */
export class Inventory {
  readonly #options: InventoryOptions;
  readonly #byId = new Map<string, IndexedVm>();
  readonly #book = new FleetBook();
  readonly #parts = new SharedParts();
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
      const merged = this.#parts.share(vm, same ? known.power.since : vm.power.since);
      this.#byId.set(vm.id, new IndexedVm(merged));
      this.#book.note(known, merged);
    }
    this.touch();
  }

  /** The cloud's ids of those VMs of a connection. */
  idsWhere(connectionId: string, isMeant: (vm: Vm) => boolean): readonly string[] {
    const ids: string[] = [];
    for (const { vm } of this.#byId.values()) {
      if (vm.connectionId === connectionId && isMeant(vm)) ids.push(vm.cloudId);
    }
    return ids;
  }

  /** Drops the VMs of a connection that are not wanted any more. */
  keepOnly(connectionId: string, isWanted: (vm: Vm) => boolean): void {
    let dropped = false;
    for (const { vm } of this.#byId.values()) {
      if (vm.connectionId === connectionId && !isWanted(vm)) dropped = this.#drop(vm.id) || dropped;
    }
    if (dropped) this.touch();
  }

  remove(vmId: string): void {
    if (this.#drop(vmId)) this.touch();
  }

  clear(): void {
    this.#byId.clear();
    this.#book.clear();
    this.#parts.clear();
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
    return this.#book.count(connectionId);
  }

  /** Ids of the VMs of a connection that are in transition, or in a state that no document names. */
  moving(connectionId: string): ReadonlySet<string> {
    return this.#book.moving(connectionId);
  }

  /** Ids of the VMs of a connection that windows asked for since this was called last. */
  takeWatched(connectionId: string): readonly string[] {
    return this.#book.takeWatched(connectionId);
  }

  rows(ids: readonly string[]): readonly VmRow[] {
    return this.#rows(ids.flatMap((id) => this.find(id) ?? []));
  }

  query({ offset, limit, ...filter }: InventoryQuery): InventoryPage {
    const vms = this.#select(filter);
    const rows = this.#rows(vms.slice(offset, offset + limit));
    return { rows, offset, total: vms.length, fleet: this.#byId.size };
  }

  #rows(vms: readonly Vm[]): VmRow[] {
    this.#book.watch(vms);
    return vms.map((vm) => this.#row(vm));
  }

  #drop(vmId: string): boolean {
    this.#book.note(this.find(vmId), undefined);
    return this.#byId.delete(vmId);
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
    const { id, connectionId, region, power, os, cpuPercent, memoryPercent, host, tags, consoles, syncedAt } = vm;
    return {
      name: shownName(vm),
      ...{ id, connectionId, region, power, os, cpuPercent, memoryPercent, host, tags, consoles, syncedAt },
      address: addressOf(vm),
      snapshotCount: vm.snapshots.length,
      busy: this.#options.isBusy(id),
    };
  }
}
