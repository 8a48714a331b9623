import { AppError, Bug } from '../../shared/errors/app-error.ts';
import { isOver, type Task } from '../../shared/model/task.ts';
import { request, subscribe } from './client.ts';

/**
 * Waits until a task is over and answers how it ended.
 *
 * @throws AppError `cancelled` when the signal is aborted first, `task.interrupted` when the task has been cleared away.
 */
export function afterTask(id: string, signal: AbortSignal): Promise<Task> {
  return new Promise((resolve, reject) => {
    const look = (tasks: readonly Task[]): void => {
      const task = tasks.find((one) => one.id === id);
      if (task === undefined) end(() => reject(new AppError('task.interrupted')));
      else if (isOver(task)) end(() => resolve(task));
    };
    const stop = subscribe('tasks.changed', look);
    const abort = (): void => end(() => reject(new AppError('cancelled')));
    const end = (settle: () => void): void => {
      stop();
      signal.removeEventListener('abort', abort);
      settle();
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    else
      request('tasks.list', null, signal).then(look, (error: unknown) =>
        end(() => reject(error instanceof Error ? error : new Bug('rejected without an error'))),
      );
  });
}
