import { IconListCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Task } from '../../../shared/model/task.ts';
import { useT } from '../../i18n/language.tsx';
import { count } from '../../ui/format.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { countRunning } from './task-words.ts';

/** How many tasks are under way; opens the list. */
export function TaskPill({ tasks, onOpen }: { tasks: readonly Task[]; onOpen: () => void }): ReactNode {
  const t = useT();
  const running = countRunning(tasks);
  const label = running === 0 ? t('title.tasks.none') : t('title.tasks.running', { count: running });
  return (
    <button
      type="button"
      className="task-pill"
      data-running={running > 0}
      aria-label={label}
      title={label}
      onClick={onOpen}
      data-testid="tasks"
    >
      {running === 0 ? <IconListCheck size={16} stroke={1.6} aria-hidden="true" /> : <Glyph shape="move" size={14} />}
      {running === 0 ? null : <span className="tabular">{count(running, t.locale)}</span>}
    </button>
  );
}
