import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionRequest } from '../../../shared/model/verbs/index.ts';
import type { Task } from '../../../shared/model/task.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { startUCloudStackSimulator } from '../../simulators/ucloudstack/index.ts';
import { draftFor, stackPassword, startStack, type Stack } from '../../support/stack.ts';
import { eventually } from '../../support/eventually.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

let simulator: Simulator;
let stack: Stack;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 150, console: 'builtin' });
  stack = await startStack();
});

afterEach(async () => {
  await stack.stop();
  await simulator.stop();
});

const online = (name: string) =>
  eventually(() => expect(stack.connections.list().find((one) => one.settings.name === name)?.status).toBe('online'));

async function connect(): Promise<void> {
  await stack.create();
  await stack.connections.add(draftFor(simulator));
  await online('Lab');
}

function vmIn(state: string): Vm {
  const known = simulator.vms().find((vm) => vm.state === state);
  const page = stack.inventory.query({
    ...{ text: known?.vmId ?? 'none', states: [], connectionIds: [] },
    ...{ sort: { by: 'name', descending: false }, offset: 0, limit: 1 },
  });
  const [row] = page.rows;
  if (row === undefined) throw new Error(`no VM in state ${state}`);
  return stack.inventory.get(row.id);
}

async function finished(vm: Vm, request: ActionRequest): Promise<Task> {
  const { taskIds, refused } = stack.tasks.run([vm.id], request, {});
  expect(refused).toEqual([]);
  return eventually(() => {
    const task = stack.tasks.list().find((one) => one.id === taskIds[0]);
    expect(task?.endedAt).not.toBeNull();
    if (task === undefined) throw new Error('no task');
    return task;
  });
}

const stateInCloud = (vm: Vm) => simulator.vms().find((one) => one.vmId === vm.cloudId)?.state;

