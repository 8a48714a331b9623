import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors/app-error.ts';
import { translator } from '../../../shared/i18n/translate.ts';
import { everyEntry } from '../../../shared/model/audit.ts';
import { connectionDefaults, type ConnectionDraft } from '../../../shared/model/connection.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { nodeFiles } from '../../../electron/vault/node-files.ts';
import { startUCloudStackSimulator } from '../../simulators/ucloudstack/index.ts';
import { draftFor, stackPassword, startStack, type Stack } from '../../support/stack.ts';
import { eventually } from '../../support/eventually.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;

const password = new Secret(stackPassword);
const next = new Secret('a new master password');
const own = new Secret('the password of a copy');
const { signal } = new AbortController();
const words = translator('en');

let simulator: Simulator;
let stack: Stack;
const more: Stack[] = [];

async function connected(name: string, change: Partial<ConnectionDraft> = {}): Promise<Stack> {
  const one = await startStack();
  more.push(one);
  await one.create();
  await one.connections.add(draftFor(simulator, { name, ...change }));
  return one;
}

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 150, console: 'builtin' });
  stack = await connected('Lab');
});

afterEach(async () => {
  for (const one of more.splice(0)) await one.stop();
  await simulator.stop();
});

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

const names = (one: Stack): readonly string[] => one.connections.list().map(({ settings }) => settings.name);

async function recorded(one: Stack): Promise<readonly string[]> {
  const { rows } = await one.audit.query({ filter: everyEntry, offset: 0, limit: 100 }, signal);
  return rows.map(({ action, outcome }) => `${action} ${outcome}`).reverse();
}

const keyOn = async (sheet: string): Promise<Secret> =>
  new Secret([...(await readFile(sheet, 'utf8')).matchAll(/<li>(\w{4})<\/li>/g)].map(([, group]) => group).join('-'));

describe('the master password', () => {
  it('is changed, and so is its cost, with the present one; connections stay open', async () => {
    expect(await codeOf(stack.keeper.changePassword(next, own, signal))).toBe('vault.wrong-password');
    await stack.keeper.changePassword(password, next, signal);
    expect(await codeOf(stack.keeper.changeCost(password, 'measured', signal))).toBe('vault.wrong-password');
    await stack.keeper.changeCost(next, 'thin-client', signal);
    expect((await stack.keeper.keys()).cost).toEqual({ memoryKiB: 19 * 1024, passes: 2, parallelism: 1 });
    expect(names(stack)).toEqual(['Lab']);
    await stack.vault.lock();
    await stack.unlock(next.reveal());
    expect(await recorded(stack)).toEqual(
      expect.arrayContaining(['vault.change-password failed', 'vault.change-password done', 'vault.change-cost done']),
    );
  });
});

describe('a recovery sheet', () => {
  it('holds the key, for its owner only, and opens the vault with a new password', async () => {
    const sheet = join(stack.folder, 'sheet.html');
    await stack.keeper.makeRecovery(sheet, password, words, signal);
    expect((await stat(sheet)).mode & 0o777).toBe(0o600);
    const text = await readFile(sheet, 'utf8');
    expect(text).toContain(join(stack.folder, 'vault.vmdeck'));
    expect(text).not.toMatch(/<script|<img|http:|https:/);
    await stack.vault.lock();
    expect((await stack.keeper.keys()).recovery).toBe(true);
    const status = await stack.keeper.recover(await keyOn(sheet), next, signal);
    expect([status.state, names(stack)]).toEqual(['unlocked', ['Lab']]);
    await stack.keeper.removeRecovery(signal);
    expect((await stack.keeper.keys()).recovery).toBe(false);
    const key = (await keyOn(sheet)).reveal();
    const lines = JSON.stringify(await stack.audit.query({ filter: everyEntry, offset: 0, limit: 100 }, signal));
    for (const secret of [key, next.reveal(), stackPassword]) {
      expect(lines + JSON.stringify(stack.log)).not.toContain(secret);
    }
  });

  it('is written over no file of the vault, and is removed when the vault could not take the key', async () => {
    const vaultFile = join(stack.folder, 'vault.vmdeck');
    expect(await codeOf(stack.keeper.makeRecovery(vaultFile, password, words, signal))).toBe('vault.own-file');
    const sheet = join(stack.folder, 'sheet.html');
    // Another program has put another file in the place: the save is refused.
    await writeFile(vaultFile, Buffer.concat([await readFile(vaultFile), Buffer.alloc(1)]));
    expect(await codeOf(stack.keeper.makeRecovery(sheet, password, words, signal))).toBe('vault.changed');
    expect((await readdir(stack.folder)).filter((name) => name.startsWith('sheet'))).toEqual([]);
    expect((await stack.keeper.keys()).recovery).toBe(false);
  });

  it.each([
    ['EINVAL', true],
    ['EIO', false],
  ])('is there or not as it is told, where its folder cannot be synced (%s)', async (code, made) => {
    const refusal = Object.assign(new Error(code), { code });
    const files = { ...nodeFiles, syncFolder: () => Promise.reject(refusal) };
    const other = await startStack(undefined, { files });
    more.push(other);
    await other.create();
    const making = other.keeper.makeRecovery(join(other.folder, 'sheet.html'), password, words, signal);
    expect(await codeOf(making)).toBe(made ? 'none' : 'storage.failed');
    expect((await readdir(other.folder)).filter((name) => name.startsWith('sheet'))).toEqual(
      made ? ['sheet.html'] : [],
    );
    expect((await other.keeper.keys()).recovery).toBe(made);
  });

  it('is in the language of the app', async () => {
    const sheet = join(stack.folder, 'sheet.html');
    await stack.keeper.makeRecovery(sheet, password, translator('zh-CN'), signal);
    expect(await readFile(sheet, 'utf8')).toContain('<html lang="zh-CN">');
    expect(await readFile(sheet, 'utf8')).toContain(translator('zh-CN')('vault.sheet.title'));
  });
});

