import type { ReactNode } from 'react';
import type { Task } from '../../../shared/model/task.ts';
import { useT } from '../../i18n/language.tsx';
import { Empty } from '../../ui/empty.tsx';
import { TaskRow } from './task-row.tsx';
import { IconListCheck } from '@tabler/icons-react';

export function TaskList({ tasks }: { tasks: readonly Task[] }): ReactNode {
  const t = useT();
  return (
    <ul className="task-list" aria-label={t('tasks.title')}>
      {tasks.map((task) => (
        <TaskRow key={task.id} task={task} />
      ))}
    </ul>
  );
}

/** The tasks of one VM. */
export function VmTasks({ tasks, vmId }: { tasks: readonly Task[]; vmId: string }): ReactNode {
  const t = useT();
  const own = tasks.filter((task) => task.vmId === vmId);
  if (own.length > 0) return <TaskList tasks={own} />;
  return (
    <Empty icon={<IconListCheck size={30} stroke={1.3} />} title={t('tasks.none.title')} what={t('tasks.none.vm')} />
  );
}