describe('from the vault to the cloud and back', () => {
  it('shows every VM of every region after the first sync', async () => {
    await connect();
    const [view] = stack.connections.list();
    expect(view).toMatchObject({ vmCount: simulator.vms().length, error: null, insecure: true });
    expect(view?.regions.map((region) => region.id)).toEqual(simulator.regions);
  });

  it('starts, restarts, shuts down and powers off, each to the state that the cloud then has', async () => {
    await connect();
    const vm = vmIn('Stopped');
    for (const [action, state] of [
      ['start', 'Running'],
      ['restart', 'Running'],
      ['shutdown', 'Stopped'],
      ['start', 'Running'],
      ['power-off', 'Stopped'],
    ] as const) {
      expect(await finished(vm, { action })).toMatchObject({ state: 'done', error: null });
      expect(stateInCloud(vm)).toBe(state);
    }
  });

  it('refuses what the state does not allow, with the reason, and sends nothing', async () => {
    await connect();
    const vm = vmIn('Running');
    const sent = simulator.log.length;
    const { taskIds, refused } = stack.tasks.run([vm.id], { action: 'start' }, {});
    expect(taskIds).toEqual([]);
    expect(refused[0]?.error).toMatchObject({ code: 'action.unavailable', params: { reason: 'needs-stopped' } });
    expect(simulator.log.slice(sent).filter((one) => one.action === 'StartVMInstance')).toEqual([]);
  });

  it('sends nothing more of what waits once the cloud has refused the login', async () => {
    await connect();
    const page = stack.inventory.query({
      ...{ text: '', states: ['running'], connectionIds: [] },
      ...{ sort: { by: 'name', descending: false }, offset: 0, limit: 100 },
    });
    const ids = page.rows.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(5);
    simulator.faults.add({ kind: 'ret-code', value: 171, action: 'RestartVMInstance' });
    const { taskIds } = stack.tasks.run(ids, { action: 'restart' }, {});
    const ended = () => stack.tasks.list().filter(({ id }) => taskIds.includes(id));
    await eventually(() => expect(ended().every(({ endedAt }) => endedAt !== null)).toBe(true));
    expect(new Set(ended().map(({ error }) => error?.code))).toEqual(new Set(['cloud.bad-credentials']));
    expect(simulator.log.filter(({ action }) => action === 'RestartVMInstance').length).toBeLessThanOrEqual(4);
  });

  it('takes, reverts to and deletes a snapshot', async () => {
    await connect();
    const vm = vmIn('Stopped');
    const create = { action: 'snapshot-create', name: 'before-upgrade', remark: '', memory: false } as const;
    expect(await finished(vm, create)).toMatchObject({ state: 'done' });
    const made = stack.inventory.get(vm.id).snapshots.find((one) => one.name === 'before-upgrade');
    expect(made).toMatchObject({ state: 'ready', withMemory: false });
    const target = { snapshotId: made?.id ?? '', snapshotName: 'before-upgrade' };
    expect(await finished(vm, { action: 'snapshot-revert', ...target })).toMatchObject({ state: 'done' });
    expect(stack.inventory.get(vm.id).snapshots.find((one) => one.id === made?.id)?.current).toBe(true);
    expect(await finished(vm, { action: 'snapshot-delete', ...target })).toMatchObject({ state: 'done' });
    expect(stack.inventory.get(vm.id).snapshots.map((one) => one.id)).not.toContain(made?.id);
  });

  it('attaches and detaches a device of the cloud', async () => {
    await connect();
    const vm = vmIn('Running');
    const { signal } = new AbortController();
    const list = () => stack.connections.provider(vm.connectionId).ask('usb-devices', { region: vm.region }, signal);
    const free = (await list()).find((device) => device.state === 'free');
    const device = { usbId: free?.id ?? '', usbName: free?.name ?? '' };
    expect(await finished(vm, { action: 'usb-attach', ...device, mode: 'pass-through' })).toMatchObject({
      state: 'done',
    });
    expect((await list()).find((one) => one.id === device.usbId)?.attachedTo).toBe(vm.cloudId);
    expect(await finished(vm, { action: 'usb-detach', ...device })).toMatchObject({ state: 'done' });
    expect((await list()).find((one) => one.id === device.usbId)?.attachedTo).toBeNull();
  });

  it('sees that a change was done although its answer was lost', async () => {
    await connect();
    const vm = vmIn('Stopped');
    simulator.faults.add({ kind: 'lost-answer', action: 'StartVMInstance', times: 1 });
    expect(await finished(vm, { action: 'start' })).toMatchObject({ state: 'done', error: null });
    expect(simulator.log.filter((one) => one.action === 'StartVMInstance')).toHaveLength(1);
  });

  it('sends no change twice: one that seems not to have been done is told with what was found', async () => {
    await connect();
    const vm = vmIn('Stopped');
    simulator.faults.add({ kind: 'reset', action: 'StartVMInstance', times: 1 });
    expect(await finished(vm, { action: 'start' })).toMatchObject({
      state: 'failed',
      error: { code: 'outcome.not-seen', params: { state: 'stopped' } },
    });
    expect(simulator.log.filter((one) => one.action === 'StartVMInstance')).toHaveLength(1);
    expect(stateInCloud(vm)).toBe('Stopped');
  });

  it('takes no state for a proof that was there before the answer was lost', async () => {
    await connect();
    const vm = vmIn('Running');
    simulator.faults.add({ kind: 'reset', action: 'RestartVMInstance', times: 1 });
    expect(await finished(vm, { action: 'restart' })).toMatchObject({
      state: 'failed',
      error: { code: 'outcome.not-seen', params: { state: 'running' } },
    });
  });

  it('goes on with a task while its connection is only given another name and colour', async () => {
    await connect();
    const vm = vmIn('Stopped');
    const [view] = stack.connections.list();
    const { taskIds } = stack.tasks.run([vm.id], { action: 'start' }, {});
    await stack.connections.update(
      view?.id ?? '',
      draftFor(simulator, { name: 'Laboratory', color: 'pink', privateKey: null }),
    );
    expect(stack.connections.list()[0]?.settings).toMatchObject({ name: 'Laboratory', color: 'pink' });
    await eventually(() => expect(stack.tasks.list().find((one) => one.id === taskIds[0])?.state).toBe('done'));
  });

  it('says that a task was left alone when its connection was changed', async () => {
    await connect();
    const vm = vmIn('Stopped');
    const [view] = stack.connections.list();
    simulator.faults.add({ kind: 'hang', action: 'StartVMInstance', times: 1 });
    stack.tasks.run([vm.id], { action: 'start' }, {});
    await eventually(() => expect(simulator.log.some((one) => one.action === 'StartVMInstance')).toBe(true));
    await stack.connections.update(view?.id ?? '', draftFor(simulator, { regions: [vm.region] }));
    await eventually(() => expect(stack.tasks.list()[0]).toMatchObject({ state: 'interrupted' }));
  });

  it('says that a VM vanished, and drops it', async () => {
    await connect();
    const vm = vmIn('Stopped');
    simulator.remove(vm.cloudId);
    expect(await finished(vm, { action: 'start' })).toMatchObject({ state: 'failed', error: { code: 'vm.gone' } });
    expect(stack.inventory.find(vm.id)).toBeUndefined();
  });

  it('stops waiting on cancel', async () => {
    await connect();
    const vm = vmIn('Stopped');
    simulator.faults.add({ kind: 'hang', action: 'StartVMInstance', times: 1 });
    const { taskIds } = stack.tasks.run([vm.id], { action: 'start' }, {});
    await eventually(() => expect(simulator.log.some((one) => one.action === 'StartVMInstance')).toBe(true));
    await stack.tasks.cancel(taskIds[0] ?? '', new AbortController().signal);
    await eventually(() => expect(stack.tasks.list()[0]?.state).toBe('cancelled'));
  });

  it('says in words what is wrong with a connection and keeps what it last knew', async () => {
    await connect();
    const fleet = simulator.vms().length;
    const [view] = stack.connections.list();
    simulator.faults.add({ kind: 'html' });
    stack.connections.sync(view?.id ?? '');
    await eventually(() => expect(stack.connections.list()[0]?.status).toBe('failed'));
    expect(stack.connections.list()[0]).toMatchObject({ error: { code: 'answer.not-json' }, vmCount: fleet });
    simulator.faults.clear();
    stack.connections.sync(view?.id ?? '');
    await online('Lab');
  });

  it('tells a wrong key from an unreachable cloud', async () => {
    await stack.create();
    const { signal } = new AbortController();
    const wrong = stack.connections.test(null, draftFor(simulator, { privateKey: 'wrong' }), signal);
    await expect(wrong).rejects.toMatchObject({ code: 'cloud.bad-credentials' });
    const nobody = stack.connections.test(null, draftFor(simulator, { url: 'http://127.0.0.1:9/api' }), signal);
    await expect(nobody).rejects.toMatchObject({ code: 'net.refused' });
  });

  it('refuses the same cloud and key twice', async () => {
    await connect();
    await expect(stack.connections.add(draftFor(simulator, { name: 'Again' }))).rejects.toMatchObject({
      code: 'connection.duplicate',
    });
  });
});

