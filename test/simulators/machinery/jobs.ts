interface Job {
  readonly timer: NodeJS.Timeout;
  act: () => void;
}

/** Timers by the id of what they act on; a new one takes the place of the last. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();

  after(id: string, ms: number, act: () => void): void {
    this.drop(id);
    this.#jobs.set(id, { timer: setTimeout(() => this.#run(id), ms), act });
  }

  /** What is waited for ends otherwise; nothing where nothing is waited for. */
  divert(id: string, act: () => void): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) job.act = act;
  }

  drop(id: string): void {
    clearTimeout(this.#jobs.get(id)?.timer);
    this.#jobs.delete(id);
  }

  /** Does now what was to be done later; what that leads to takes its time again. */
  finish(): void {
    for (const id of [...this.#jobs.keys()]) this.#run(id);
  }

  close(): void {
    for (const { timer } of this.#jobs.values()) clearTimeout(timer);
    this.#jobs.clear();
  }

  #run(id: string): void {
    const job = this.#jobs.get(id);
    this.drop(id);
    job?.act();
  }
}
