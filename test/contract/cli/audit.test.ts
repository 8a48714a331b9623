import { access, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { filesOf, findSecrets } from '../../support/secrets.ts';
import { folderWithCloud, folderWithVault, masterPassword, temporaryFolder, vmdeck } from './support/vmdeck.ts';
import { eventually } from '../../support/eventually.ts';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 4, transitionMs: 50, console: 'builtin' });
});

afterEach(async () => {
  await simulator.stop();
});

/** A server that takes what comes. */
async function listen(wanted = 0) {
  let text = '';
  const server = createServer((socket) => socket.on('data', (data: Buffer) => (text += data.toString('utf8'))));
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const stop = (): Promise<void> => new Promise((resolve) => void server.close(() => resolve()));
  onTestFinished(stop);
  return { received: () => text, port: (server.address() as AddressInfo).port, stop };
}

/** Runs a command and ends it for good, as no program can help, once the cloud is asked for a call that it does not answer. */
async function killedAt(action: string, args: readonly string[]): Promise<void> {
  const remove = simulator.faults.add({ kind: 'hang', action });
  const { code } = await vmdeck(args, {
    onStart: (child) => {
      const timer = setInterval(() => {
        if (!simulator.log.some((one) => one.action === action && one.httpStatus === undefined)) return;
        clearInterval(timer);
        child.kill('SIGKILL');
      }, 20);
      child.once('exit', () => clearInterval(timer));
    },
  });
  remove();
  expect(code).toBeNull();
}

describe('a program that is killed in the midst of a deed', () => {
  it('leaves the deed in the log, told as interrupted wherever it is read', async () => {
    const folder = await folderWithCloud(simulator);
    const vm = simulator.vms().find(({ state }) => state === 'Stopped')?.vmId ?? '';
    const where = ['--data-dir', folder, '--json'];
    await killedAt('StartVMInstance', ['vm', 'power', 'Lab', vm, 'start', ...where]);
    const parameters = [`Region=${simulator.regions[0] ?? ''}`, `VMID=${vm}`];
    await killedAt('StopVMInstance', ['api', 'call', 'Lab', 'StopVMInstance', ...parameters, ...where]);

    const listed = await vmdeck(['audit', 'list', '--text', vm, ...where], { env: {} });
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { action: 'api.call', outcome: 'interrupted', parameters: { call: 'StopVMInstance' }, durationMs: null },
      { action: 'vm.start', outcome: 'interrupted', connection: { name: 'Lab' }, client: 'cli' },
    ]);
    const interrupted = await vmdeck(['audit', 'list', '--outcome', 'interrupted', ...where], { env: {} });
    expect(JSON.parse(interrupted.stdout)).toHaveLength(2);
    const begun = await vmdeck(['audit', 'list', '--outcome', 'begun', ...where], { env: {} });
    expect(JSON.parse(begun.stdout)).toEqual([]);
    for (const format of ['csv', 'json']) {
      const file = join(folder, `out.${format}`);
      await vmdeck(['audit', 'export', file, '--text', vm, ...where], { env: {} });
      const saved = await readFile(file, 'utf8');
      expect([saved.match(/interrupted/g)?.length, saved.includes('begun')]).toEqual([2, false]);
    }
    expect(await vmdeck(['audit', 'verify', ...where], { env: {} })).toMatchObject({ code: 0 });
  });
});