describe('a stored key', () => {
  it('works for the cloud that it was stored for, and is sent to no other', async () => {
    await connect();
    const other = await startUCloudStackSimulator({ console: 'builtin' });
    try {
      const id = stack.connections.list()[0]?.id ?? '';
      const { signal } = new AbortController();
      const kept = { privateKey: null } as const;
      const elsewhere = draftFor(other, kept);
      const refused = { code: 'connection.key-needed' };
      await expect(stack.connections.test(id, elsewhere, signal)).rejects.toMatchObject(refused);
      await expect(stack.connections.update(id, elsewhere)).rejects.toMatchObject(refused);
      expect(other.log).toEqual([]);
      await expect(stack.connections.test(id, draftFor(simulator, kept), signal)).resolves.toMatchObject({
        vmCount: simulator.vms().length,
      });
      await stack.connections.update(id, draftFor(simulator, { ...kept, name: 'Renamed' }));
      await online('Renamed');
    } finally {
      await other.stop();
    }
  });
});

describe('the lock', () => {
  it('forgets VMs and refuses secrets; unlocking brings everything back', async () => {
    await connect();
    const fleet = simulator.vms().length;
    const vm = vmIn('Stopped');
    await stack.vault.lock();
    expect(stack.connections.list()).toEqual([]);
    expect(stack.inventory.find(vm.id)).toBeUndefined();
    await expect(stack.connections.add(draftFor(simulator))).rejects.toMatchObject({ code: 'vault.locked' });
    await expect(stack.unlock('not the password')).rejects.toMatchObject({ code: 'vault.wrong-password' });
    await stack.unlock(stackPassword);
    await online('Lab');
    expect(stack.connections.list()[0]?.vmCount).toBe(fleet);
  });

  it('brings no connection to life that was still being saved or read', async () => {
    await connect();
    const stackConnection = stack.connections.list()[0]?.id ?? '';
    const adding = stack.connections.add(draftFor(simulator, { name: 'Late', companyIds: [7] }));
    // The save has its bytes by now, and completes.
    await eventually(() => Promise.resolve());
    const locked = stack.vault.lock();
    await expect(adding).rejects.toMatchObject({ code: 'vault.locked' });
    await locked;
    expect(stack.connections.list()).toEqual([]);

    const unlocking = stack.unlock(stackPassword);
    unlocking.catch(() => undefined);
    await eventually(() => expect(stack.vault.status().state).toBe('unlocked'), 30_000, 1);
    await stack.vault.lock();
    await Promise.allSettled([unlocking]);
    expect(stack.connections.list()).toEqual([]);
    expect(stack.inventory.count(stackConnection)).toBe(0);
  });

  it('opens no connection twice when an open vault is unlocked again', async () => {
    await connect();
    const [before] = stack.connections.list();
    const provider = stack.connections.provider(before?.id ?? '');
    await stack.unlock(stackPassword);
    expect(stack.connections.provider(before?.id ?? '')).toBe(provider);
    expect(stack.connections.list()).toHaveLength(1);
  });

  it('leaves the private key in no file, log line or view', async () => {
    await connect();
    await finished(vmIn('Stopped'), { action: 'start' });
    const file = await readFile(join(stack.folder, 'vault.vmdeck'));
    const told = JSON.stringify([stack.log, stack.connections.list(), stack.tasks.list(), stack.storedTasks()]);
    for (const secret of [simulator.privateKey, stackPassword]) {
      expect(file.includes(secret)).toBe(false);
      expect(told.includes(secret)).toBe(false);
    }
  });
});

