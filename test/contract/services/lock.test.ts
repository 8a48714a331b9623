import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectionHandlers } from '../../../electron/ipc/handlers/connections.ts';
import { whileOpen } from '../../../electron/services/while-open.ts';
import type { VaultFiles } from '../../../electron/vault/files.ts';
import { Vault } from '../../../electron/vault/vault.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { nodeFiles } from '../../../electron/vault/node-files.ts';
import { everyEntry } from '../../../shared/model/audit.ts';
import type { LockSettings } from '../../../shared/model/settings.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { startUCloudStackSimulator } from '../../simulators/ucloudstack/index.ts';
import { draftFor, stackPassword, startStack, type Stack } from '../../support/stack.ts';
import { eventually } from '../../support/eventually.ts';
import { freed } from '../../support/freed.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

let simulator: Simulator;
let stack: Stack;
let policy: Pick<LockSettings, 'consoles' | 'tasks'>;

beforeEach(async () => {
  policy = { consoles: 'close', tasks: 'pause' };
  simulator = await startUCloudStackSimulator({ transitionMs: 1_000, console: 'builtin' });
  stack = await startStack(() => policy);
  await stack.create();
  await stack.connections.add(draftFor(simulator));
  await online();
});

afterEach(async () => {
  await stack.stop();
  await simulator.stop();
});

const online = () => eventually(() => expect(stack.connections.list()[0]?.status).toBe('online'));

function someIn(state: string, count: number): Vm[] {
  const ids = simulator.vms().filter((vm) => vm.state === state);
  return ids.slice(0, count).map(({ vmId }) => {
    const page = stack.inventory.query({
      ...{ text: vmId, states: [], connectionIds: [] },
      ...{ sort: { by: 'name', descending: false }, offset: 0, limit: 1 },
    });
    return stack.inventory.get(page.rows[0]?.id ?? '');
  });
}

const stopped = (count: number): Vm[] => someIn('Stopped', count);
const start = (vms: readonly Vm[], secrets = {}) =>
  stack.tasks.run(
    vms.map((vm) => vm.id),
    { action: 'start' },
    secrets,
  );

/** Files whose writes can be kept waiting. */
function slowMedium() {
  const released = new AbortController();
  let isSlow = false;
  let waiting = 0;
  const write: VaultFiles['write'] = async (path, bytes) => {
    if (isSlow && !released.signal.aborted) {
      waiting += 1;
      await once(released.signal, 'abort');
    }
    await nodeFiles.write(path, bytes);
  };
  const stall = (): boolean => (isSlow = true);
  return { files: { ...nodeFiles, write }, stall, waiting: () => waiting, release: () => released.abort() };
}

/** Nobody but the task has the password. */
function runTyped(vms: readonly Vm[]): () => Promise<void> {
  const password = new Secret('Typed-0nce!');
  const ids = vms.map((vm) => vm.id);
  stack.tasks.run(ids, { action: 'reinstall', imageId: 'image-ubuntu-2204' }, { password });
  return freed(password);
}

const asked = (): number => simulator.log.filter((one) => one.action === 'StartVMInstance').length;
const states = (): string[] => stack.tasks.list().map((task) => task.state);
const allAre = (state: string) => eventually(() => expect(new Set(states())).toEqual(new Set([state])));
const cloudHasStarted = (vms: readonly Vm[]): boolean =>
  vms.every((vm) => simulator.vms().find((one) => one.vmId === vm.cloudId)?.state === 'Running');

/** Nothing asks the cloud for anything, for as long as tasks and loops would not stay silent otherwise. */
async function isSilent(): Promise<void> {
  const before = simulator.log.length;
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect(simulator.log.length).toBe(before);
}