describe('a log that takes nothing', () => {
  const codesOf = (stderr: string): string[] =>
    stderr
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { error: { code: string } }).error.code);

  it('stops every deed that changes something or shows a secret before it is done, and counts what it misses', async () => {
    const folder = await folderWithCloud(simulator);
    const vm = simulator.vms().find(({ state }) => state === 'Running')?.vmId ?? '';
    const on = (...args: readonly string[]) => vmdeck([...args, '--data-dir', folder, '--json']);
    const log = join(folder, 'audit');
    await rename(log, `${log}-kept`);
    await writeFile(log, 'in the way');
    const stop = ['StopVMInstance', `Region=${simulator.regions[0] ?? ''}`, `VMID=${vm}`];
    const deeds = [
      ['connection', 'remove', 'Lab'],
      ['vm', 'power', 'Lab', vm, 'power-off'],
      ['api', 'call', 'Lab', ...stop],
      ['api', 'call', 'Lab', 'GetVMVNCInfo', ...stop.slice(1), '--reveal'],
    ];
    for (const deed of deeds) {
      const { code, stdout, stderr } = await on(...deed);
      expect([deed[0], code, stdout, codesOf(stderr)]).toEqual([deed[0], 6, '', ['audit.lost', 'audit.refused']]);
      expect(stderr).not.toContain('memory');
    }
    const sealed = ['connection', 'export', join(folder, 'out.json'), '--with-secrets', '--file-password-stdin'];
    const exported = await vmdeck([...sealed, '--data-dir', folder], { stdin: 'a long enough password' });
    expect(exported.code).toBe(6);
    await expect(access(join(folder, 'out.json'))).rejects.toMatchObject({ code: 'ENOENT' });
    // What only reads goes on and says that it is not recorded.
    const listed = await on('vm', 'list', 'Lab');
    expect([listed.code, codesOf(listed.stderr)]).toEqual([0, ['audit.lost']]);
    expect(simulator.vms().find(({ vmId }) => vmId === vm)?.state).toBe('Running');

    await rm(log);
    await rename(`${log}-kept`, log);
    expect(await on('vault', 'check')).toMatchObject({ code: 0, stderr: '' });
    const gaps = await on('audit', 'list', '--text', 'audit.gap');
    // Of each an unlocking, and of each that was refused for its beginning also that.
    expect(JSON.parse(gaps.stdout)).toMatchObject([{ parameters: { entries: 1 + 2 + 2 + 2 + 2 + 1 } }]);
    expect(await on('audit', 'verify')).toMatchObject({ code: 0 });
    await on('vault', 'check');
    expect(JSON.parse((await on('audit', 'list', '--text', 'audit.gap')).stdout)).toHaveLength(1);
  }, 90_000);

  it('stops the making of a vault', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'audit'), 'in the way');
    const { code, stderr } = await vmdeck(['vault', 'create', '--cost', 'thin-client', '--data-dir', folder, '--json']);
    expect([code, codesOf(stderr)]).toEqual([6, ['audit.lost', 'audit.refused']]);
    await expect(access(join(folder, 'vault.vmdeck'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a syslog server', () => {
  it('that is away is told of, and gets at the next start what it missed', async () => {
    const folder = await folderWithVault();
    const listening = await listen();
    await listening.stop();
    const { port } = listening;
    const syslog = { host: '127.0.0.1', port, tls: false };
    await writeFile(join(folder, 'audit.json'), JSON.stringify({ syslog }));
    const missed = await vmdeck(['vault', 'check', '--data-dir', folder, '--json']);
    expect(missed.code).toBe(0);
    expect(JSON.parse(missed.stderr)).toMatchObject({ error: { code: 'audit.syslog-lost' } });
    const { received, stop } = await listen(port);
    expect(await vmdeck(['audit', 'verify', '--data-dir', folder, '--json'])).toMatchObject({ code: 0, stderr: '' });
    const messages = (): string[] => received().match(/VMDeck \d+ \S+/g) ?? [];
    await eventually(() => expect(messages()).toHaveLength(2));
    expect(messages().map((message) => message.split(' ')[2])).toEqual(['vault.create', 'vault.unlock']);
    await stop();
    // Nothing waits for it now.
    expect(await vmdeck(['audit', 'verify', '--data-dir', folder, '--json'])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the audit log on the command line', () => {
  it('has what the command line did, without secrets, and needs no password to be read', async () => {
    const folder = await folderWithCloud(simulator);
    const vm = simulator.vms().find(({ state }) => state === 'Stopped')?.vmId ?? '';
    const on = (...args: readonly string[]) => vmdeck([...args, '--data-dir', folder, '--json']);
    await on('vm', 'power', 'Lab', vm, 'start');
    await on('api', 'call', 'Lab', 'DescribeVMInstance', `Region=${simulator.regions[0] ?? ''}`);
    const without = { env: {} };
    const listed = await vmdeck(['audit', 'list', '--data-dir', folder, '--json', '--connection', 'Lab'], without);
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { action: 'api.call', client: 'cli', parameters: { call: 'DescribeVMInstance' } },
      { action: 'vm.start', outcome: 'done', connection: { name: 'Lab' } },
      { action: 'connection.add' },
    ]);
    const file = join(folder, 'out.csv');
    expect(await vmdeck(['audit', 'export', file, '--data-dir', folder], without)).toMatchObject({ code: 0 });
    expect(await readFile(file, 'utf8')).toContain('"vault.unlock"');
    const { privateKey, publicKey } = simulator;
    expect(findSecrets(await filesOf(join(folder, 'audit')), { masterPassword, privateKey, publicKey })).toEqual([]);

    const whole = await vmdeck(['audit', 'verify', '--data-dir', folder, '--json'], without);
    expect(whole).toMatchObject({ code: 0 });
    expect(JSON.parse(whole.stdout)).toMatchObject({ intact: true, findings: [] });
    const path = join(folder, 'audit', 'audit-000001.jsonl');
    const lines = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, lines.toSpliced(2, 1).join('\n'));
    const changed = await vmdeck(['audit', 'verify', '--data-dir', folder, '--json'], without);
    expect(changed).toMatchObject({ code: 6 });
    expect(JSON.parse(changed.stdout)).toMatchObject({
      findings: [{ fault: 'removed', file: 'audit-000001.jsonl', line: 3, count: 1 }],
    });
    expect(JSON.parse(changed.stderr)).toMatchObject({ error: { code: 'audit.tampered' } });

    await rm(join(folder, 'audit'), { recursive: true });
    const gone = await vmdeck(['audit', 'verify', '--data-dir', folder, '--json'], without);
    expect(gone).toMatchObject({ code: 6 });
    expect(JSON.parse(gone.stdout)).toMatchObject({ findings: [{ fault: 'log-missing' }] });
  });

  it('refuses a time that is none', async () => {
    const folder = await folderWithCloud(simulator);
    const { code } = await vmdeck(['audit', 'list', '--data-dir', folder, '--from', 'yesterday']);
    expect(code).toBe(2);
  });
});
