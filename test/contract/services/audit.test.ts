import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditedSettings } from '../../../electron/services/audited-settings.ts';
import { openAudit } from '../../../electron/services/open-audit.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { everyEntry, type AuditEntry } from '../../../shared/model/audit.ts';
import { defaultSettings, type Settings } from '../../../shared/model/settings.ts';
import { translator } from '../../../shared/i18n/translate.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { isOver } from '../../../shared/model/task.ts';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { filesOf, findSecrets } from '../../support/secrets.ts';
import { draftFor, stackPassword, startStack, type Stack } from '../../support/stack.ts';
import { eventually } from '../../support/eventually.ts';

let stack: Stack;
let simulator: Simulator;
const { signal } = new AbortController();

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 12, transitionMs: 50, console: 'builtin' });
  stack = await startStack();
});

afterEach(async () => {
  await stack.stop();
  await simulator.stop();
});

const entries = async (change: Partial<typeof everyEntry> = {}): Promise<AuditEntry[]> =>
  (await stack.audit.query({ filter: { ...everyEntry, ...change }, offset: 0, limit: 500 }, signal)).rows;

async function act(state: string): Promise<void> {
  const cloudId = simulator.vms().find((vm) => vm.state === state)?.vmId ?? '';
  const page = () =>
    stack.inventory.query({
      text: cloudId,
      states: [],
      connectionIds: [],
      sort: { by: 'name', descending: false },
      offset: 0,
      limit: 1,
    });
  await eventually(() => expect(page().rows).toHaveLength(1));
  stack.tasks.run([page().rows[0]?.id ?? ''], { action: 'start' }, {});
  await eventually(() => expect(stack.tasks.list().every(isOver)).toBe(true));
}

describe('what is recorded', () => {
  it('is every deed with who, where, how it ended and how long it took', async () => {
    await stack.create();
    const { id } = await stack.connections.add(draftFor(simulator));
    await stack.connections.test(id, draftFor(simulator), signal);
    await act('Stopped');
    await stack.connections.update(id, draftFor(simulator, { name: 'Renamed' }));
    await expect(stack.connections.add(draftFor(simulator))).rejects.toBeInstanceOf(AppError);
    await stack.connections.remove(id);
    await stack.vault.lock();
    await expect(stack.unlock('wrong password')).rejects.toBeInstanceOf(AppError);
    const all = (await entries()).reverse();
    expect(all.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      ...[
        'vault.create done',
        'connection.add done',
        'connection.test done',
        'vm.start done',
        'connection.change done',
      ],
      ...['connection.add failed', 'connection.remove done', 'vault.lock done', 'vault.unlock failed'],
    ]);
    const lab = { id, name: 'Lab' };
    expect(all[1]).toMatchObject({ connection: lab, parameters: { url: simulator.url } });
    expect(all[3]).toMatchObject({ connection: lab, client: 'app', user: expect.stringMatching(/./) as string });
    expect(all[3]?.vm?.name).not.toBe('');
    expect(all[3]?.durationMs).toBeGreaterThan(0);
    expect(all[5]).toMatchObject({ error: 'connection.duplicate' });
    expect(all[6]).toMatchObject({ connection: { id, name: 'Renamed' } });
    expect(all[8]).toMatchObject({ error: 'vault.wrong-password' });
    expect(await entries({ connection: 'Renamed' })).toHaveLength(2);
    expect(await entries({ text: 'VAULT', outcomes: ['failed'] })).toHaveLength(1);
    expect((await stack.audit.verify(signal)).check).toMatchObject({ entries: 9, total: 0 });
  });

  it('tells by its code why the cloud refused', async () => {
    await stack.create();
    await stack.connections.add(draftFor(simulator));
    await act('Stopped');
    simulator.faults.add({ kind: 'ret-code', value: 8123, action: 'StartVMInstance' });
    await act('Stopped');
    const [failed] = await entries({ outcomes: ['failed'] });
    expect(failed).toMatchObject({ action: 'vm.start', error: expect.stringMatching(/^cloud\./) as string });
  });

  it('tells what a change makes of that which guards a connection', async () => {
    await stack.create();
    const { id } = await stack.connections.add(draftFor(simulator, { environment: 'production' }));
    const fingerprint = Array(32).fill('0A').join(':');
    await stack.connections.update(id, {
      ...draftFor(simulator, { environment: null, trust: { kind: 'pinned', fingerprints: [fingerprint] } }),
      proxy: { kind: 'http', host: 'proxy.example', port: 1, user: 'me' },
      secrets: { proxyPassword: 'planted-word' },
    });
    await stack.connections.update(id, draftFor(simulator, { name: 'Renamed' }));
    const [renamed, changed, added] = await entries({ text: 'connection.' });
    expect(added?.parameters).toMatchObject({ kind: 'ucloudstack', trust: 'system' });
    expect(changed?.parameters).toMatchObject({
      changed: 'environment trust proxy privateKey proxyPassword',
      ...{ environment: 'production → none', trust: `system → pinned ${fingerprint}` },
      proxy: 'none → http proxy.example:1 as me',
    });
    expect(renamed?.parameters).toMatchObject({
      changed: 'name trust proxy privateKey',
      proxy: 'http proxy.example:1 as me → none',
    });
    expect(JSON.stringify([renamed, changed, added])).not.toContain('planted');
  });

  it('tells what a setting that guards secrets was and is, and leaves out taste', async () => {
    let stored: Settings = defaultSettings;
    const store = { read: () => stored, write: (next: Settings) => void (stored = next) };
    const settings = new AuditedSettings(stack.audit, store, {});
    settings.set({ theme: 'dark' });
    settings.set({ lock: { ...defaultSettings.lock, idleMinutes: 0, onScreenLock: false }, clipboardSeconds: 300 });
    const full = new AuditedSettings(
      stack.audit,
      {
        ...store,
        write: () => {
          throw new AppError('storage.full', { path: 'settings.json' });
        },
      },
      {},
    );
    expect(() => full.set({ clipboardSeconds: 20 })).toThrow(AppError);
    expect((await entries()).map(({ action, outcome, parameters }) => ({ action, outcome, parameters }))).toEqual([
      { action: 'settings.change', outcome: 'failed', parameters: { clipboardSeconds: '300 → 20' } },
      {
        ...{ action: 'settings.change', outcome: 'done' },
        parameters: {
          ...{ 'lock.idleMinutes': '15 → 0', 'lock.onScreenLock': 'true → false', clipboardSeconds: '20 → 300' },
        },
      },
    ]);
  });

  it('holds no secret, whatever a parameter is called or a message says', async () => {
    const planted = 'planted-5f2c-secret';
    await stack.create();
    await stack.connections.add(draftFor(simulator));
    const parameters = {
      ...{ password: planted, Passwords: [planted], UserData: planted, remark: `token=${planted}` },
      ...{ nested: { apiKey: planted, list: [{ vncPassword: planted }] }, memory: true, size: 3, gone: undefined },
    };
    stack.audit.record({ action: 'api.call', parameters }, { outcome: 'done' });
    const [entry] = await entries({ text: 'api.call' });
    expect(entry?.parameters).toMatchObject({ password: '[secret]', memory: true, size: 3 });
    const { privateKey, publicKey } = simulator;
    const files = await filesOf(join(stack.folder, 'audit'));
    expect(findSecrets(files, { planted, privateKey, publicKey, stackPassword })).toEqual([]);
  });
});