describe('a lock', () => {
  it('is told, and in the audit log, while the medium of the vault still keeps a save waiting', async () => {
    const medium = slowMedium();
    const slow = await startStack(() => policy, { files: medium.files });
    onTestFinished(() => {
      medium.release();
      return slow.stop();
    });
    await slow.create();
    const { id } = await slow.connections.add(draftFor(simulator));
    const told: string[] = [];
    slow.vault.onChange(({ state }) => told.push(`${state}, ${slow.connections.list().length} connections`));
    medium.stall();
    const saved = slow.connections.update(id, draftFor(simulator, { name: 'Other', privateKey: null }));
    saved.catch(() => undefined);
    await eventually(() => expect(medium.waiting()).toBe(1));
    const locked = slow.vault.lock('suspend');
    expect(told).toEqual(['locked, 0 connections']);
    const { rows } = await slow.audit.query({ filter: everyEntry, offset: 0, limit: 1 }, new AbortController().signal);
    expect(rows).toMatchObject([{ action: 'vault.lock', parameters: { reason: 'suspend' }, outcome: 'done' }]);
    medium.release();
    await expect(locked).resolves.toMatchObject({ state: 'locked' });
    await saved.catch(() => undefined);
  });
});

describe('an unlock in the moment in which a lock is told', () => {
  it('stands, and the connections are open again', async () => {
    await stack.keeper.enableQuickUnlock(new Secret(stackPassword), new AbortController().signal);
    let unlocked: Promise<unknown> = Promise.resolve();
    const ignore = stack.vault.onChange(() => {
      ignore();
      unlocked = stack.keeper.quickUnlock(new AbortController().signal);
    });
    await stack.vault.lock();
    await unlocked;
    expect(stack.vault.status().state).toBe('unlocked');
    await online();
  });
});

describe('what was typed for a file that is still being chosen', () => {
  const context = { sender: { key: 'main', allows: () => true }, signal: new AbortController().signal };

  /** An export with secrets whose file nobody has chosen yet. */
  function exporting(dialogue: Promise<string | null>) {
    const chooseFile = whileOpen(stack.vault, () => dialogue);
    const nobody = () => Promise.resolve(null);
    const services = { ...stack, chooseFile, chooseExisting: nobody, tellExamination: () => undefined };
    const input = { sealed: { current: stackPassword, own: 'a long enough password' } };
    const answer = Promise.resolve(connectionHandlers(services)['connections.export'](input, context));
    return { answer, typedIsForgotten: freed(input) };
  }

  it('goes with the lock, and the file that is chosen later gets nothing', async () => {
    const path = join(stack.folder, 'later.json');
    let choose: (chosen: string) => void = () => undefined;
    const dialogue = new Promise<string>((resolve) => (choose = resolve));
    const { answer, typedIsForgotten } = exporting(dialogue);
    const refused = expect(answer).rejects.toMatchObject({ code: 'vault.locked' });
    await stack.vault.lock();
    await refused;
    await typedIsForgotten();
    await stack.unlock(stackPassword);
    choose(path);
    await dialogue;
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is used when the file is chosen before', async () => {
    const path = join(stack.folder, 'now.json');
    expect(await exporting(Promise.resolve(path)).answer).toEqual({ path, count: 1 });
  });
});

