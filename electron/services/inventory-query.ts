import type { InventoryFilter, SortKey } from '../../shared/model/inventory.ts';
import { settledStates, transitionalStates } from '../../shared/model/power.ts';
import { shownName, type Vm } from '../../shared/model/vm.ts';

const stateOrder = new Map<string, number>(
  [...transitionalStates, ...settledStates].map((state, index) => [state, index]),
);

export const addressOf = (vm: Vm): string => vm.nics.find((nic) => nic.address !== '')?.address ?? '';

/** What a text search looks at, in one lower-case string. */
const searchText = (vm: Vm): string =>
  [
    vm.name,
    vm.cloudId,
    ...vm.nics.map((nic) => nic.address),
    vm.host,
    vm.os.name,
    vm.project,
    vm.owner,
    ...vm.tags.map((tag) => `${tag.key}:${tag.value}`),
  ]
    .join('\n')
    .toLowerCase();

type SortValue = string | number;

/** `null` sorts last in both directions. */
function sortValue(vm: Vm, by: SortKey, connectionName: (id: string) => string): SortValue | null {
  switch (by) {
    case 'state':
      return stateOrder.get(vm.power.state) ?? null;
    case 'name':
      return shownName(vm);
    case 'connection':
      return connectionName(vm.connectionId);
    case 'address':
      return addressKey(addressOf(vm));
    case 'cpuPercent':
      return vm.cpuPercent;
    case 'memoryPercent':
      return vm.memoryPercent;
    case 'diskPercent':
      return vm.diskPercent;
    case 'createdAt':
      return vm.createdAt;
    case 'host':
      return vm.host === '' ? null : vm.host;
    case 'syncedAt':
      return vm.syncedAt;
  }
}

/** Pads the parts of an IPv4 address, so that 10.0.0.9 comes before 10.0.0.10. */
const addressKey = (address: string): string | null =>
  address === ''
    ? null
    : address
        .split('.')
        .map((part) => part.padStart(3, '0'))
        .join('.');

/** A VM and what a search looks at, which is made when the first search looks. */
export class IndexedVm {
  readonly vm: Vm;
  #text: string | null = null;

  constructor(vm: Vm) {
    this.vm = vm;
  }

  get text(): string {
    return (this.#text ??= searchText(this.vm));
  }
}

/** The VMs of a filter in its order. Equal keys fall back to the name, then to the id, so that rows do not jump. */
export function selectVms(
  all: Iterable<IndexedVm>,
  filter: InventoryFilter,
  connectionName: (id: string) => string,
  collator: Intl.Collator,
): readonly Vm[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const states = new Set<string>(filter.states);
  const connections = new Set(filter.connectionIds);
  const found: { vm: Vm; key: SortValue | null }[] = [];
  for (const indexed of all) {
    const { vm } = indexed;
    if (states.size > 0 && !states.has(vm.power.state)) continue;
    if (connections.size > 0 && !connections.has(vm.connectionId)) continue;
    if (!words.every((word) => indexed.text.includes(word))) continue;
    found.push({ vm, key: sortValue(vm, filter.sort.by, connectionName) });
  }
  const direction = filter.sort.descending ? -1 : 1;
  found.sort((a, b) => {
    if (a.key === null || b.key === null) {
      if (a.key !== b.key) return a.key === null ? 1 : -1;
    } else {
      const order =
        typeof a.key === 'number' && typeof b.key === 'number'
          ? a.key - b.key
          : collator.compare(String(a.key), String(b.key));
      if (order !== 0) return order * direction;
    }
    return collator.compare(shownName(a.vm), shownName(b.vm)) || (a.vm.id < b.vm.id ? -1 : 1);
  });
  return found.map(({ vm }) => vm);
}
