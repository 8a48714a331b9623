import { afterEach, beforeEach, expect, it } from 'vitest';
import { linkOpener } from '../../../electron/services/link-opener.ts';
import { everyEntry } from '../../../shared/model/audit.ts';
import type { Vm, VmRow } from '../../../shared/model/vm.ts';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { eventually } from '../../support/eventually.ts';
import { draftFor, startStack, type Stack } from '../../support/stack.ts';

const { signal } = new AbortController();
let simulator: Simulator;
let stack: Stack;
let opened: string[];

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 20 });
  stack = await startStack(() => ({ consoles: 'close', tasks: 'finish' }));
  await stack.create();
  opened = [];
});

afterEach(async () => {
  await stack.stop();
  await simulator.stop();
});

async function vmIn(state: string, webConsole: string | null): Promise<Vm> {
  await stack.connections.add(draftFor(simulator, { webConsole }));
  const text = simulator.vms().find((vm) => vm.state === state)?.vmId ?? '';
  const found = (): readonly VmRow[] =>
    stack.inventory.query({
      ...{ text, states: [], connectionIds: [], offset: 0, limit: 1 },
      sort: { by: 'name', descending: false },
    }).rows;
  await eventually(() => expect([stack.connections.list()[0]?.status, found().length]).toEqual(['online', 1]));
  return stack.inventory.get(found()[0]?.id ?? '');
}

const open = ({ id }: Vm): Promise<void> => {
  const openLink = linkOpener(stack.vault, (link) => Promise.resolve(void opened.push(link)));
  return stack.consoleAccess.openWeb(id, openLink, signal);
};
const asked = (): number => simulator.log.filter(({ action }) => action === 'AllocateVMVNCSession').length;

it('hands the browser the address of the connection with a session of its own, which no log keeps', async () => {
  const vm = await vmIn('Running', 'https://cloud.example/vnc?token={session}&vm={vm}');
  await open(vm);
  await open(vm);
  const sessions = opened.map((link) => new URL(link).searchParams.get('token') ?? '');
  expect(new Set(sessions).size).toBe(2);
  expect(opened[0]).toBe(`https://cloud.example/vnc?token=${sessions[0] ?? ''}&vm=${vm.cloudId}`);
  const page = await stack.audit.query({ filter: everyEntry, offset: 0, limit: 10 }, signal);
  expect(page.rows[0]).toMatchObject({ action: 'console.ticket', parameters: { kind: 'web', revealed: 'browser' } });
  for (const session of sessions) expect(JSON.stringify([page, stack.log])).not.toContain(session);
});

it('asks the cloud for nothing without an address, or for a VM that does not run', async () => {
  await expect(open(await vmIn('Running', null))).rejects.toMatchObject({ code: 'console.web-unset' });
  for (const { id } of stack.connections.list()) await stack.connections.remove(id);
  const still = await vmIn('Stopped', 'https://cloud.example/{session}');
  await expect(open(still)).rejects.toMatchObject({ code: 'action.unavailable' });
  expect([asked(), opened]).toEqual([0, []]);
});

it('opens nothing after a lock, although a task of the same connection goes on', async () => {
  const vm = await vmIn('Running', 'https://cloud.example/vnc?token={session}');
  simulator.faults.add({ kind: 'latency', value: 1_000, action: 'AllocateVMVNCSession' });
  simulator.faults.add({ kind: 'latency', value: 2_000, action: 'StartVMInstance' });
  const resting = simulator.vms().find(({ state }) => state === 'Stopped')?.vmId ?? '';
  stack.tasks.run([vm.id.replace(vm.cloudId, resting)], { action: 'start' }, {});
  const opening = open(vm);
  await eventually(() => expect(asked()).toBe(1));
  await Promise.all([expect(opening).rejects.toMatchObject({ code: 'vault.locked' }), stack.vault.lock()]);
  expect(opened).toEqual([]);
  await eventually(() => expect(stack.tasks.list()[0]?.state).toBe('done'));
});
