import type { QueryClient } from '@tanstack/react-query';
import { isOver, type Task } from '../../shared/model/task.ts';
import { subscribe } from './client.ts';
import { queryKeys } from './queries.ts';

const endedUsbTasks = (tasks: readonly Task[]): number =>
  tasks.filter((task) => isOver(task) && task.request.action.startsWith('usb-')).length;

/** Keeps what is on the screen as main has it. Returns the remover of all its listeners. */
export function followMain(client: QueryClient): () => void {
  const stops = [
    subscribe('vault.changed', (status) => {
      client.setQueryData(queryKeys.vault, status);
      void client.invalidateQueries({ queryKey: queryKeys.vaultKeys });
    }),
    subscribe('connections.changed', () => void client.invalidateQueries({ queryKey: queryKeys.connections })),
    subscribe('inventory.changed', () => void client.invalidateQueries({ queryKey: queryKeys.inventory })),
    subscribe('audit.changed', () => void client.invalidateQueries({ queryKey: queryKeys.audit })),
    subscribe('tasks.changed', (tasks) => {
      const before = client.getQueryData<Task[]>(queryKeys.tasks) ?? [];
      client.setQueryData(queryKeys.tasks, tasks);
      if (endedUsbTasks(before) !== endedUsbTasks(tasks)) void client.invalidateQueries({ queryKey: queryKeys.usb });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Forgets everything that came out of the vault. */
export function forgetContent(client: QueryClient): void {
  client.removeQueries({ queryKey: queryKeys.content });
}
