import { isOver, type Task } from '../../shared/model/task.ts';
import { shownName } from '../../shared/model/vm.ts';
import type { Context } from './command.ts';
import type { Session } from './session.ts';

/** What a task tells of itself: as a line for people, and as facts. */
interface Told {
  readonly line: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The record that the cloud follows a task by, which a clone is given up with. */
function jobOf({ request, vmName, jobId }: Task, { t }: Context): Told | null {
  if (jobId === null) return null;
  const name = request.action === 'clone' ? request.name : vmName;
  return {
    line: t('cli.progress-job', { vm: name, job: jobId }),
    facts: { action: request.action, name, job: jobId },
  };
}

/** What a task's VM does, or the one that is being made of it. */
function stateOf({ request, vmId, vmName, madeId, observed, progress }: Task, session: Session, { t }: Context) {
  if (observed === null) return null;
  const seen = session.inventory.find(madeId ?? vmId);
  const [vm, state] = [seen === undefined ? vmName : shownName(seen), t(`state.${observed}`)];
  const percent = progress === null ? null : Math.round(progress);
  return {
    line: percent === null ? t('cli.progress', { vm, state }) : t('cli.progress-percent', { vm, state, percent }),
    facts: { action: request.action, vm: seen?.cloudId ?? null, name: vm, state: observed, percent },
  };
}

/** Waits for a task's end, telling on the way how far it is, each thing once. */
export async function follow(session: Session, id: string, context: Context, signal: AbortSignal): Promise<Task> {
  const { tasks } = session;
  const told = { job: '', state: '' };
  const tell = (about: keyof typeof told, now: Told | null): void => {
    if (now === null || now.line === told[about]) return;
    told[about] = now.line;
    context.say(now.line, now.facts);
  };
  return new Promise<Task>((resolve, reject) => {
    const look = (): void => {
      const seen = tasks.list().find((one) => one.id === id);
      if (seen === undefined) return;
      tell('job', jobOf(seen, context));
      tell('state', stateOf(seen, session, context));
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
}
