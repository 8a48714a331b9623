import { Button, Drawer } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isOver, type Task } from '../../../shared/model/task.ts';
import { request } from '../../api/client.ts';
import { useT } from '../../i18n/language.tsx';
import { Empty } from '../../ui/empty.tsx';
import { TaskList } from './task-list.tsx';

interface TaskDrawerProps {
  readonly tasks: readonly Task[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Every task since the start, newest first. */
export function TaskDrawer({ tasks, opened, onClose }: TaskDrawerProps): ReactNode {
  const t = useT();
  const clear = useMutation({ mutationFn: () => request('tasks.clear', null), networkMode: 'always' });
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('tasks.title')}
      position="right"
      size={420}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className="task-drawer" data-testid="task-drawer">
        {tasks.length === 0 ? (
          <Empty
            icon={<IconListCheck size={36} stroke={1.3} />}
            title={t('tasks.none.title')}
            what={t('tasks.none.what')}
          />
        ) : (
          <>
            <div className="task-tools">
              <Button
                size="compact-xs"
                disabled={!tasks.some(isOver)}
                onClick={() => clear.mutate()}
                data-testid="tasks-clear"
              >
                {t('tasks.clear')}
              </Button>
            </div>
            <TaskList tasks={tasks} />
          </>
        )}
      </div>
    </Drawer>
  );
}
