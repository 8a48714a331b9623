import type { ErrorData } from '../../../shared/errors/app-error.ts';
import { afterTask } from '../../api/after-task.ts';

/** Milliseconds in which a cloud refuses what it will not have; what takes longer is under way. */
const refusalLimit = 1_500;

/** Why a task failed right after it was begun; `null` when it is under way or already done. */
export async function earlyFailure(taskId: string, signal: AbortSignal): Promise<ErrorData | null> {
  try {
    return (await afterTask(taskId, AbortSignal.any([signal, AbortSignal.timeout(refusalLimit)]))).error;
  } catch {
    // The wait ended, not the task: its row in the list of tasks tells the rest.
    return null;
  }
}
