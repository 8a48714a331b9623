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
  stack = await startStack();
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

const openLink = (link: string): Promise<void> =>
  linkOpener(stack.vault, (one) => Promise.resolve(void opened.push(one)))(link);
const open = ({ id }: Vm): Promise<void> => stack.consoleAccess.openWeb(id, openLink, signal);
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

it('opens nothing once the vault is locked, whatever the cloud answers then', async () => {
  const vm = await vmIn('Running', 'https://cloud.example/vnc?token={session}');
  const late = async (link: string): Promise<void> => {
    await stack.vault.lock();
    await openLink(link);
  };
  const opening = stack.consoleAccess.openWeb(vm.id, late, signal);
  await expect(opening).rejects.toMatchObject({ code: 'vault.locked' });
  expect(opened).toEqual([]);
});
