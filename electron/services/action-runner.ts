import { AppError } from '../../shared/errors/app-error.ts';
import type { Vm } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Provider, Receipt, Secrets } from '../providers/provider.ts';
import type { Goal } from './goals/goal.ts';
import { poll, type PollOutcome } from './poll.ts';
import { refusedLogins } from '../../shared/errors/refused-logins.ts';

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
  /** Hands over what was typed for it; called once at most, when the cloud is asked. */
  readonly takeSecrets: () => Secrets;
  readonly clock: Clock;
  /** Ends the wait, but no request that is under way. */
  readonly rest: AbortSignal;
  /** The cloud has accepted. */
  readonly onReceipt: (receipt: Receipt) => void;
  /** Every look at a VM while the action is under way. */
  readonly onLook: (vm: Vm) => void;
}

const finalCodes: ReadonlySet<string> = new Set([
  ...['vm.gone', 'vault.locked', 'cloud.denied', 'cloud.login-expired'],
  ...refusedLogins,
]);

/** Ends the wait: no further look can bring another answer. A broken handshake passes; a certificate stays as it is. */
const isFinal = ({ code }: AppError): boolean =>
  finalCodes.has(code) || (code.startsWith('tls.') && code !== 'tls.failed');

/**
 * Asks the cloud for an action, unless it was asked before, and waits until its end is seen. A change is never sent
 * twice: when the answer was lost the VM is read again to learn what happened, and what is under way is followed.
 *
 * @throws AppError `task.failed`, `task.timed-out`, `outcome.not-seen` {state}, `outcome.not-made`,
 * `outcome.unknown` when the VM could not be read again, or what the provider throws; the reason of
 * `rest` or of `signal` when one of them is aborted
 */
export async function runAction(options: RunOptions, signal: AbortSignal): Promise<void> {
  const { provider, pursuit, takeSecrets, clock, rest, onReceipt } = options;
  const { goal } = pursuit;
  if (pursuit.askedAt === null) {
    rest.throwIfAborted();
    try {
      onReceipt(await goal.begin(provider, takeSecrets(), signal));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'outcome.unknown') throw error;
      pursuit.lostAnswer = error;
    }
    pursuit.askedAt = clock.now();
  }

  const signals = AbortSignal.any([signal, rest]);
  if (pursuit.lostAnswer !== null && !(await seekTrace(options, pursuit.lostAnswer, signals))) return;
  const askedAt = pursuit.askedAt;
  const { outcome, obstacle } = await watch(options, goal.limit, () => clock.now() - askedAt, signals);
  if (outcome === 'timed-out') throw timedOut(goal.limit, obstacle);
}

/**
 * Looks for a change whose answer was lost.
 *
 * @returns whether it was seen to be under way, and so to be accepted; false when its end was seen
 * @throws AppError what was found when nothing shows that it was carried out, or `lostAnswer` when nothing was found
 */
async function seekTrace(options: RunOptions, lostAnswer: AppError, signal: AbortSignal): Promise<boolean> {
  const { pursuit, clock, onLook } = options;
  const found: { vm: Vm | null; isUnderWay: boolean } = { vm: null, isUnderWay: false };
  const goal: Pick<Goal, 'look'> = {
    look: async (scene, lookSignal) => {
      const look = await pursuit.goal.look(scene, lookSignal);
      if (look.state !== 'waiting' || look.began !== true) return look;
      found.isUnderWay = true;
      return { state: 'reached' };
    },
  };
  const note = (vm: Vm): void => {
    found.vm = vm;
    onLook(vm);
  };
  const looking = { ...options, pursuit: { goal }, onLook: note };
  const { outcome, obstacle } = await watch(looking, lostAnswerLimit, () => 0, signal);
  if (outcome === 'timed-out') {
    const hasSeen = found.vm !== null || obstacle === null;
    throw hasSeen ? notSeen(found.vm, pursuit.goal, lostAnswer) : lostAnswer;
  }
  if (found.isUnderWay) {
    pursuit.lostAnswer = null;
    pursuit.askedAt = clock.now();
  }
  return found.isUnderWay;
}

function notSeen(vm: Vm | null, { makes }: Goal, lostAnswer: AppError): AppError {
  const why = { cause: lostAnswer, ...(lostAnswer.detail !== null && { detail: lostAnswer.detail }) };
  if (vm !== null) return new AppError('outcome.not-seen', { state: vm.power.state }, why);
  return makes === true ? new AppError('outcome.not-made', {}, why) : lostAnswer;
}

interface WatchOptions extends Pick<RunOptions, 'provider' | 'clock' | 'onLook'> {
  readonly pursuit: { readonly goal: Pick<Goal, 'look'> };
}

/** Looks until the end, or until `limit` milliseconds have passed; what kept the last look from seeing is told. */
async function watch(
  { provider, pursuit, clock, onLook }: WatchOptions,
  limit: number,
  held: () => number,
  signal: AbortSignal,
): Promise<{ readonly outcome: PollOutcome; readonly obstacle: AppError | null }> {
  let obstacle: AppError | null = null;
  const outcome = await poll(
    async (lookSignal) => {
      const seen = await pursuit.goal.look({ provider, held: held(), onLook }, lookSignal);
      obstacle = null;
      return seen;
    },
    (error) => {
      if (!(error instanceof AppError)) return;
      if (isFinal(error)) throw error;
      obstacle = error;
    },
    { clock, minDelay: 400, maxDelay: 3_000, limit },
    signal,
  );
  return { outcome, obstacle };
}

/** @param obstacle why the last look saw nothing; null when it saw something */
function timedOut(limit: number, obstacle: AppError | null): AppError {
  const params = { seconds: Math.round(limit / 1000) };
  if (obstacle === null) return new AppError('task.timed-out', params);
  const detail = { code: obstacle.code, ...obstacle.detail };
  return new AppError('task.timed-out', params, { cause: obstacle, detail });
}
