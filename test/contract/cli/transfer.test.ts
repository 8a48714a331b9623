import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { folderWithCloud, folderWithVault, masterPassword, vmdeck } from './support/vmdeck.ts';

const none = { added: 0, skipped: [], bare: false, brought: [], plain: [], waysKept: false };
const filePassword = 'planted file password';

let simulator: Simulator;
let folder: string;
let file: string;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14 });
  folder = await folderWithCloud(simulator);
  file = join(folder, 'connections.json');
});

afterEach(() => simulator.stop());

const run = (place: string, args: readonly string[], more: Record<string, string> = {}) =>
  vmdeck(['connection', ...args, '--data-dir', place, '--json'], {
    env: { VMDECK_MASTER_PASSWORD: masterPassword, ...more },
  });
const sealed = { VMDECK_FILE_PASSWORD: filePassword };
const exportWithSecrets = () => run(folder, ['export', file, '--with-secrets'], sealed);
/** From standard input, behind the master password. */
const importSealed = (place: string, word = filePassword) =>
  vmdeck(['connection', 'import', file, '--data-dir', place, '--json', '--password-stdin', '--file-password-stdin'], {
    env: {},
    stdin: `${masterPassword}\n${word}\n`,
  });

const reported = ({ stderr }: { readonly stderr: string }): unknown =>
  JSON.parse(stderr.trim().split('\n').at(-1) ?? 'null');

describe('connection export and import', () => {
  it('carry a connection with its key, under a password', async () => {
    const made = await exportWithSecrets();
    expect([made.code, JSON.parse(made.stdout)]).toEqual([0, { path: file, count: 1, sealed: true }]);
    const text = await readFile(file, 'utf8');
    for (const secret of [simulator.privateKey, filePassword, masterPassword]) expect(text).not.toContain(secret);
    const other = await folderWithVault();
    const taken = await importSealed(other);
    expect([taken.code, JSON.parse(taken.stdout)]).toEqual([0, { ...none, added: 1 }]);
    expect(await run(other, ['test', 'Lab'])).toMatchObject({ code: 0 });
    expect(JSON.parse((await importSealed(other)).stdout)).toEqual({ ...none, skipped: ['Lab'] });
  });

  it('take the password of the file from the environment', async () => {
    await exportWithSecrets();
    const taken = await run(await folderWithVault(), ['import', file], sealed);
    expect([taken.code, JSON.parse(taken.stdout)]).toEqual([0, { ...none, added: 1 }]);
  });

  it('carry it without its key, and leave it switched off', async () => {
    expect(JSON.parse((await run(folder, ['export', file])).stdout)).toEqual({ path: file, count: 1, sealed: false });
    expect(await readFile(file, 'utf8')).not.toContain(simulator.privateKey);
    const other = await folderWithVault();
    const taken = await vmdeck(['connection', 'import', file, '--data-dir', other]);
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    expect(taken.stdout).toMatch(/^Added 1 connection\.\n.*switched off/);
    expect(JSON.parse((await run(other, ['list'])).stdout)).toMatchObject([{ name: 'Lab', disabled: true }]);
  });

  it('say whose http addresses behind one over TLS are left out', async () => {
    await run(folder, ['export', file]);
    const carried = JSON.parse(await readFile(file, 'utf8')) as { connections: object[] };
    const [lab] = carried.connections;
    const connections = [{ ...lab, url: 'https://cloud.example/api', otherUrls: [simulator.url] }];
    await writeFile(file, JSON.stringify({ ...carried, connections }));
    const taken = await vmdeck(['connection', 'import', file, '--data-dir', await folderWithVault()]);
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    expect(taken.stdout).toMatch(/^Added 1 connection\.\nWithout their http addresses, .*: Lab\n/);
  });

  it('leave proxies of a file without keys behind unless they are to be kept, and tell which', async () => {
    const proxy = ['--proxy', 'http://proxy.example:3128', '--private-key-stdin'];
    const edit = ['connection', 'edit', 'Lab', '--data-dir', folder, ...proxy];
    const edited = await vmdeck(edit, { env: { VMDECK_MASTER_PASSWORD: masterPassword }, stdin: 'key\n' });
    expect(edited).toMatchObject({ code: 0 });
    await run(folder, ['export', file]);
    for (const [options, kind, words] of [
      [[], 'none', 'Lab had its own settings, which were not taken: proxy'],
      [['--keep-trust'], 'http', 'Lab brought its own settings: proxy.'],
    ] as const) {
      const other = await folderWithVault();
      const taken = await vmdeck(['connection', 'import', file, '--data-dir', other, ...options]);
      expect(taken.stdout).toContain(words);
      expect(JSON.parse((await run(other, ['list'])).stdout)).toMatchObject([{ proxy: { kind } }]);
    }
  });

  it('refuse a password that is wrong, missing or weak', async () => {
    const weak = await run(folder, ['export', file, '--with-secrets'], { VMDECK_FILE_PASSWORD: 'short' });
    expect([weak.code, reported(weak)]).toMatchObject([3, { error: { code: 'transfer.word.weak' } }]);
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await run(folder, ['export', file, '--with-secrets'])).toMatchObject({ code: 2 });
    await exportWithSecrets();
    const other = await folderWithVault();
    const wrong = await importSealed(other, 'another password');
    expect([wrong.code, reported(wrong)]).toMatchObject([3, { error: { code: 'transfer.wrong-password' } }]);
    const none = await run(other, ['import', file]);
    expect([none.code, reported(none)]).toMatchObject([3, { error: { code: 'transfer.password-needed' } }]);
    expect(wrong.stderr + none.stderr).not.toContain('planted');
    expect(JSON.parse((await run(other, ['list'])).stdout)).toEqual([]);
  });

  it.each([
    ['foreign', () => '{"format":"other"}', 'transfer.foreign', 3],
    ['no JSON at all', () => 'VMDVAULT\0\x01', 'transfer.foreign', 3],
    [
      'older than the first version',
      (text: string) => text.replace('"version": 1', '"version": 0'),
      'transfer.damaged',
      3,
    ],
    ['newer', (text: string) => text.replace('"version": 1', '"version": 2'), 'transfer.newer', 3],
    ['truncated', (text: string) => text.slice(0, -20), 'transfer.damaged', 3],
    ['without a field', (text: string) => text.replace(/"salt":[^,]+,/, ''), 'transfer.damaged', 3],
    [
      'led to another server',
      (text: string) => text.replace(simulator.url, 'http://127.0.0.1:9/'),
      'transfer.wrong-password',
      3,
    ],
  ])('refuse a file that is %s', async (_, change, code, exitCode) => {
    await exportWithSecrets();
    await writeFile(file, change(await readFile(file, 'utf8')));
    const other = await folderWithVault();
    const refused = await importSealed(other);
    expect([refused.code, refused.stdout, reported(refused)]).toMatchObject([
      exitCode,
      '',
      { error: { code, exitCode } },
    ]);
    expect(refused.stderr).not.toContain('planted');
    expect(JSON.parse((await run(other, ['list'])).stdout)).toEqual([]);
  });

  it('read no file that is huge or absent', async () => {
    const absent = await run(folder, ['import', file]);
    expect([absent.code, reported(absent)]).toMatchObject([6, { error: { code: 'storage.failed' } }]);
    await writeFile(file, '');
    // A hole: it costs no disk, and reading it would cost 4 GiB.
    await truncate(file, 4 * 1024 ** 3);
    const huge = await run(folder, ['import', file]);
    expect([huge.code, reported(huge)]).toMatchObject([3, { error: { code: 'transfer.foreign' } }]);
  });

  it('write nowhere that VMDeck keeps something', async () => {
    const vault = join(folder, 'vault.vmdeck');
    const before = await readFile(vault);
    for (const place of ['vault.vmdeck', 'vault.vmdeck.bak', 'audit/audit-000001.jsonl', 'settings.json']) {
      const refused = await run(folder, ['export', join(folder, place)]);
      expect([place, refused.code, reported(refused)]).toMatchObject([place, 6, { error: { code: 'vault.own-file' } }]);
      const log = await vmdeck(['audit', 'export', join(folder, place), '--data-dir', folder, '--json'], { env: {} });
      expect([place, reported(log)]).toMatchObject([place, { error: { code: 'vault.own-file' } }]);
    }
    expect(await readFile(vault)).toEqual(before);
    expect(await vmdeck(['audit', 'verify', '--data-dir', folder], { env: {} })).toMatchObject({ code: 0 });
  });
});

