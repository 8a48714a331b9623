import { readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { draftFor, stackPassword, startStack, type Stack } from '../../support/stack.ts';
import { pem } from '../../support/tls-front.ts';
import { connectionHandlers } from '../../../electron/ipc/handlers/connections.ts';
import { everyEntry } from '../../../shared/model/audit.ts';
import { requests } from '../../../shared/ipc/contract.ts';
import type { ConnectionDraft } from '../../../shared/model/connection.ts';
import { Secret } from '../../../shared/util/secret.ts';

const { signal } = new AbortController();
const word = new Secret('a long enough password');

/** Of a file with keys. */
const whole = { added: 0, skipped: [], bare: false, brought: [], plain: [], waysKept: false };

let simulator: Simulator;
let here: Stack;
let there: Stack;
let path: string;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, console: 'builtin' });
  [here, there] = await Promise.all([startStack(), startStack()]);
  await Promise.all([here.create(), there.create()]);
  path = join(here.folder, 'connections.json');
  const proxy = { kind: 'http', host: 'proxy.example', port: 1, user: 'me' } as const;
  await here.connections.add(draftFor(simulator, { tags: ['one'] }));
  const jump = { host: 'jump.example', port: 22, user: 'me', login: 'key', hostKey: null } as const;
  const second = { name: 'Second', regions: ['region-b'], proxy, jump, disabled: true };
  const secrets = { proxyPassword: 'planted-word', jumpKey: 'planted-key', jumpPassphrase: 'planted-phrase' };
  await here.connections.add(draftFor(simulator, { ...second, secrets }));
});

afterEach(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await simulator.stop();
});

const settings = (stack: Stack) => stack.connections.list().map((view) => view.settings);