describe('tasks that rest while the vault is locked', () => {
  it('ask for nothing, and are done after the unlock', async () => {
    const vms = stopped(1);
    start(vms);
    await eventually(() => expect(stack.tasks.list()[0]?.observed).not.toBeNull());
    await stack.vault.lock();
    await isSilent();
    expect(states()).toEqual(['running']);
    await stack.unlock(stackPassword);
    await allAre('done');
    expect(asked()).toBe(1);
  });

  it('wait in their queue, and each change is sent once in all', async () => {
    const vms = stopped(6);
    expect(vms).toHaveLength(6);
    start(vms);
    await eventually(() => expect(asked()).toBe(4));
    await stack.vault.lock();
    await isSilent();
    expect(states().sort()).toEqual(['queued', 'queued', 'running', 'running', 'running', 'running']);
    await stack.unlock(stackPassword);
    await allAre('done');
    expect(asked()).toBe(6);
    expect(cloudHasStarted(vms)).toBe(true);
  });

  it('let a change that is on its way come to its answer, and do not send it again', async () => {
    const vms = stopped(1);
    simulator.faults.add({ kind: 'latency', value: 1_500, action: 'StartVMInstance' });
    start(vms);
    await eventually(() => expect(asked()).toBe(1));
    await stack.vault.lock();
    await eventually(() => expect(stack.log.some(({ event }) => event === 'task.rests')).toBe(true));
    await isSilent();
    expect(states()).toEqual(['running']);
    await stack.unlock(stackPassword);
    await allAre('done');
    expect(asked()).toBe(1);
  });

  it('go on although the vault was locked and opened again before they noticed', async () => {
    const vms = stopped(2);
    simulator.faults.add({ kind: 'latency', value: 1_500, action: 'StartVMInstance' });
    start(vms);
    await eventually(() => expect(asked()).toBe(2));
    await stack.vault.lock();
    await stack.unlock(stackPassword);
    await stack.vault.lock();
    await stack.unlock(stackPassword);
    await allAre('done');
    expect(asked()).toBe(2);
  });

  it('do not outlive what was typed for them alone', async () => {
    simulator.faults.add({ kind: 'latency', value: 1_500, action: 'ResetVMInstancePassword' });
    const ids = someIn('Running', 6).map((vm) => vm.id);
    stack.tasks.run(ids, { action: 'password-reset' }, { password: new Secret('Typed-0nce!') });
    const sent = () => simulator.log.filter((one) => one.action === 'ResetVMInstancePassword').length;
    await eventually(() => expect(sent()).toBe(4));
    await stack.vault.lock();
    const lost = stack.tasks.list().filter((task) => task.state === 'interrupted');
    expect(lost.map((task) => task.error?.code)).toEqual(['task.needs-secret', 'task.needs-secret']);
    await stack.unlock(stackPassword);
    await eventually(() => expect(states().filter((state) => state === 'done')).toHaveLength(4));
    expect(sent()).toBe(4);
  });

  it('keep nothing of what was typed for them once the cloud was asked', async () => {
    const typedIsForgotten = runTyped(stopped(1));
    await eventually(() => expect(stack.tasks.list()[0]?.observed).not.toBeNull());
    await stack.vault.lock();
    await typedIsForgotten();
    expect(states()).toEqual(['running']);
  });

  it('are interrupted at the end of the app', async () => {
    start(stopped(6));
    await eventually(() => expect(asked()).toBe(4));
    await stack.vault.lock('quit');
    expect(new Set(states())).toEqual(new Set(['interrupted']));
  });
});

describe('tasks that finish while the vault is locked', () => {
  it('come to their end behind the lock, and their keys go with the last of them', async () => {
    policy = { consoles: 'close', tasks: 'finish' };
    const vms = stopped(6);
    const connectionId = vms[0]?.connectionId ?? '';
    start(vms);
    await eventually(() => expect(asked()).toBe(4));
    await stack.vault.lock();
    expect(stack.vault.status().state).toBe('locked');
    expect(stack.connections.list()).toEqual([]);
    await allAre('done');
    expect(cloudHasStarted(vms)).toBe(true);
    expect(stack.vault.status().state).toBe('locked');
    expect(vms.map((vm) => stack.inventory.find(vm.id))).toEqual(vms.map(() => undefined));
    await eventually(() =>
      expect(() => stack.connections.provider(connectionId)).toThrow(
        expect.objectContaining({ code: 'connection.gone' }),
      ),
    );
    await isSilent();
    expect(asked()).toBe(6);
  });

  it('also finish where the record of another connection cannot be read', async () => {
    policy = { consoles: 'close', tasks: 'finish' };
    const second = await startUCloudStackSimulator({ transitionMs: 1_000, console: 'builtin' });
    onTestFinished(() => second.stop());
    const broken = await stack.connections.add(draftFor(second, { name: 'Broken' }));
    const views = () => stack.connections.list();
    await eventually(() => expect(views().map(({ status }) => status)).toEqual(['online', 'online']));
    for (const { id } of views()) {
      const { rows } = stack.inventory.query({
        ...{ text: '', states: ['stopped'], connectionIds: [id] },
        ...{ sort: { by: 'name', descending: false }, offset: 0, limit: 1 },
      });
      stack.tasks.run([rows[0]?.id ?? ''], { action: 'start' }, {});
    }
    await eventually(() => expect(stack.tasks.list().every(({ observed }) => observed !== null)).toBe(true));
    expect(stack.tasks.list()[0]?.connectionId).toBe(broken.id);
    // Its record is the first that the lock reads.
    vi.spyOn(Vault.prototype, 'read').mockRejectedValueOnce(new AppError('vault.record-damaged', { id: broken.id }));
    onTestFinished(() => void vi.restoreAllMocks());
    await stack.vault.lock();
    await eventually(() => expect(states()[1]).toBe('done'));
  });

  it('also finish across an unlock and another lock', async () => {
    policy = { consoles: 'close', tasks: 'finish' };
    const vms = stopped(6);
    start(vms);
    await eventually(() => expect(asked()).toBe(4));
    await stack.vault.lock();
    await stack.unlock(stackPassword);
    await stack.vault.lock();
    await allAre('done');
    expect(asked()).toBe(6);
  });
});