describe('connection doctor', () => {
  it('tells each step of the way, for people and for programs', async () => {
    const whole = await run(folder, ['doctor', 'Lab']);
    expect(whole.code).toBe(0);
    const { steps } = JSON.parse(whole.stdout) as { steps: { step: string; state: string; ms: number | null }[] };
    expect(steps.map(({ step, state }) => `${step} ${state}`).slice(0, 8)).toEqual([
      ...['name done', 'address done', 'tcp done', 'tls warned', 'http done', 'login done', 'permissions done'],
      'list done',
    ]);
    const progress = whole.stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(progress).toMatchObject(steps.map(({ step }) => ({ progress: { step } })));
    expect(steps.every(({ state, ms }) => state === 'skipped' || ms !== null)).toBe(true);
    const words = await vmdeck(['connection', 'doctor', 'Lab', '--data-dir', folder, '--language', 'en']);
    expect(words.stdout.trimEnd().split('\n').length).toBeGreaterThan(steps.length);
    expect(words.stdout + whole.stdout).not.toContain(simulator.privateKey);
  });

  it('answers with the whole report and fails by what it found', async () => {
    const wrong = { VMDECK_PRIVATE_KEY: 'planted-wrong-key' };
    expect(await run(folder, ['edit', 'Lab', '--private-key-stdin'])).toMatchObject({ code: 2 });
    const other = await folderWithVault();
    const add = ['add', '--name', 'Lab', '--url', simulator.url, '--public-key', simulator.publicKey];
    expect(await run(other, add, wrong)).toMatchObject({ code: 0 });
    const refused = await run(other, ['doctor', 'Lab']);
    expect(refused.code).toBe(4);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      steps: expect.arrayContaining([
        expect.objectContaining({ step: 'login', state: 'failed' }),
        expect.objectContaining({ step: 'list', state: 'skipped' }),
      ]) as object[],
    });
    expect(reported(refused)).toMatchObject({ error: { code: 'cloud.bad-credentials' } });
    expect(refused.stdout + refused.stderr).not.toContain('planted');
    const nobody = await run(
      other,
      ['add', '--name', 'Gone', '--url', 'http://127.0.0.1:9/api', '--public-key', 'k'],
      wrong,
    );
    expect(nobody.code).toBe(0);
    expect(await run(other, ['doctor', 'Gone'])).toMatchObject({ code: 5 });
  });
});
