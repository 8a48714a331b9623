import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everyEntry } from '../../../shared/model/audit.ts';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { draftFor, stackPassword, startStack, type Stack } from '../../support/stack.ts';

const { signal } = new AbortController();

let simulator: Simulator;
let stack: Stack;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 1 });
  stack = await startStack();
  await stack.create();
  const one = (name: string) =>
    stack.connections.add(draftFor(simulator, { name, publicKey: name, privateKey: 'wrong', disabled: true }));
  for (const name of ['A', 'B', 'C']) await one(name);
});

afterEach(async () => {
  await stack.stop();
  await simulator.stop();
});

const ids = () => stack.connections.list().map(({ id }) => id);
const names = () => stack.connections.list().map(({ settings }) => settings.name);
const changed = () => draftFor(simulator, { name: 'A2', publicKey: 'A', disabled: true, privateKey: null });
/** What the vault keeps. */
const again = async () => {
  await stack.vault.lock();
  await stack.unlock(stackPassword);
};

describe('changes of connections at the same time', () => {
  it('both last: the order, and what was saved with its key', async () => {
    const [a = '', b = '', c = ''] = ids();
    const { publicKey, privateKey } = simulator;
    await Promise.all([
      stack.connections.reorder([c, b, a]),
      stack.connections.update(a, { ...changed(), publicKey, privateKey }),
      stack.connections.reorder([b, c, a]),
    ]);
    expect(names()).toEqual(['B', 'C', 'A2']);
    await again();
    expect(names()).toEqual(['B', 'C', 'A2']);
    const kept = { ...changed(), publicKey };
    await expect(stack.connections.test(a, kept, signal)).resolves.toMatchObject({ vmCount: 1 });
  });

  it('do not bring back what is removed', async () => {
    const [a = ''] = ids();
    const [, update] = await Promise.allSettled([
      stack.connections.remove(a),
      stack.connections.update(a, changed()),
      stack.connections.reorder(ids().reverse()),
    ]);
    expect(update).toMatchObject({ reason: { code: 'connection.gone' } });
    await again();
    expect(names()).toEqual(['C', 'B']);
  });

  it('add one view of a cloud once', async () => {
    const path = `${stack.folder}/all.json`;
    await stack.transfer.exportTo(path, null, signal);
    for (const id of ids()) await stack.connections.remove(id);
    const draft = draftFor(simulator, { name: 'A', publicKey: 'A' });
    const [first, second, third] = await Promise.allSettled([
      stack.connections.add(draft),
      stack.connections.add(draft),
      stack.transfer.importFrom(path, null, false, signal),
      stack.transfer.importFrom(path, null, false, signal),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { code: 'connection.duplicate' } });
    expect(third.status).toBe('fulfilled');
    expect(names()).toEqual(['A', 'B', 'C']);
  });

  it('that a lock finds waiting are refused, and nothing of them is kept', async () => {
    const [a = '', b = '', c = ''] = ids();
    const waiting = Promise.allSettled([
      stack.connections.reorder([c, b, a]),
      stack.connections.update(a, changed()),
      stack.connections.remove(b),
      stack.connections.add(draftFor(simulator, { name: 'D' })),
    ]);
    await again();
    const [, ...rest] = await waiting;
    for (const one of rest) expect(one).toMatchObject({ reason: { code: 'vault.locked' } });
    expect([...names()].sort()).toEqual(['A', 'B', 'C']);
    const { rows } = await stack.audit.query({ filter: everyEntry, offset: 0, limit: 100 }, signal);
    const refused = rows.filter(({ error }) => error === 'vault.locked');
    expect(refused.map(({ action, connection }) => `${action} ${connection?.id ?? ''}`).sort()).toEqual([
      `connection.add `,
      `connection.change ${a}`,
      `connection.remove ${b}`,
    ]);
  });

  it.each(['change', 'new', 'import', 'order'])('that a lock overtakes are done and told as done: %s', async (kind) => {
    const [a = '', b = '', c = ''] = ids();
    const path = `${stack.folder}/all.json`;
    await stack.transfer.exportTo(path, null, signal);
    if (kind === 'import') await stack.connections.remove(a);
    // The file is written, and who wrote it has not heard of it yet.
    const unsubscribe = stack.onSaved(() => void stack.vault.lock());
    const work: Record<string, () => Promise<unknown>> = {
      change: () => stack.connections.update(a, changed()),
      new: () => stack.connections.add(draftFor(simulator, { name: 'D' })),
      import: () => stack.transfer.importFrom(path, null, false, signal),
      order: () => stack.connections.reorder([c, b, a]),
    };
    const answer = await work[kind]?.();
    unsubscribe();
    if (kind === 'change') expect(answer).toMatchObject({ id: a, settings: { name: 'A2' } });
    expect(names()).toEqual([]);
    await again();
    const kept = { change: 'A2 B C', new: 'A B C D', import: 'B C A', order: 'C B A' };
    expect(names().join(' ')).toBe(kept[kind as keyof typeof kept]);
    const { rows } = await stack.audit.query({ filter: everyEntry, offset: 0, limit: 100 }, signal);
    expect(rows.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
    if (kind === 'new' || kind === 'import') {
      const [came] = ids().filter((id) => ![a, b, c].includes(id));
      const added = rows.filter(({ action }) => action === 'connection.add');
      expect(added.map(({ connection }) => connection?.id)).toContain(came);
    }
  });
});

it('a change that waited tells what it replaced', async () => {
  const [a = ''] = ids();
  const to = (consoleHost: string) => stack.connections.update(a, { ...changed(), privateKey: 'wrong', consoleHost });
  await Promise.all([to('first.example'), to('second.example'), to('third.example')]);
  const filter = { ...everyEntry, text: 'connection.change' };
  const { rows } = await stack.audit.query({ filter, offset: 0, limit: 3 }, signal);
  expect(rows.map(({ parameters }) => parameters['consoleHost'])).toEqual([
    ...['second.example → third.example', 'first.example → second.example', 'none → first.example'],
  ]);
});
