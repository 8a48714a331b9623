import { AppError } from '../../shared/errors/app-error.ts';
import type { Vm } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Provider, Receipt, Secrets } from '../providers/provider.ts';
import type { Goal } from './goals/goal.ts';
import { poll, type Look } from './poll.ts';

/** How long a change whose answer was lost is looked for before the outcome is called unknown. */
const lostAnswerLimit = 12_000;

interface RunOptions {
  readonly provider: Provider;
  readonly goal: Goal;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** The cloud has accepted. */
  readonly onReceipt: (receipt: Receipt) => void;
  /** Every look at a VM while the action is under way. */
  readonly onLook: (vm: Vm) => void;
}

/** Ends the wait: no further look can bring another answer. */
const isFinal = (error: unknown): boolean =>
  error instanceof AppError &&
  ['vm.gone', 'cloud.bad-credentials', 'cloud.denied', 'vault.locked'].includes(error.code);

/**
 * Asks the cloud for an action and waits until its end is seen. A change is never sent twice: when the answer was lost
 * the VM is read again to learn what happened.
 *
 * @throws AppError `task.failed`, `task.timed-out`, `outcome.unknown`, or what the provider throws
 */
export async function runAction(
  { provider, goal, secrets, clock, onReceipt, onLook }: RunOptions,
  signal: AbortSignal,
): Promise<void> {
  let lostAnswer: AppError | null = null;
  try {
    onReceipt(await goal.begin(provider, secrets, signal));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'outcome.unknown') throw error;
    lostAnswer = error;
  }

  const accepted = clock.now();
  const look = (lookSignal: AbortSignal): Promise<Look> =>
    goal.look({ provider, held: lostAnswer === null ? clock.now() - accepted : 0, onLook }, lookSignal);
  const limit = lostAnswer === null ? goal.limit : lostAnswerLimit;
  const outcome = await poll(
    look,
    (error) => {
      if (isFinal(error)) throw error;
    },
    { clock, minDelay: 400, maxDelay: 3_000, limit },
    signal,
  );
  if (outcome === 'reached') return;
  throw lostAnswer ?? new AppError('task.timed-out', { seconds: Math.round(limit / 1000) });
}
