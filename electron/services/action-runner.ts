import { AppError } from '../../shared/errors/app-error.ts';
import type { Vm } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Provider, Receipt, Secrets } from '../providers/provider.ts';
import type { Goal } from './goals/goal.ts';
import { poll, type Look } from './poll.ts';

/** How long a change whose answer was lost is looked for before the outcome is called unknown. */
const lostAnswerLimit = 12_000;

/** How far an action has come. It can be left and taken up again, by another provider of the same connection. */
export interface Pursuit {
  readonly goal: Goal;
  /** When the cloud accepted, or the answer was lost, in milliseconds since the epoch; null before it was asked. */
  askedAt: number | null;
  /** The answer to the change was lost: whether the cloud accepted is not known. */
  lostAnswer: AppError | null;
}

export const pursue = (goal: Goal): Pursuit => ({ goal, askedAt: null, lostAnswer: null });

interface RunOptions {
  readonly provider: Provider;
  readonly pursuit: Pursuit;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Ends the wait, but no request that is under way. */
  readonly rest: AbortSignal;
  /** The cloud has accepted. */
  readonly onReceipt: (receipt: Receipt) => void;
  /** Every look at a VM while the action is under way. */
  readonly onLook: (vm: Vm) => void;
}

const finalCodes: ReadonlySet<string> = new Set([
  ...['vm.gone', 'vault.locked'],
  ...['cloud.bad-credentials', 'cloud.denied', 'cloud.login-expired'],
]);

/** Ends the wait: no further look can bring another answer. A broken handshake passes; a certificate stays as it is. */
const isFinal = ({ code }: AppError): boolean =>
  finalCodes.has(code) || (code.startsWith('tls.') && code !== 'tls.failed');

/**
 * Asks the cloud for an action, unless it was asked before, and waits until its end is seen. A change is never sent
 * twice: when the answer was lost the VM is read again to learn what happened.
 *
 * @throws AppError `task.failed`, `task.timed-out`, `outcome.unknown`, or what the provider throws; the reason of
 * `rest` or of `signal` when one of them is aborted
 */
export async function runAction(
  { provider, pursuit, secrets, clock, rest, onReceipt, onLook }: RunOptions,
  signal: AbortSignal,
): Promise<void> {
  const { goal } = pursuit;
  if (pursuit.askedAt === null) {
    rest.throwIfAborted();
    try {
      onReceipt(await goal.begin(provider, secrets, signal));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'outcome.unknown') throw error;
      pursuit.lostAnswer = error;
    }
    pursuit.askedAt = clock.now();
  }

  const { askedAt, lostAnswer } = pursuit;
  const look = (lookSignal: AbortSignal): Promise<Look> =>
    goal.look({ provider, held: lostAnswer === null ? clock.now() - askedAt : 0, onLook }, lookSignal);
  const limit = lostAnswer === null ? goal.limit : lostAnswerLimit;
  let obstacle: AppError | null = null;
  const outcome = await poll(
    async (lookSignal) => {
      const seen = await look(lookSignal);
      obstacle = null;
      return seen;
    },
    (error) => {
      if (!(error instanceof AppError)) return;
      if (isFinal(error)) throw error;
      obstacle = error;
    },
    { clock, minDelay: 400, maxDelay: 3_000, limit },
    AbortSignal.any([signal, rest]),
  );
  if (outcome === 'reached') return;
  throw lostAnswer ?? timedOut(limit, obstacle);
}

/** @param obstacle why the last look saw nothing; null when it saw something */
function timedOut(limit: number, obstacle: AppError | null): AppError {
  const params = { seconds: Math.round(limit / 1000) };
  if (obstacle === null) return new AppError('task.timed-out', params);
  const detail = { code: obstacle.code, ...obstacle.detail };
  return new AppError('task.timed-out', params, { cause: obstacle, detail });
}
