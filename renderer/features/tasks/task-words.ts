import type { Translate } from '../../../shared/i18n/translate.ts';
import type { PowerState } from '../../../shared/model/power.ts';
import { isMaking, type AnyRequest } from '../../../shared/model/verbs/index.ts';
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

/** What the task is about besides its VM: the snapshot, the device or the clone. */
function objectOf(request: AnyRequest): string | null {
  if ('snapshotName' in request) return request.snapshotName;
  if ('usbName' in request) return request.usbName;
  return !isMaking(request) && 'name' in request ? request.name : null;
}

/** What is being done, e.g. `Delete snapshot “before-upgrade”`. */
export function taskWords(t: Translate, request: AnyRequest): string {
  const action = t(`action.${request.action}`);
  const name = objectOf(request);
  return name === null ? action : t('tasks.object', { action, name });
}

/** What the VM does, or the clone that is being made of it, e.g. `web-02: Starting`. */
export function awaitedWords(t: Translate, request: AnyRequest, observed: PowerState): string {
  const state = t(`state.${observed}`);
  return request.action === 'clone'
    ? t('tasks.awaits-clone', { name: request.name, state })
    : t('tasks.awaits', { state });
}

export const countRunning = (tasks: readonly Task[]): number => tasks.filter((task) => !isOver(task)).length;

/** Whether trying again makes sense: the task is over, did not reach its goal and needs nothing that was not kept. */
export const canRetry = (task: Task): boolean => isOver(task) && task.state !== 'done' && task.repeatable;
