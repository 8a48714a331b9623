import type { Guest, GuestIdentity, GuestStarter } from './guest.ts';

/** The guests that run, at most so many at a time. */
export class GuestPool {
  readonly #starter: GuestStarter;
  readonly #limit: number;
  /** In the order of their last use, oldest first. */
  readonly #guests = new Map<string, Promise<Guest>>();
  readonly #running = new Map<string, Guest>();
  #closed = false;

  constructor(starter: GuestStarter, limit: number) {
    this.#starter = starter;
    this.#limit = Math.max(1, limit);
  }

  /** The guest of this VM, started if need be. Calls for the same VM share one guest. */
  async get(identity: GuestIdentity): Promise<Guest> {
    if (this.#closed) throw new Error('No guest is started while the simulator stops');
    const { vmId } = identity;
    const known = this.#guests.get(vmId);
    const guest = known ?? this.#start(identity);
    this.#guests.delete(vmId);
    this.#guests.set(vmId, guest);
    if (known === undefined) await this.#makeRoom(vmId);
    return guest;
  }

  running(vmId: string): Guest | undefined {
    return this.#running.get(vmId);
  }

  async stop(vmId: string): Promise<void> {
    const guest = this.#guests.get(vmId);
    this.#guests.delete(vmId);
    this.#running.delete(vmId);
    const started = await guest?.catch(() => undefined);
    await started?.stop();
  }

  /** Stops every guest and starts no more. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#guests.keys()].map((vmId) => this.stop(vmId)));
  }

  #start(identity: GuestIdentity): Promise<Guest> {
    const { vmId } = identity;
    const starting: Promise<Guest> = this.#starter.start(identity).then((guest) => {
      if (this.#guests.get(vmId) === starting) this.#running.set(vmId, guest);
      void guest.ended.then(() => this.#forget(vmId, starting));
      return guest;
    });
    starting.catch(() => this.#forget(vmId, starting));
    return starting;
  }

  #forget(vmId: string, guest: Promise<Guest>): void {
    if (this.#guests.get(vmId) !== guest) return;
    this.#guests.delete(vmId);
    this.#running.delete(vmId);
  }

  /** Stops the oldest guest that nobody looks at, or the oldest of all. */
  async #makeRoom(newcomer: string): Promise<void> {
    if (this.#guests.size <= this.#limit) return;
    const candidates = [...this.#running.keys()].filter((vmId) => vmId !== newcomer);
    const oldestFirst = [...this.#guests.keys()].filter((vmId) => candidates.includes(vmId));
    for (const vmId of oldestFirst) {
      const viewers = await this.#running
        .get(vmId)
        ?.viewers()
        .catch(() => 0);
      if (viewers === 0) return this.stop(vmId);
    }
    const [oldest] = oldestFirst;
    if (oldest !== undefined) await this.stop(oldest);
  }
}
