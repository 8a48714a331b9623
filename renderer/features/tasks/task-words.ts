import type { Translate } from '../../../shared/i18n/translate.ts';
import type { ActionRequest } from '../../../shared/model/action.ts';
import { isOver, type Task, type TaskState } from '../../../shared/model/task.ts';
import type { GlyphShape } from '../../ui/glyph.tsx';

const shapes: Readonly<Record<TaskState, GlyphShape>> = {
  queued: 'queued',
  running: 'move',
  done: 'done',
  failed: 'err',
  'timed-out': 'err',
  cancelled: 'gone',
  interrupted: 'unknown',
};

export const shapeOfTask = (state: TaskState): GlyphShape => shapes[state];

/** What the task is about besides its VM: the snapshot or the device. */
function objectOf(request: ActionRequest): string | null {
  switch (request.action) {
    case 'snapshot-create':
      return request.name;
    case 'snapshot-revert':
    case 'snapshot-delete':
      return request.snapshotName;
    case 'usb-attach':
    case 'usb-detach':
      return request.usbName;
    case 'start':
    case 'shutdown':
    case 'power-off':
    case 'restart':
      return null;
  }
}

/** What is being done, e.g. `Delete snapshot “before-upgrade”`. */
export function taskWords(t: Translate, request: ActionRequest): string {
  const action = t(`action.${request.action}`);
  const name = objectOf(request);
  return name === null ? action : t('tasks.object', { action, name });
}

export const countRunning = (tasks: readonly Task[]): number => tasks.filter((task) => !isOver(task)).length;

/** Whether trying again makes sense: the task is over and did not reach its goal. */
export const canRetry = (task: Task): boolean => isOver(task) && task.state !== 'done';
