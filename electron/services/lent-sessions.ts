import type { ConnectionRecord } from './connection-record.ts';
import type { ConnectionSession } from './connection-session.ts';

type Keys = Pick<ConnectionRecord, 'privateKey' | 'secrets'>;

/** Connections that tasks still need after a lock, with their keys; they ask for nothing by themselves. */
export class LentSessions {
  readonly keys = new Map<string, Keys>();
  readonly #sessions = new Map<string, ConnectionSession>();
  /** Among them those that were lent at an earlier lock. */
  readonly #toTakeBack = new Set<ConnectionSession>();

  get(id: string): ConnectionSession | undefined {
    return this.#sessions.get(id);
  }

  lend(id: string, session: ConnectionSession): void {
    session.rest();
    this.#sessions.set(id, session);
    this.#toTakeBack.add(session);
  }

  async takeBack(): Promise<void> {
    const lent = [...this.#toTakeBack];
    this.#toTakeBack.clear();
    this.#sessions.clear();
    this.keys.clear();
    await Promise.allSettled(lent.map((session) => session.close()));
  }
}
