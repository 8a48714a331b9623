/** One clone under way or done: the "VMC" of document 000. */
export interface Clone {
  readonly vmcId: string;
  readonly vmId: string;
  readonly sourceVmId: string;
  readonly spId: string;
  readonly region: string;
  readonly companyId: number;
  /** Unix seconds. */
  readonly createTime: number;
  state: 'Cloning' | 'Done' | 'Cancelled';
}

/** The clones that were asked for, until somebody deletes their records. */
export class CloneBook {
  readonly #clones = new Map<string, Clone>();

  add(clone: Clone): void {
    this.#clones.set(clone.vmcId, clone);
  }

  get(vmcId: string): Clone | undefined {
    return this.#clones.get(vmcId);
  }

  ofSnapshot(region: string, spId: string): readonly Clone[] {
    return [...this.#clones.values()].filter((clone) => clone.region === region && clone.spId === spId);
  }

  delete(vmcId: string): void {
    this.#clones.delete(vmcId);
  }
}
