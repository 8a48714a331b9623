import { z } from 'zod';
import { actionRequestSchema, regionRequestSchema } from './action.ts';
import { errorDataSchema } from './error-schema.ts';
import { powerStateSchema } from './power.ts';

export const taskStates = ['queued', 'running', 'done', 'failed', 'timed-out', 'cancelled', 'interrupted'] as const;
export const taskStateSchema = z.enum(taskStates);
export type TaskState = z.infer<typeof taskStateSchema>;

/** One action on one VM, or the making of one, from the click to its outcome. */
export const taskSchema = z.strictObject({
  id: z.string(),
  request: z.union([actionRequestSchema, regionRequestSchema]),
  /** Empty until a VM that is to be made has an id. */
  vmId: z.string(),
  vmName: z.string(),
  /** The VM that is being made of this one, from when it is seen. */
  madeId: z.string().nullable().default(null),
  connectionId: z.string(),
  region: z.string().default(''),
  /** What the cloud follows the work by, if it named it: the record of a clone. */
  jobId: z.string().nullable().default(null),
  /** False for what was asked for with a password, which is not kept: it cannot be tried again as it is. */
  repeatable: z.boolean().default(true),
  state: taskStateSchema,
  /** What the VM, or the one that is being made of it, is doing while the task waits for it. */
  observed: powerStateSchema.nullable(),
  /** 0–100 where the cloud reports it. */
  progress: z.number().min(0).max(100).nullable(),
  queuedAt: z.number().int(),
  startedAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  error: errorDataSchema.nullable(),
});
export type Task = z.infer<typeof taskSchema>;

export const isOver = (task: Pick<Task, 'state'>): boolean => task.state !== 'queued' && task.state !== 'running';
