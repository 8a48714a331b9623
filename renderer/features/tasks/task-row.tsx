import { ActionIcon, Progress, Tooltip } from '@mantine/core';
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isOver, type Task } from '../../../shared/model/task.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { Ago, Elapsed } from '../../ui/elapsed.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { percent } from '../../ui/format.ts';
import { Glyph, toneOf } from '../../ui/glyph.tsx';
import { awaitedWords, canRetry, shapeOfTask, taskWords } from './task-words.ts';

/** One task: what, on which VM, how far, how it ended, and what can be done about it. */
export function TaskRow({ task }: { task: Task }): ReactNode {
  const t = useT();
  const cancel = useMutation({ mutationFn: () => request('tasks.cancel', { id: task.id }), networkMode: 'always' });
  const retry = useMutation({ mutationFn: () => request('tasks.retry', { id: task.id }), networkMode: 'always' });
  const shape = shapeOfTask(task.state);
  const failure = cancel.error ?? retry.error;
  return (
    <li className="task-row" data-testid="task-row" data-state={task.state} data-action={task.request.action}>
      <Glyph shape={shape} />
      <div className="task-body">
        <div className="task-line">
          <b className="ellipsis" title={task.vmName}>
            {task.vmName}
          </b>
          <span className={`task-state ${toneOf(shape)}`}>{t(`tasks.state.${task.state}`)}</span>
        </div>
        <div className="task-line">
          <span className="task-what">{taskWords(t, task.request)}</span>
          <span className="dim task-time">
            <TaskTime task={task} />
          </span>
        </div>
        {isOver(task) ? null : <TaskProgress task={task} />}
        {task.error === null ? null : <ErrorNotice error={task.error} />}
        {failure === null ? null : <ErrorNotice error={asErrorData(failure)} />}
      </div>
      <div className="task-buttons">
        {isOver(task) ? null : (
          <Tooltip label={`${t('tasks.cancel')}. ${t('tasks.cancel.hint')}`}>
            <ActionIcon
              size={24}
              aria-label={t('tasks.cancel')}
              aria-description={t('tasks.cancel.hint')}
              onClick={() => cancel.mutate()}
              data-testid="task-cancel"
            >
              <IconPlayerStop size={15} />
            </ActionIcon>
          </Tooltip>
        )}
        {canRetry(task) ? (
          <Tooltip label={t('tasks.retry')}>
            <ActionIcon size={24} aria-label={t('tasks.retry')} onClick={() => retry.mutate()} data-testid="task-retry">
              <IconRefresh size={15} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </div>
    </li>
  );
}

function TaskTime({ task }: { task: Task }): ReactNode {
  const t = useT();
  if (task.endedAt !== null) {
    return (
      <>
        <Elapsed since={task.startedAt ?? task.queuedAt} until={task.endedAt} />
        {t('common.separator')}
        <Ago at={task.endedAt} />
      </>
    );
  }
  return <Elapsed since={task.startedAt ?? task.queuedAt} />;
}

function TaskProgress({ task }: { task: Task }): ReactNode {
  const t = useT();
  return (
    <>
      {task.observed === null ? null : (
        <p className="dim">
          {awaitedWords(t, task.request, task.observed)}
          {task.progress === null ? '' : ` · ${percent(task.progress, t.locale)}`}
        </p>
      )}
      {task.progress === null ? null : (
        <Progress value={task.progress} size={4} aria-label={taskWords(t, task.request)} />
      )}
    </>
  );
}