describe('quick unlock', () => {
  it('opens the vault and its connections, and a keychain that is gone leaves the password', async () => {
    expect((await stack.keeper.keys()).keychain).toEqual({ backend: 'gnome_libsecret', problem: null });
    await stack.keeper.enableQuickUnlock(password, signal);
    await stack.vault.lock();
    expect((await stack.keeper.keys()).quickUnlock).toBe('gnome_libsecret');
    const status = await stack.keeper.quickUnlock(signal);
    expect([status.state, names(stack)]).toEqual(['unlocked', ['Lab']]);
    await stack.vault.lock();
    stack.keychain.entries.clear();
    expect(await codeOf(stack.keeper.quickUnlock(signal))).toBe('vault.keychain-changed');
    expect(stack.vault.status().state).toBe('locked');
    await stack.unlock(stackPassword);
    await stack.keeper.disableQuickUnlock(signal);
    expect((await stack.keeper.keys()).quickUnlock).toBeNull();
  });
});

describe('a copy', () => {
  it('carries connections to another vault and tells which were there already', async () => {
    const path = join(stack.folder, 'copy.vmdeck');
    expect(await stack.keeper.export(path, password, own, signal)).toEqual({ path, exported: 1, damaged: 0 });
    const other = await startStack();
    more.push(other);
    await other.create();
    const first = await other.keeper.import(path, own, 'keep', signal);
    expect(first).toEqual({ added: 1, identical: 0, conflicting: [], damaged: 0 });
    await eventually(() => expect(other.connections.list()[0]?.status).toBe('online'));
    expect((await other.keeper.import(path, own, 'keep', signal)).identical).toBe(1);

    const [view] = other.connections.list();
    await other.connections.update(view?.id ?? '', { ...draftFor(simulator, { name: 'Renamed' }) });
    expect((await other.keeper.import(path, own, 'keep', signal)).conflicting).toEqual(['Renamed']);
    expect(names(other)).toEqual(['Renamed']);
    expect((await other.keeper.import(path, own, 'replace', signal)).conflicting).toEqual(['Renamed']);
    expect(names(other)).toEqual(['Lab']);
  });

  it('knows a connection by what it is about, and leaves alone what is the same', async () => {
    const path = join(stack.folder, 'copy.vmdeck');
    const second = { name: 'Second', regions: ['region-a'] };
    await stack.connections.add(draftFor(simulator, second));
    await stack.keeper.export(path, password, own, signal);
    // The same two, entered by hand on another computer: other ids.
    const other = await connected('Here');
    const [here] = other.connections.list();
    await other.connections.add(
      draftFor(simulator, { ...second, limits: { ...connectionDefaults.limits, concurrency: 3 } }),
    );
    await eventually(() => expect(other.connections.list().map(({ status }) => status)).toEqual(['online', 'online']));
    const provider = other.connections.provider(here?.id ?? '');
    const [vm] = other.inventory.query({
      ...{ text: '', states: ['running'], connectionIds: [here?.id ?? ''], offset: 0, limit: 1 },
      sort: { by: 'name', descending: false },
    }).rows;
    other.consoles.open(vm?.id ?? '', 'vnc');

    expect(await other.keeper.import(path, own, 'keep', signal)).toMatchObject({
      ...{ added: 0, conflicting: expect.arrayContaining(['Here', 'Second']) as string[] },
    });
    expect(await other.keeper.import(path, own, 'replace', signal)).toMatchObject({ added: 0 });
    expect(names(other).toSorted()).toEqual(['Lab', 'Second']);
    expect(other.connections.list().every(({ settings }) => settings.limits.concurrency === 6)).toBe(true);
    // What only got another name goes on with its VMs, its tasks and its consoles.
    expect(other.connections.provider(here?.id ?? '')).toBe(provider);
    expect(other.inventory.find(vm?.id ?? '')).toBeDefined();
    expect(other.windows).toContain(vm?.id);
    expect(await other.keeper.import(path, own, 'replace', signal)).toEqual({
      ...{ added: 0, identical: 2, conflicting: [], damaged: 0 },
    });
  });

  it('has a login tried again that was refused with the key which it replaces', async () => {
    const path = join(stack.folder, 'copy.vmdeck');
    await stack.keeper.export(path, password, own, signal);
    const other = await connected('Lab', { privateKey: 'a key of another day' });
    const status = () => other.connections.list().map((one) => [one.status, one.error?.code]);
    await eventually(() => expect(status()).toEqual([['failed', 'cloud.bad-credentials']]));
    expect(await other.keeper.import(path, own, 'replace', signal)).toMatchObject({ added: 0, identical: 0 });
    await eventually(() => expect(status()).toEqual([['online', undefined]]));
  });

  it('gives a new connection another name where its own is taken', async () => {
    const path = join(stack.folder, 'copy.vmdeck');
    await stack.keeper.export(path, password, own, signal);
    const other = await startStack();
    more.push(other);
    await other.create();
    await other.connections.add(draftFor(simulator, { regions: ['region-a'] }));
    expect(await other.keeper.import(path, own, 'keep', signal)).toMatchObject({ added: 1 });
    expect(names(other)).toEqual(['Lab', 'Lab 2']);
  });
});

