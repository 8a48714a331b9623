import { AppError } from '../../shared/errors/app-error.ts';
import type { ActionRequest, RegionRequest } from '../../shared/model/verbs/index.ts';
import type { Task } from '../../shared/model/task.ts';
import { shownName, type Vm } from '../../shared/model/vm.ts';
import type { Secrets } from '../providers/provider.ts';
import type { Answer, Context } from './command.ts';
import { requireConfirmed } from './confirm.ts';
import { findConnection } from './find.ts';
import { follow } from './progress.ts';
import type { Session } from './session.ts';

/** @throws AppError why the task failed */
async function finish(session: Session, id: string, context: Context, signal: AbortSignal): Promise<Task> {
  const task = await follow(session, id, context, signal);
  const { error } = task;
  if (error === null) return task;
  throw new AppError(error.code, error.params, error.detail === null ? {} : { detail: error.detail });
}

/**
 * An action as an answer: what was asked, the VM's state after it, and what was made of it.
 *
 * @throws CliFailure for production without `--confirm` and the VM's name, or its id where it has none
 */
export async function act(
  session: Session,
  vm: Vm,
  request: ActionRequest,
  secrets: Secrets,
  context: Context,
  signal: AbortSignal,
): Promise<Answer> {
  const { t } = context;
  requireConfirmed(context, findConnection(session, vm.connectionId), shownName(vm));
  session.inventory.put([vm]);
  const { taskIds, refused } = session.tasks.run([vm.id], request, secrets);
  const [refusal] = refused;
  if (refusal !== undefined) throw new AppError(refusal.error.code, refusal.error.params);
  const task = await finish(session, taskIds[0] ?? '', context, signal);
  const after = session.inventory.find(vm.id);
  if (after === undefined) {
    const data = { action: request.action, vm: vm.cloudId, name: vm.name, state: null };
    return { data, text: t('cli.action-gone', { action: t(`action.${request.action}`), vm: shownName(vm) }) };
  }
  const { power, snapshots } = after;
  const waits = after.pendingChanges.filter(
    ({ field, needsRestart }) => needsRestart && !vm.pendingChanges.some((one) => one.field === field),
  );
  const snapshot =
    request.action === 'snapshot-create' ? snapshots.find((one) => one.name === request.name) : undefined;
  const made = task.madeId === null ? undefined : session.inventory.find(task.madeId);
  const told = made ?? after;
  return {
    data: {
      ...{ action: request.action, vm: vm.cloudId, name: vm.name, state: power.state },
      ...(snapshot !== undefined && { snapshot }),
      ...(made !== undefined && { made: madeOf(made, task) }),
      ...(waits.length > 0 && { afterRestart: waits.map(({ field }) => field) }),
    },
    text: [
      t('cli.action-done', {
        action: t(`action.${request.action}`),
        vm: shownName(told),
        state: t(`state.${told.power.state}`),
      }),
      ...waits.map(({ field }) => t('overview.pending.restart', { field })),
    ].join('\n'),
  };
}

/** A VM that was made of another, and what the cloud followed the work by. */
const madeOf = ({ cloudId, name, power }: Vm, { jobId }: Task): Readonly<Record<string, unknown>> => ({
  ...{ vm: cloudId, name, state: power.state, job: jobId },
});

/**
 * The making of a VM as an answer: its id, and its state when it rests.
 *
 * @throws CliFailure for production without `--confirm` and the connection's name
 */
export async function create(
  session: Session,
  { connectionId, region }: { readonly connectionId: string; readonly region: string },
  request: RegionRequest,
  secrets: Secrets,
  context: Context,
  signal: AbortSignal,
): Promise<Answer> {
  const { t } = context;
  const connection = findConnection(session, connectionId);
  requireConfirmed(context, connection, connection.settings.name);
  const { taskId } = session.tasks.create(connectionId, region, request, secrets);
  const { vmId } = await finish(session, taskId, context, signal);
  const made = session.inventory.get(vmId);
  const { cloudId, name, power } = made;
  const words = { action: t(`action.${request.action}`), vm: shownName(made), state: t(`state.${power.state}`) };
  return {
    data: { action: request.action, vm: cloudId, name, state: power.state },
    text: t('cli.action-done', words),
  };
}
