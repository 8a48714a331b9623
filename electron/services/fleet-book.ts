import { isAtRest } from '../../shared/model/power.ts';
import type { Vm } from '../../shared/model/vm.ts';

/** VMs of one connection that windows can be showing at the same time. */
const mostWatched = 500;

interface Page {
  count: number;
  readonly moving: Set<string>;
  readonly watched: Set<string>;
}

/** What is asked of each connection's VMs again and again, kept so that no answer costs a walk over all of them. */
export class FleetBook {
  readonly #pages = new Map<string, Page>();

  /** Takes note that a VM came, was read anew, or went. */
  note(before: Vm | undefined, after: Vm | undefined): void {
    const vm = after ?? before;
    if (vm === undefined) return;
    const page = this.#page(vm.connectionId);
    page.count += (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1);
    if (after !== undefined && !isAtRest(after.power.state)) page.moving.add(vm.id);
    else page.moving.delete(vm.id);
    if (after === undefined) page.watched.delete(vm.id);
  }

  clear(): void {
    this.#pages.clear();
  }

  count(connectionId: string): number {
    return this.#pages.get(connectionId)?.count ?? 0;
  }

  /** Ids of the VMs in transition, or in a state that no document names: it may pass. */
  moving(connectionId: string): ReadonlySet<string> {
    return this.#page(connectionId).moving;
  }

  /** A window was shown these; the latest ones are remembered. */
  watch(vms: readonly Vm[]): void {
    for (const { id, connectionId } of vms) {
      const { watched } = this.#page(connectionId);
      watched.delete(id);
      watched.add(id);
      const [oldest] = watched;
      if (watched.size > mostWatched && oldest !== undefined) watched.delete(oldest);
    }
  }

  /** Ids of what windows were shown since this was asked last. */
  takeWatched(connectionId: string): readonly string[] {
    const { watched } = this.#page(connectionId);
    const ids = [...watched];
    watched.clear();
    return ids;
  }

  #page(connectionId: string): Page {
    let page = this.#pages.get(connectionId);
    if (page === undefined) {
      page = { count: 0, moving: new Set(), watched: new Set() };
      this.#pages.set(connectionId, page);
    }
    return page;
  }
}