describe('the end of a vault', () => {
  it('leaves no file of it and no key in the keychain, and a new one can be made', async () => {
    await stack.keeper.enableQuickUnlock(password, signal);
    expect((await stack.keeper.destroy()).state).toBe('absent');
    expect((await readdir(stack.folder)).filter((name) => name.startsWith('vault'))).toEqual([]);
    expect([stack.keychain.entries.size, names(stack)]).toEqual([0, []]);
    expect(await recorded(stack)).toContain('vault.destroy done');
    expect(await stack.keeper.keys()).toMatchObject({ recovery: false, quickUnlock: null, cost: null });
    await stack.create();
  });

  it('takes its key out of the keychain also where it cannot be made durable', async () => {
    const syncFolder = (): Promise<void> => Promise.reject(Object.assign(new Error('sync'), { code: 'EIO' }));
    const one = await startStack(undefined, { files: { ...nodeFiles, syncFolder } });
    more.push(one);
    await one.create();
    await one.keeper.enableQuickUnlock(password, signal);
    expect(one.keychain.entries.size).toBe(1);
    expect(await codeOf(one.keeper.destroy())).toBe('storage.failed');
    expect((await readdir(one.folder)).filter((name) => name.startsWith('vault'))).toEqual([]);
    expect(one.keychain.entries.size).toBe(0);
  });

  it('leaves no task of its VMs, in the list or in its file, for whoever makes the next one', async () => {
    await eventually(() => expect(stack.connections.list()[0]?.status).toBe('online'));
    const { rows } = stack.inventory.query({
      ...{ text: '', states: ['stopped'], connectionIds: [] },
      ...{ sort: { by: 'name', descending: false }, offset: 0, limit: 2 },
    });
    const ids = rows.map(({ id }) => id);
    stack.tasks.run(ids, { action: 'start' }, {});
    expect(stack.storedTasks()).toHaveLength(2);
    await stack.keeper.destroy();
    await stack.create();
    expect([stack.tasks.list(), stack.storedTasks()]).toEqual([[], []]);
    expect((await recorded(stack)).filter((one) => one === 'vm.start interrupted')).toHaveLength(2);
  });

  it('comes also for a vault that is damaged', async () => {
    await stack.vault.lock();
    await rm(join(stack.folder, 'vault.vmdeck.bak'), { force: true });
    await writeFile(join(stack.folder, 'vault.vmdeck'), 'VMDVAULT and nothing more');
    expect((await stack.vault.reload()).problem).not.toBeNull();
    expect((await stack.keeper.destroy()).state).toBe('absent');
  });
});
