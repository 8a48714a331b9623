import { AppError } from '../../shared/errors/app-error.ts';
import type { ActionRequest } from '../../shared/model/verbs/index.ts';
import { isOver, type Task } from '../../shared/model/task.ts';
import type { Vm } from '../../shared/model/vm.ts';
import type { Answer, Context } from './command.ts';
import type { Session } from './session.ts';

/** Runs one action to its end, telling on the way what the VM does. */
async function finish(
  { tasks, inventory }: Session,
  vm: Vm,
  request: ActionRequest,
  { say, t }: Context,
  signal: AbortSignal,
): Promise<Task> {
  inventory.put([vm]);
  const { taskIds, refused } = tasks.run([vm.id], request, {});
  const [refusal] = refused;
  if (refusal !== undefined) throw new AppError(refusal.error.code, refusal.error.params);
  const [id = ''] = taskIds;
  let observed = '';
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const task = tasks.list().find((one) => one.id === id);
      if (task === undefined) return;
      if (task.observed !== null && task.observed !== observed) {
        observed = task.observed;
        say(`${vm.name}: ${t(`state.${task.observed}`)}`);
      }
      if (!isOver(task)) return;
      stopListening();
      signal.removeEventListener('abort', onAbort);
      resolve(task);
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
}

/** An action as an answer: what was asked, and the VM's state after it. */
export async function act(
  session: Session,
  vm: Vm,
  request: ActionRequest,
  context: Context,
  signal: AbortSignal,
): Promise<Answer> {
  const { t } = context;
  const { error } = await finish(session, vm, request, context, signal);
  if (error !== null)
    throw new AppError(error.code, error.params, error.detail === null ? {} : { detail: error.detail });
  const { power, snapshots } = session.inventory.get(vm.id);
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
