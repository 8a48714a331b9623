interface Job {
  readonly timer: NodeJS.Timeout;
  readonly act: () => void;
}

/** Timers by the id of what they act on; a new one takes the place of the last. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();

  after(id: string, ms: number, act: () => void): void {
    this.drop(id);
    const run = (): void => {
      this.drop(id);
      act();
    };
    this.#jobs.set(id, { timer: setTimeout(run, ms), act: run });
  }

  drop(id: string): void {
    clearTimeout(this.#jobs.get(id)?.timer);
    this.#jobs.delete(id);
  }

  /** Does now what was to be done later; what that leads to takes its time again. */
  finish(): void {
    for (const { act } of [...this.#jobs.values()]) act();
  }

  close(): void {
    for (const { timer } of this.#jobs.values()) clearTimeout(timer);
    this.#jobs.clear();
  }
}