it('closes the other consoles, has tasks rest and drops the keys even where a console cannot be closed', async () => {
  const [vm, other] = someIn('Running', 2);
  stack.consoles.open(vm?.id ?? '', 'vnc');
  stack.consoles.open(other?.id ?? '', 'vnc');
  start(stopped(1));
  await eventually(() => expect(stack.tasks.list()[0]?.observed).not.toBeNull());
  const close = vi.spyOn(stack.windows, 'delete').mockImplementationOnce(() => {
    throw new Error('The window is gone');
  });
  expect(await stack.vault.lock()).toMatchObject({ state: 'locked' });
  expect(close.mock.calls).toEqual([[vm?.id], [other?.id]]);
  close.mockRestore();
  expect([...stack.windows]).toEqual([vm?.id]);
  expect(stack.connections.list()).toEqual([]);
  expect(stack.log.filter(({ event }) => event === 'console.stuck')).toHaveLength(1);
  expect(states()).toEqual(['running']);
  await stack.unlock(stackPassword);
  await allAre('done');
});

describe('the password of a console on the clipboard', () => {
  it('is that of a new ticket, written down without it, and goes with the lock', async () => {
    const [vm] = someIn('Running', 1);
    const id = vm?.id ?? '';
    const { signal } = new AbortController();
    const { host, port } = await stack.consoleAccess.address(id, 'vnc', signal);
    expect([host, port]).toEqual(['127.0.0.1', expect.any(Number)]);
    expect(stack.copied()).toBe('');
    expect(await stack.consoleAccess.copyPassword(id, 'vnc', signal)).toEqual({ seconds: 20, concealed: false });
    const copied = stack.copied();
    expect(copied).toMatch(/^\S{8}$/);
    const page = await stack.audit.query({ filter: everyEntry, offset: 0, limit: 10 }, signal);
    expect(page.rows.slice(0, 2).map(({ action, parameters }) => [action, parameters['revealed']])).toEqual([
      ['console.ticket', 'clipboard'],
      ['console.ticket', 'no'],
    ]);
    expect(JSON.stringify([page, stack.log])).not.toContain(copied);
    await stack.vault.lock();
    expect(stack.copied()).toBe('');
  });

  it('is not asked for where there is no console now', async () => {
    const [vm] = stopped(1);
    const before = simulator.log.length;
    const { signal } = new AbortController();
    const refused = stack.consoleAccess.copyPassword(vm?.id ?? '', 'vnc', signal);
    await expect(refused).rejects.toMatchObject({ code: 'action.unavailable' });
    expect(simulator.log.slice(before).some(({ action }) => action.includes('VNC'))).toBe(false);
  });
});
