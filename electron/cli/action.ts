import { AppError } from '../../shared/errors/app-error.ts';
import type { ActionRequest, RegionRequest } from '../../shared/model/verbs/index.ts';
import { isOver, type Task } from '../../shared/model/task.ts';
import type { Vm } from '../../shared/model/vm.ts';
import type { Secrets } from '../providers/provider.ts';
import type { Answer, Context } from './command.ts';
import { requireConfirmed } from './confirm.ts';
import { findConnection } from './find.ts';
import type { Session } from './session.ts';

/** Waits for a task's end, telling on the way what its VM does. */
async function finish({ tasks }: Session, id: string, { say, t }: Context, signal: AbortSignal): Promise<Task> {
  let observed = '';
  const task = await new Promise<Task>((resolve, reject) => {
    const look = (): void => {
      const seen = tasks.list().find((one) => one.id === id);
      if (seen === undefined) return;
      if (seen.observed !== null && seen.observed !== observed) {
        observed = seen.observed;
        say(`${seen.vmName}: ${t(`state.${seen.observed}`)}`);
      }
      if (!isOver(seen)) return;
      stopListening();
      signal.removeEventListener('abort', onAbort);
      resolve(seen);
    };
    const onAbort = (): void => {
      stopListening();
      // The wait ends here in any case; what the cloud has accepted goes on there.
      tasks.leave(id);
      // Reasons are typed any; every caller aborts with an error.
      reject(signal.reason as Error);
    };
    const stopListening = tasks.onChange(look);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    look();
  });
  const { error } = task;
  if (error === null) return task;
  throw new AppError(error.code, error.params, error.detail === null ? {} : { detail: error.detail });
}

/**
 * An action as an answer: what was asked, and the VM's state after it.
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
  requireConfirmed(context, findConnection(session, vm.connectionId), vm.name.trim() === '' ? vm.cloudId : vm.name);
  session.inventory.put([vm]);
  const { taskIds, refused } = session.tasks.run([vm.id], request, secrets);
  const [refusal] = refused;
  if (refusal !== undefined) throw new AppError(refusal.error.code, refusal.error.params);
  await finish(session, taskIds[0] ?? '', context, signal);
  const after = session.inventory.find(vm.id);
  if (after === undefined) {
    const data = { action: request.action, vm: vm.cloudId, name: vm.name, state: null };
    return { data, text: t('cli.action-gone', { action: t(`action.${request.action}`), vm: vm.name }) };
  }
  const { power, snapshots } = after;
  const made = request.action === 'snapshot-create' ? snapshots.find((one) => one.name === request.name) : undefined;
  return {
    data: {
      ...{ action: request.action, vm: vm.cloudId, name: vm.name, state: power.state },
      ...(made === undefined ? {} : { snapshot: made }),
    },
    text: t('cli.action-done', {
      action: t(`action.${request.action}`),
      vm: vm.name,
      state: t(`state.${power.state}`),
    }),
  };
}

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
  const { cloudId, name, power } = session.inventory.get(vmId);
  return {
    data: { action: request.action, vm: cloudId, name, state: power.state },
    text: t('cli.action-done', { action: t(`action.${request.action}`), vm: name, state: t(`state.${power.state}`) }),
  };
}