describe('a damaged record of the vault', () => {
  it('is told of, leaves the others working, and can be removed', async () => {
    await connect();
    const second = await startUCloudStackSimulator({ seed: 2, console: 'builtin' });
    await stack.connections.add(draftFor(second, { name: 'Second' }));
    await stack.vault.lock();
    const path = join(stack.folder, 'vault.vmdeck');
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
    await writeFile(path, bytes);
    await stack.vault.reload();
    const status = await stack.unlock(stackPassword);
    expect(status).toMatchObject({ state: 'unlocked', problem: { code: 'vault.record-damaged' } });
    expect(stack.connections.list()).toHaveLength(1);
    await stack.connections.remove(String(status.problem?.params['id']));
    expect(stack.vault.status().problem).toBeNull();
    await second.stop();
  });

  it('does not hide that an older copy was put back', async () => {
    await connect();
    const path = join(stack.folder, 'vault.vmdeck');
    const copy = await readFile(path);
    const second = await startUCloudStackSimulator({ seed: 2, console: 'builtin' });
    await stack.connections.add(draftFor(second, { name: 'Second' }));
    await stack.vault.lock();
    copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 0xff;
    await writeFile(path, copy);
    await stack.vault.reload();
    const told = await stack.unlock(stackPassword);
    expect(told).toMatchObject({ problem: { code: 'vault.record-damaged' }, older: { code: 'vault.older' } });
    // The window tells what differs from what it was told: a save must not make other news of it.
    await stack.connections.remove(String(told.problem?.params['id']));
    expect(stack.vault.status()).toMatchObject({ problem: null, older: told.older });
    expect(await stack.vault.lock()).toMatchObject({ problem: null, older: null });
    expect((await stack.unlock(stackPassword)).older).toBeNull();
    await second.stop();
  });
});
