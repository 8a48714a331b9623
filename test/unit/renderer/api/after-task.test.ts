import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterTask } from '../../../../renderer/api/after-task.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import type { Task } from '../../../../shared/model/task.ts';
import { aTask } from '../sample.ts';

/** Main as the window sees it: a list of tasks that can change. */
class Main implements Bridge {
  tasks: Task[] = [];
  readonly listeners = new Set<(payload: unknown) => void>();
  request = () => Promise.resolve({ ok: true, value: this.tasks } as const);
  cancel = () => undefined;
  subscribe = (_channel: string, listener: (payload: unknown) => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  change(tasks: Task[]): void {
    this.tasks = tasks;
    for (const listener of this.listeners) listener(tasks);
  }
}

describe('afterTask', () => {
  let main: Main;
  beforeEach(() => {
    main = new Main();
    vi.stubGlobal('window', { vmdeck: main });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('answers how the task ended, and stops listening', async () => {
    main.tasks = [aTask()];
    const ended = afterTask('t1', new AbortController().signal);
    main.change([aTask({ progress: 50 })]);
    main.change([aTask({ state: 'failed' })]);
    expect(await ended).toMatchObject({ state: 'failed' });
    expect(main.listeners.size).toBe(0);
  });

  it('sees a task that was over before it looked', async () => {
    main.tasks = [aTask({ state: 'done' })];
    expect(await afterTask('t1', new AbortController().signal)).toMatchObject({ state: 'done' });
  });

  it('does not wait for a task that has been cleared away', async () => {
    await expect(afterTask('t1', new AbortController().signal)).rejects.toMatchObject({ code: 'task.interrupted' });
  });

  it('gives up with its signal', async () => {
    main.tasks = [aTask()];
    const controller = new AbortController();
    const ended = afterTask('t1', controller.signal);
    controller.abort();
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
    expect(main.listeners.size).toBe(0);
  });
});
