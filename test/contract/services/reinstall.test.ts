import { afterEach, expect, it } from 'vitest';
import type { Vm } from '../../../shared/model/vm.ts';
import { startUCloudStackSimulator } from '../../simulators/ucloudstack/index.ts';
import { startUCloudStackV2Simulator } from '../../simulators/ucloudstack-v2/index.ts';
import { eventually } from '../../support/eventually.ts';
import { draftFor, startStack } from '../../support/stack.ts';

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

/** The services with one cloud; transitions last long enough for a look to see them. */
async function cloudOf(kind: 'ucloudstack' | 'ucloudstack-v2') {
  const start = kind === 'ucloudstack' ? startUCloudStackSimulator : startUCloudStackV2Simulator;
  const simulator = await start({ vms: 20, transitionMs: 1500, console: 'builtin' });
  const stack = await startStack();
  stops = [() => simulator.stop(), () => stack.stop()];
  await stack.create();
  await stack.connections.add(draftFor(simulator, { kind }));
  await eventually(() => expect(stack.connections.list()[0]?.status).toBe('online'));
  const { rows } = stack.inventory.query({
    ...{ text: '', states: ['stopped'], connectionIds: [], offset: 0, limit: 100 },
    sort: { by: 'name', descending: false },
  });
  const reinstalled = async (id: string, imageId: string) => {
    const { taskIds, refused } = stack.tasks.run([id], { action: 'reinstall', imageId }, {});
    expect(refused).toEqual([]);
    return eventually(() => {
      const task = stack.tasks.list().find((one) => one.id === taskIds[0]);
      expect(task?.endedAt).not.toBeNull();
      return { state: task?.state, error: task?.error };
    });
  };
  const vms: readonly Vm[] = rows.map(({ id }) => stack.inventory.get(id));
  return { simulator, stack, vms, reinstalled };
}

it.each(['ucloudstack', 'ucloudstack-v2'] as const)(
  '%s: a reinstall is done with the image that was asked for, and failed when the VM comes back with another',
  async (kind) => {
    const { simulator, stack, vms, reinstalled } = await cloudOf(kind);
    const vm = vms.find(({ imageId }) => imageId !== 'image-debian-12');
    const [id, before] = [vm?.id ?? '', vm?.imageId ?? ''];
    expect(before).not.toBe('');
    simulator.faults.addAll('fail@ReinstallVMInstance*1');
    expect(await reinstalled(id, 'image-debian-12')).toMatchObject({ state: 'failed', error: { code: 'task.failed' } });
    expect(stack.inventory.get(id)).toMatchObject({ imageId: before, power: { state: 'stopped' } });
    expect(await reinstalled(id, 'image-debian-12')).toEqual({ state: 'done', error: null });
    expect(stack.inventory.get(id).imageId).toBe('image-debian-12');
    expect(await reinstalled(id, 'image-debian-12')).toEqual({ state: 'done', error: null });
  },
  60_000,
);