describe('a deed that reaches a cloud or takes secrets out', () => {
  const written = async (): Promise<string> => readFile(join(stack.folder, 'audit', 'audit-000001.jsonl'), 'utf8');

  it('is on the disk before it is done, and told once', async () => {
    await stack.create();
    await stack.connections.add(draftFor(simulator));
    const remove = simulator.faults.add({ kind: 'hang', action: 'StartVMInstance', times: 1 });
    const ended = act('Stopped');
    await eventually(() => expect(simulator.log.map(({ action }) => action)).toContain('StartVMInstance'));
    expect(await written()).toMatch(/"action":"vm.start".*"outcome":"begun"/);
    expect(await entries({ text: 'vm.start' })).toMatchObject([{ outcome: 'begun' }]);
    // Another program cannot know that this one is at it.
    const other = await openAudit(join(stack.folder, 'vault.vmdeck'), 'cli', { write: () => undefined });
    const all = { filter: everyEntry, offset: 0, limit: 10 };
    const before = await other.query(all, signal);
    expect(before.rows[0]).toMatchObject({ action: 'vm.start', outcome: 'interrupted' });
    stack.tasks.interrupt();
    remove();
    await ended;
    expect(await entries({ text: 'vm.start' })).toMatchObject([{ outcome: 'interrupted', error: 'task.interrupted' }]);
    const after = await other.query(all, signal);
    expect(after).toMatchObject({ total: before.total, all: before.all });
    expect((await other.verify(signal)).check).toMatchObject({ total: 0, entries: after.all });
    await other.close();
  });

  it('is told once too when the next start knows its task', async () => {
    const task = { action: 'vm.start', operationId: 'task-1' };
    await stack.audit.begin(task);
    await stack.audit.begin(task);
    const next = await openAudit(join(stack.folder, 'vault.vmdeck'), 'app', { write: () => undefined });
    next.record(task, { outcome: 'interrupted', error: 'task.interrupted' });
    await next.flush();
    const found = await entries();
    expect(found).toMatchObject([{ outcome: 'interrupted', error: 'task.interrupted' }]);
    await next.close();
  });

  it('is an export of secrets, of the vault, or of a way into it', async () => {
    await stack.create();
    await stack.connections.add(draftFor(simulator));
    const [own, current] = [new Secret('a password of its own'), new Secret(stackPassword)];
    const at = (name: string): string => join(stack.folder, name);
    await stack.transfer.exportTo(at('sealed.json'), own, signal);
    await stack.transfer.exportTo(at('plain.json'), null, signal);
    await stack.keeper.export(at('copy.vmdeck'), current, own, signal);
    await stack.keeper.makeRecovery(at('sheet.html'), current, translator('en'), signal);
    await stack.audit.flush();
    const outcomes = (await written())
      .split('\n')
      .flatMap((line) => [/"action":"([^"]+)".*"outcome":"([^"]+)"/.exec(line)?.slice(1).join(' ') ?? []].flat());
    expect(outcomes).toEqual([
      ...['vault.create done', 'connection.add done', 'connection.export begun', 'connection.export done'],
      ...['connection.export done', 'vault.export begun', 'vault.export done'],
      ...['vault.make-recovery begun', 'vault.make-recovery done'],
    ]);
    expect(await entries()).toHaveLength(6);
  });
});

