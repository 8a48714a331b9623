import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { ConnectionSettings } from '../../shared/model/connection.ts';
import type { DoctorProgress, DoctorRemark, DoctorStep } from '../../shared/model/doctor.ts';
import type { ConsoleKind, Vm } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { ConsoleTicket } from '../consoles/ticket.ts';
import type { UnbelievedServer } from '../net/certificate.ts';
import type { Peer } from '../net/failures.ts';
import type { NetworkRoute } from '../net/route.ts';
import type { Provider } from '../providers/provider.ts';

export interface DoctorParts {
  readonly settings: ConnectionSettings;
  readonly route: NetworkRoute;
  readonly provider: Provider;
  readonly clock: Clock;
  readonly ticket: (vm: Vm, kind: ConsoleKind, signal: AbortSignal) => Promise<ConsoleTicket>;
  readonly onBelieved: (server: Peer) => void;
  /** A console's server is not believed: what it showed is for a person to look at. */
  readonly onUnbelieved: (server: Peer, error: UnbelievedServer) => void;
  /** Told at the beginning and at the end of every step. */
  readonly onProgress: (progress: DoctorProgress) => void;
}

export type Params = Readonly<Record<string, string | number>>;
interface Finding {
  readonly said: DoctorRemark;
  readonly params?: Params;
  readonly warns?: boolean;
  readonly skips?: boolean;
}
type Name = DoctorStep['step'];

/** Lists as params of a remark. */
export const list = (lists: Readonly<Record<string, readonly string[]>>): Params =>
  Object.fromEntries(Object.entries(lists).map(([name, items]) => [name, items.join(', ')]));

/** Goes one step: notes how long it took and how it ended, and answers whether the way goes on. */
export class Way {
  readonly #steps: DoctorStep[] = [];
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #onProgress: DoctorParts['onProgress'];

  constructor({ clock, onProgress }: DoctorParts, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  get steps(): DoctorStep[] {
    return [...this.#steps];
  }

  async go(step: Name, server: string, work: () => Promise<Finding>): Promise<boolean> {
    this.#signal.throwIfAborted();
    this.#onProgress({ steps: this.steps, now: { step, server } });
    const startedAt = this.#clock.now();
    const took = (): number => Math.max(0, Math.round(this.#clock.now() - startedAt));
    try {
      const { said, params = {}, warns = false, skips = false } = await work();
      const state = skips ? 'skipped' : warns ? 'warned' : 'done';
      this.#end({ step, server, state, ms: skips ? null : took(), said, params, error: null });
      return true;
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      this.#end({ step, server, state: 'failed', ms: took(), said: null, params: {}, error: error.toData() });
      return false;
    }
  }

  skip(step: Name, server: string, said: DoctorRemark = 'not-reached'): void {
    this.#end({ step, server, state: 'skipped', ms: null, said, params: {}, error: null });
  }

  /** Failures that another step shows to be none: a remark, with what was answered. */
  excuse(said: DoctorRemark, isNone: (step: DoctorStep, code: ErrorCode) => boolean): void {
    for (const [at, step] of this.#steps.entries()) {
      if (step.error === null || !isNone(step, step.error.code)) continue;
      this.#steps[at] = { ...step, state: 'warned', said };
      this.#onProgress({ steps: this.steps, now: null });
    }
  }

  #end(step: DoctorStep): void {
    this.#steps.push(step);
    this.#onProgress({ steps: this.steps, now: null });
  }
}
