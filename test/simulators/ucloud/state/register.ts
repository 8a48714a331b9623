import type { Entry } from './fleet.ts';

/** The order of every list: newest first, then by id. */
export const newestFirst = (a: Entry, b: Entry): number => b.createTime - a.createTime || (a.vmId < b.vmId ? -1 : 1);

/** The VMs by id and by region, kept in order so that a page costs no sorting. */
export class Register {
  readonly #byId = new Map<string, Entry>();
  readonly #byRegion = new Map<string, Entry[]>();

  fill(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.#byId.set(entry.vmId, entry);
      this.#regionOf(entry).push(entry);
    }
    for (const list of this.#byRegion.values()) list.sort(newestFirst);
  }

  /** In the order in which they were made. */
  all(): readonly Entry[] {
    return [...this.#byId.values()];
  }

  of(region: string): readonly Entry[] {
    return this.#byRegion.get(region) ?? [];
  }

  get(vmId: string): Entry | undefined {
    return this.#byId.get(vmId);
  }

  addFirst(entry: Entry): void {
    this.#byId.set(entry.vmId, entry);
    this.#regionOf(entry).unshift(entry);
  }

  addLast(entry: Entry): void {
    this.#byId.set(entry.vmId, entry);
    this.#regionOf(entry).push(entry);
  }

  remove(vmId: string): void {
    const entry = this.#byId.get(vmId);
    if (entry === undefined) return;
    this.#byId.delete(vmId);
    const list = this.#regionOf(entry);
    list.splice(list.indexOf(entry), 1);
  }

  #regionOf({ place: { region } }: Entry): Entry[] {
    const known = this.#byRegion.get(region);
    if (known !== undefined) return known;
    const list: Entry[] = [];
    this.#byRegion.set(region, list);
    return list;
  }
}