describe('when the log cannot be written', () => {
  it('every deed goes on, the user is told, and what waited is written later', async () => {
    await writeFile(join(stack.folder, 'audit'), 'in the way');
    await stack.create();
    await stack.connections.add(draftFor(simulator));
    await stack.audit.flush();
    expect(stack.audit.status()).toMatchObject({ unwritten: 2, problem: { code: 'audit.unwritten' } });
    expect(stack.log.filter(({ event }) => event === 'audit.unwritten')).toHaveLength(1);
    await rm(join(stack.folder, 'audit'));
    expect((await entries()).map(({ action }) => action)).toEqual(['connection.add', 'vault.create']);
    expect(stack.audit.status()).toMatchObject({ unwritten: 0, problem: null });
  });

  it('a bounded number waits, and the log tells how many are lost', async () => {
    await writeFile(join(stack.folder, 'audit'), 'in the way');
    for (let index = 0; index < 1_003; index += 1) {
      stack.audit.record({ action: 'vm.start', operationId: String(index) }, { outcome: 'done' });
    }
    await stack.audit.flush();
    await rm(join(stack.folder, 'audit'));
    const { total } = await stack.audit.query({ filter: everyEntry, offset: 0, limit: 1 }, signal);
    expect(total).toBe(1_001);
    expect(await entries({ text: 'audit.gap' })).toMatchObject([{ parameters: { entries: 3 } }]);
  });
});

it('whatever a deed is about, its entry is as it was written', async () => {
  const long = '生'.repeat(400);
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}`, long]));
  const nobody = { id: long, name: long };
  stack.audit.record(
    { action: 'api.call', connection: nobody, vm: nobody, parameters: many, operationId: 'x' },
    { outcome: 'failed', error: 'cloud.other', requestId: long.repeat(10) },
  );
  stack.audit.record(
    { action: 'api.call', parameters: Object.fromEntries([['__proto__', '1']]), operationId: 'y' },
    { outcome: 'failed' },
  );
  expect((await stack.audit.verify(signal)).check).toMatchObject({ entries: 2, total: 0 });
  const [, first] = await entries();
  const { '…': rest, ...kept } = first?.parameters ?? {};
  expect(kept['p0']).toBe(long);
  expect(Object.keys(kept).length + Number(rest)).toBe(60);
});

it('a file that does not follow is a finding', async () => {
  await stack.create();
  await stack.audit.flush();
  await writeFile(join(stack.folder, 'audit', 'audit-999999.jsonl'), Buffer.alloc(6_000_000));
  await stack.vault.lock();
  expect((await stack.audit.verify(signal)).check).toMatchObject({
    ...{ entries: 2, files: 1, total: 1 },
    findings: [{ fault: 'foreign', file: 'audit-999999.jsonl', line: 1, count: 1 }],
  });
});

describe('entries that wait when the app ends', () => {
  it('are counted in the log at the next start', async () => {
    await writeFile(join(stack.folder, 'audit'), 'in the way');
    await stack.create();
    await stack.connections.add(draftFor(simulator));
    await stack.audit.close();
    const other = await openAudit(join(stack.folder, 'vault.vmdeck'), 'app', { write: () => undefined });
    other.record({ action: 'vault.unlock' }, { outcome: 'failed' });
    await other.close();
    await rm(join(stack.folder, 'audit'));
    const next = await openAudit(join(stack.folder, 'vault.vmdeck'), 'app', { write: () => undefined });
    next.record({ action: 'vault.unlock' }, { outcome: 'done' });
    await next.flush();
    const filter = { ...everyEntry, text: 'audit.gap' };
    const gaps = await next.query({ filter, offset: 0, limit: 9 }, signal);
    expect(gaps.rows).toMatchObject([{ outcome: 'failed', parameters: { entries: 3 } }]);
    expect((await readdir(stack.folder)).filter((name) => name.startsWith('audit-gap'))).toEqual([]);
    await next.close();
  });
});

describe('an export', () => {
  it('is whole or not at all', async () => {
    await stack.create();
    const path = join(stack.folder, 'log.json');
    expect(await stack.audit.export(everyEntry, 'json', path, signal)).toBe(1);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject([{ action: 'vault.create' }]);
    const blocked = join(stack.folder, 'blocked');
    await mkdir(join(blocked, 'log.csv'), { recursive: true });
    await chmod(blocked, 0o700);
    await expect(stack.audit.export(everyEntry, 'csv', join(blocked, 'log.csv'), signal)).rejects.toMatchObject({
      code: expect.stringMatching(/^storage\./) as string,
    });
    expect((await filesOf(blocked)).map(({ name }) => name)).toEqual([]);
  });
});