describe('a file of connections', () => {
  it('carries them with their secrets under a password', async () => {
    expect(await here.transfer.exportTo(path, word, signal)).toBe(2);
    const text = await readFile(path, 'utf8');
    for (const secret of [simulator.privateKey, 'planted']) expect(text).not.toContain(secret);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await there.transfer.importFrom(path, word, false, signal)).toEqual({ ...whole, added: 2 });
    expect(settings(there)).toEqual(settings(here));
    const [first] = there.connections.list();
    const kept = draftFor(simulator, { tags: ['one'], privateKey: null });
    await expect(there.connections.test(first?.id ?? '', kept, signal)).resolves.toMatchObject({ vmCount: 14 });
  });

  it('carries secrets out of the app only for whoever knows the master password', async () => {
    const nobody = () => Promise.resolve(null);
    const services = { ...here, tellExamination: () => undefined, chooseExisting: nobody };
    const handler = connectionHandlers({ ...services, chooseFile: () => Promise.resolve(path) })['connections.export'];
    const send = async (current?: string) => {
      const sealed = { own: word.reveal(), ...(current !== undefined && { current }) };
      const input = requests['connections.export'].input.parse({ sealed });
      return handler(input, { sender: { key: 'main', allows: () => true }, signal });
    };
    await expect(send()).rejects.toBeInstanceOf(z.ZodError);
    await expect(send('not the master password')).rejects.toMatchObject({ code: 'vault.wrong-password' });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await send(stackPassword)).toEqual({ path, count: 2 });
    expect(await there.transfer.importFrom(path, word, false, signal)).toEqual({ ...whole, added: 2 });
  });

  it('is left as it was by a vault that was locked meanwhile', async () => {
    await here.transfer.exportTo(path, null, signal);
    const before = await readFile(path, 'utf8');
    await here.vault.lock();
    await expect(here.transfer.exportTo(path, null, signal)).rejects.toMatchObject({ code: 'vault.locked' });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('has no secrets without one, and what comes of it is switched off', async () => {
    await here.transfer.exportTo(path, null, signal);
    expect(await readFile(path, 'utf8')).not.toContain(simulator.privateKey);
    expect(await there.transfer.importFrom(path, null, false, signal)).toEqual({
      ...{ ...whole, added: 2, bare: true },
      brought: [{ name: 'Second', ways: ['proxy', 'jump'] }],
    });
    const way = {
      trust: { kind: 'system' },
      proxy: { kind: 'none' },
      jump: null,
      consoleHost: null,
      consolePins: [],
      webConsole: null,
    };
    expect(settings(there)).toEqual(settings(here).map((one) => ({ ...one, ...way, disabled: true })));
  });

  it('has its trust, proxies and console hosts taken without a password only when a person says so', async () => {
    const pin = Array<string>(32).fill('AB').join(':');
    await here.connections.add(
      draftFor(simulator, {
        ...{ name: 'Third', regions: ['region-c'], consoleHost: 'elsewhere.example' },
        ...{ trust: { kind: 'pinned', fingerprints: [pin] }, consolePins: [{ host: 'one.example', sha256: pin }] },
        ...{ consoleTls: 'always', webConsole: 'https://c.example/{session}' },
      }),
    );
    await here.transfer.exportTo(path, null, signal);
    const brought = [
      { name: 'Second', ways: ['proxy', 'jump'] },
      { name: 'Third', ways: ['trust', 'consoleHost', 'consolePins', 'webConsole'] },
    ];
    const report = await there.transfer.importFrom(path, null, true, signal);
    expect(report).toMatchObject({ added: 3, brought, waysKept: true });
    expect(settings(there)).toEqual(settings(here).map((one) => ({ ...one, disabled: true })));
    for (const { id } of there.connections.list()) await there.connections.remove(id);
    await there.transfer.importFrom(path, null, false, signal);
    expect(settings(there)[2]).toMatchObject({
      ...{ trust: { kind: 'system' }, consoleHost: null, consolePins: [], webConsole: null, consoleTls: 'always' },
    });
  });

  it('is taken whole or not at all', async () => {
    const trust = { kind: 'authorities', pem: pem('ca') } as const;
    await here.connections.add(draftFor(simulator, { name: 'Third', regions: ['region-c'], trust }));
    await here.transfer.exportTo(path, null, signal);
    const file = z
      .looseObject({ connections: z.array(z.looseObject({ trust: z.unknown() })) })
      .parse(JSON.parse(await readFile(path, 'utf8')));
    for (const one of file.connections.slice(2)) one.trust = { kind: 'authorities', pem: 'none' };
    await writeFile(path, JSON.stringify(file));
    const before = await readFile(join(there.folder, 'vault.vmdeck'));
    const taken = there.transfer.importFrom(path, null, true, signal);
    await expect(taken).rejects.toMatchObject({ code: 'tls.bad-authority' });
    expect(there.connections.list()).toEqual([]);
    expect(await readFile(join(there.folder, 'vault.vmdeck'))).toEqual(before);
  });

  it('with thousands is one save, which leaves the earlier generations', async () => {
    await here.transfer.exportTo(path, null, signal);
    const file = z
      .looseObject({ connections: z.array(z.looseObject({ regions: z.unknown() })) })
      .parse(JSON.parse(await readFile(path, 'utf8')));
    const [one] = file.connections;
    file.connections = Array.from({ length: 3000 }, (_, index) => ({ ...one, regions: [`region-${index}`] }));
    await writeFile(path, JSON.stringify(file));
    const before = await readFile(join(there.folder, 'vault.vmdeck'));
    expect(await there.transfer.importFrom(path, null, false, signal)).toMatchObject({ added: 3000, skipped: [] });
    expect(await readFile(join(there.folder, 'vault.vmdeck.bak'))).toEqual(before);
    const names = settings(there).map(({ name }) => name);
    expect([new Set(names).size, names[0], names[1]]).toEqual([3000, 'Lab', 'Lab 2']);
    await there.vault.lock();
    await there.unlock(stackPassword);
    expect(settings(there).map(({ name }) => name)).toEqual(names);
    const filter = { ...everyEntry, text: 'connection.add' };
    const { rows } = await there.audit.query({ filter, offset: 0, limit: 3000 }, signal);
    expect(new Set(rows.map(({ connection }) => connection?.name))).toEqual(new Set(names));
  });

  it('is for its owner alone and follows no link, whatever lies beside its place', async () => {
    const victim = join(here.folder, 'victim');
    await writeFile(victim, 'not ours');
    for (const name of [path, `${path}.part`]) await symlink(victim, name);
    await here.transfer.exportTo(path, word, signal);
    expect(await readFile(victim, 'utf8')).toBe('not ours');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('leaves out what is here already', async () => {
    await here.transfer.exportTo(path, word, signal);
    expect(await here.transfer.importFrom(path, word, false, signal)).toEqual({
      ...{ ...whole, skipped: ['Lab', 'Second'] },
    });
  });

  it('gives what it adds another name where its own is taken', async () => {
    await here.transfer.exportTo(path, word, signal);
    await there.connections.add(draftFor(simulator, { name: 'Second', regions: ['region-a'] }));
    expect(await there.transfer.importFrom(path, word, false, signal)).toMatchObject({ added: 2, skipped: [] });
    expect(settings(there).map(({ name }) => name)).toEqual(['Second', 'Lab', 'Second 2']);
  });

  it('gives nothing to a wrong password, or when it was changed', async () => {
    await here.transfer.exportTo(path, word, signal);
    const wrong = there.transfer.importFrom(path, new Secret('another password'), false, signal);
    await expect(wrong).rejects.toMatchObject({ code: 'transfer.wrong-password' });
    const none = there.transfer.importFrom(path, null, false, signal);
    await expect(none).rejects.toMatchObject({ code: 'transfer.password-needed' });
    const text = await readFile(path, 'utf8');
    // A key must not be led to a server that it was not meant for.
    await writeFile(path, text.replace(simulator.url, 'http://127.0.0.1:9/api'));
    const led = there.transfer.importFrom(path, word, false, signal);
    await expect(led).rejects.toMatchObject({ code: 'transfer.wrong-password' });
    expect(there.connections.list()).toEqual([]);
  });

  it.each([
    [() => 'no JSON', 'transfer.foreign'],
    [() => '{"format":"other","version":1}', 'transfer.foreign'],
    [() => '{"format":"vmdeck-connections","version":2}', 'transfer.newer'],
    [() => '{"format":"vmdeck-connections","version":1}', 'transfer.damaged'],
    [(text: string) => text.replace('"memoryKiB": 65536', '"memoryKiB": 99999999'), 'transfer.damaged'],
    [(text: string) => text.replace('"passes": 3', '"passes": 1'), 'transfer.damaged'],
    [(text: string) => text.replace(/"nonce": "[^"]+"/, '"nonce": ""'), 'transfer.damaged'],
    [(text: string) => text.replace(/"tag": "[^"]+"/, '"tag": "AAAA"'), 'transfer.damaged'],
  ] as const)('that is none, or hostile, is refused (%#)', async (change, code) => {
    await here.transfer.exportTo(path, word, signal);
    await writeFile(path, change(await readFile(path, 'utf8')));
    await expect(there.transfer.importFrom(path, word, false, signal)).rejects.toMatchObject({ code });
    expect(there.connections.list()).toEqual([]);
  });
});

it('connections keep the order that they are put into', async () => {
  const [first, second] = here.connections.list().map(({ id }) => id);
  await here.connections.reorder([second ?? '', first ?? '']);
  const names = () => here.connections.list().map((view) => view.settings.name);
  expect(names()).toEqual(['Second', 'Lab']);
  await here.vault.lock();
  await here.unlock('correct horse battery staple');
  expect(names()).toEqual(['Second', 'Lab']);
});

it('no two connections are given one name, and one that was goes on with it', async () => {
  const [first, second] = here.connections.list();
  const same = draftFor(simulator, { name: ' Second ', regions: ['region-a'] });
  await expect(here.connections.add(same)).rejects.toMatchObject({
    ...{ code: 'connection.name-taken', params: { name: 'Second' } },
  });
  const renamed = draftFor(simulator, { name: 'Second', privateKey: null });
  await expect(here.connections.update(first?.id ?? '', renamed)).rejects.toMatchObject({
    code: 'connection.name-taken',
  });
  const kept = { ...draftFor(simulator), ...second?.settings, tags: ['two'], privateKey: null };
  await expect(here.connections.update(second?.id ?? '', kept)).resolves.toMatchObject({ id: second?.id });
});

it('a connection can be copied with its key, unless it then goes elsewhere', async () => {
  const [first] = here.connections.list();
  const copy = draftFor(simulator, { name: 'Copy', regions: ['region-a'], privateKey: null });
  await here.connections.add(copy, first?.id);
  expect(settings(here).at(-1)?.name).toBe('Copy');
  const elsewhere = { ...copy, name: 'Elsewhere', url: 'http://127.0.0.1:9/api' };
  await expect(here.connections.add(elsewhere, first?.id)).rejects.toMatchObject({ code: 'connection.key-needed' });
});

it('a connection that was kept with http behind https neither falls to it nor stands in the way', async () => {
  const fallen = { url: 'https://127.0.0.1:1/api', otherUrls: [simulator.url], name: 'Fallen', regions: ['region-c'] };
  const { id } = await here.connections.add(draftFor(simulator, fallen));
  await expect(here.connections.refresh(id, signal)).rejects.toMatchObject({ code: 'net.refused' });
  const update = connectionHandlers({
    ...here,
    ...{ tellExamination: () => undefined, chooseFile: () => Promise.resolve(null) },
    chooseExisting: () => Promise.resolve(null),
  })['connections.update'];
  const send = (change: Partial<ConnectionDraft>) => {
    const input = { id, draft: draftFor(simulator, { ...fallen, privateKey: null, ...change }) };
    const sender = { key: 'main', allows: () => true };
    return update(requests['connections.update'].input.parse(input), { sender, signal });
  };
  await expect(send({ disabled: true, color: 'pink' })).resolves.toMatchObject({ settings: { disabled: true } });
  const more = [simulator.url, 'http://more.example'];
  await expect(send({ otherUrls: more })).rejects.toMatchObject({ code: 'ipc.invalid-input' });
  await here.transfer.exportTo(path, word, signal);
  expect(await there.transfer.importFrom(path, word, false, signal)).toMatchObject({ plain: ['Fallen'] });
  expect(settings(there).find(({ name }) => name === 'Fallen')).toMatchObject({ url: fallen.url, otherUrls: [] });
});
