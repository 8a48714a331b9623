import { hostname } from 'node:os';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { folderWithCloud, folderWithVault, masterPassword, temporaryFolder, vmdeck } from './support/vmdeck.ts';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, transitionMs: 100, console: 'builtin' });
});

afterEach(async () => {
  await simulator.stop();
});

const reportSchema = z.object({
  error: z.looseObject({ code: z.string(), exitCode: z.number(), message: z.string().min(10) }),
});

/** A call that fails: nothing on stdout, one report on stderr, whose code is that of the process. */
async function failing(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, stdout, stderr } = await vmdeck([...args, '--json'], {
    env: { VMDECK_MASTER_PASSWORD: masterPassword, ...env },
  });
  expect(stdout).toBe('');
  const line = stderr.trimEnd().split('\n').at(-1) ?? '';
  const { error } = reportSchema.parse(JSON.parse(line));
  expect(error.exitCode).toBe(code);
  return error;
}

const vmIn = (state: string): string => simulator.vms().find((vm) => vm.state === state)?.vmId ?? '';

describe('2, usage', () => {
  it.each([
    ['nothing known', ['vm', 'dance'], 'cli.command-unknown'],
    ['an unknown option', ['vm', 'list', '--sideways'], 'cli.option-unknown'],
    ['a missing operand', ['vm', 'show', 'Lab'], 'cli.operand-missing'],
    ['too many operands', ['vm', 'show', 'Lab', 'a', 'b'], 'cli.too-many'],
    ['a value that is none of those', ['vm', 'list', '--state', 'happy'], 'cli.option-one-of'],
    ['a missing value', ['vm', 'list', '--text'], 'cli.option-needs-value'],
    ['an unknown power action', ['vm', 'power', 'Lab', 'vm-1', 'explode'], 'cli.operand-one-of'],
    ['a time limit that is none', ['vm', 'list', '--timeout', 'soon'], 'cli.option-invalid'],
    ['a missing option', ['connection', 'add', '--name', 'x'], 'cli.option-missing'],
  ])('%s', async (_what, args, code) => {
    expect(await failing(args)).toMatchObject({ code, exitCode: 2 });
  });

  it('no password at all', async () => {
    const { code, stderr } = await vmdeck(['vm', 'list', '--data-dir', await folderWithVault()], { env: {} });
    expect(code).toBe(2);
    expect(stderr).toContain('VMDECK_MASTER_PASSWORD');
  });

  it('no command: the help, on stderr', async () => {
    expect(await vmdeck([], { env: {} })).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('3, refused by validation', () => {
  it('before anything changes in the cloud', async () => {
    const folder = await folderWithCloud(simulator);
    const on = (...args: readonly string[]) => failing([...args, '--data-dir', folder]);
    const running = vmIn('Running');
    expect(await on('vm', 'power', 'Lab', running, 'start')).toMatchObject({ code: 'action.unavailable', exitCode: 3 });
    expect(await on('snapshot', 'create', 'Lab', running, 'a b')).toMatchObject({ exitCode: 3 });
    expect(await on('vm', 'show', 'Lab', 'no-such-vm')).toMatchObject({ code: 'cli.vm-unknown', exitCode: 3 });
    expect(await on('vm', 'list', 'Nowhere')).toMatchObject({ code: 'cli.connection-unknown', exitCode: 3 });
    const changes = simulator.log.filter(({ action }) => !/^(Describe|List|Get)/.test(action));
    expect(changes).toEqual([]);
  });

  it('an address that is none, and a cloud that is there already', async () => {
    const folder = await folderWithCloud(simulator);
    const add = (url: string) =>
      failing(
        ['connection', 'add', '--data-dir', folder, '--name', 'B', '--url', url, '--public-key', simulator.publicKey],
        { VMDECK_PRIVATE_KEY: simulator.privateKey },
      );
    for (const none of ['nonsense', 'ftp://cloud.example/api'])
      expect(await add(none)).toMatchObject({ code: 'cli.option-invalid', exitCode: 2 });
    expect(await add(simulator.url)).toMatchObject({ code: 'connection.duplicate', exitCode: 3 });
  });
});

describe('4, refused by the cloud', () => {
  it('wrong keys, and what the cloud says of a call', async () => {
    const folder = await folderWithCloud(simulator, { privateKey: 'not-the-key' });
    expect(await failing(['connection', 'test', 'Lab', '--data-dir', folder])).toMatchObject({
      code: 'cloud.bad-credentials',
      exitCode: 4,
    });
    const good = await folderWithCloud(simulator);
    simulator.faults.add({ kind: 'ret-code', value: 8039, action: 'StartVMInstance' });
    expect(await failing(['vm', 'power', 'Lab', vmIn('Stopped'), 'start', '--data-dir', good])).toMatchObject({
      code: 'cloud.refused',
      exitCode: 4,
      detail: { code: '8039' },
    });
  });
});

describe('5, network', () => {
  it('nobody there, and an answer that is none', async () => {
    const nobody = await folderWithCloud(simulator, { url: 'http://127.0.0.1:9/api' });
    expect(await failing(['vm', 'list', '--data-dir', nobody])).toMatchObject({ code: 'net.refused', exitCode: 5 });
    const folder = await folderWithCloud(simulator);
    simulator.faults.add({ kind: 'html' });
    expect(await failing(['vm', 'list', '--data-dir', folder])).toMatchObject({ code: 'answer.not-json', exitCode: 5 });
  });

  it('shows what the other clouds have when one of them fails', async () => {
    const folder = await folderWithCloud(simulator);
    await vmdeck(
      [
        ...['connection', 'add', '--data-dir', folder, '--name', 'Gone', '--url', 'http://127.0.0.1:9/api'],
        ...['--public-key', 'k'],
      ],
      { env: { VMDECK_MASTER_PASSWORD: masterPassword, VMDECK_PRIVATE_KEY: 'x' } },
    );
    const { code, stdout, stderr } = await vmdeck(['vm', 'list', '--data-dir', folder, '--json']);
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toHaveLength(14);
    expect(stderr).toContain('net.refused');
  });
});

describe('a region that fails', () => {
  const failing30001 = { kind: 'ret-code', value: 30001, action: 'DescribeVMInstance', times: 1 } as const;

  it.each([[], ['--region', 'region-a', '--region', 'region-b']])(
    'leaves what the others have (%#)',
    async (...filter) => {
      const folder = await folderWithCloud(simulator);
      const whole = await vmdeck(['vm', 'list', ...filter, '--data-dir', folder, '--json']);
      simulator.faults.add(failing30001);
      const { code, stdout, stderr } = await vmdeck(['vm', 'list', ...filter, '--data-dir', folder, '--json']);
      expect(code).toBe(4);
      expect(stderr).toContain('30001');
      const [failed, ...others] = simulator.regions;
      const all = JSON.parse(whole.stdout) as { region: string }[];
      expect(JSON.parse(stdout)).toHaveLength(all.filter(({ region }) => region !== failed).length);
      expect(others).toHaveLength(1);
    },
  );

  it('does not hide a VM of another that is asked for by its id', async () => {
    const folder = await folderWithCloud(simulator);
    const vm = simulator.vms().find(({ region }) => region === simulator.regions[1]);
    simulator.faults.add(failing30001);
    const shown = await vmdeck(['vm', 'show', 'Lab', vm?.vmId ?? '', '--data-dir', folder, '--json']);
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    simulator.faults.add(failing30001);
    expect(await failing(['vm', 'show', 'Lab', vm?.name ?? '', '--data-dir', folder])).toMatchObject({ exitCode: 4 });
  });
});

describe('a list that never comes to rest', () => {
  it.each([[], ['--region', 'region-a']])('is answered with a note beside it (%#)', async (...filter) => {
    const cloud = await startUCloudStackSimulator({ vms: 600 });
    try {
      const folder = await folderWithCloud(cloud);
      cloud.faults.add({ kind: 'page-turns', value: 300, action: 'DescribeVMInstance' });
      const { code, stdout, stderr } = await vmdeck(['vm', 'list', ...filter, '--data-dir', folder, '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).not.toHaveLength(0);
      const note: unknown = JSON.parse(stderr);
      expect(note).toMatchObject({ note: { code: 'cloud.list-unsettled' } });
      expect(stderr).toContain('region-a');
    } finally {
      await cloud.stop();
    }
  });
});

describe('6, vault', () => {
  it('absent, there already, weak, wrong, foreign', async () => {
    const empty = await temporaryFolder();
    expect(await failing(['vm', 'list', '--data-dir', empty])).toMatchObject({ code: 'vault.absent', exitCode: 6 });
    const weak = await failing(['vault', 'create', '--data-dir', empty], { VMDECK_MASTER_PASSWORD: 'short' });
    expect(weak).toMatchObject({ code: 'vault.weak-password', exitCode: 6 });
    const folder = await folderWithVault();
    expect(await failing(['vault', 'create', '--data-dir', folder])).toMatchObject({ code: 'vault.exists' });
    const wrong = await failing(['vault', 'check', '--data-dir', folder], { VMDECK_MASTER_PASSWORD: 'not this one' });
    expect(wrong).toMatchObject({ code: 'vault.wrong-password', exitCode: 6 });
    await writeFile(join(empty, 'vault.vmdeck'), 'something else');
    expect(await failing(['vault', 'check', '--data-dir', empty])).toMatchObject({ exitCode: 6 });
  });

  it('held by the app: reading works, writing waits for another day', async () => {
    const folder = await folderWithCloud(simulator);
    await symlink(`${hostname()}-${process.pid}`, join(folder, 'SingletonLock'));
    expect(await failing(['connection', 'remove', 'Lab', '--data-dir', folder])).toMatchObject({
      code: 'cli.app-open',
      exitCode: 6,
    });
    const { code, stdout } = await vmdeck(['connection', 'list', '--data-dir', folder, '--json']);
    expect({ code, count: (JSON.parse(stdout) as readonly unknown[]).length }).toEqual({ code: 0, count: 1 });
  });
});

describe('7, timed out', () => {
  it('a cloud that does not answer', async () => {
    const folder = await folderWithCloud(simulator);
    simulator.faults.add({ kind: 'hang' });
    expect(await failing(['vm', 'list', '--data-dir', folder, '--timeout', '1.5'])).toMatchObject({
      code: 'cli.timed-out',
      exitCode: 7,
    });
  });

  it('a password that nobody writes', async () => {
    const args = ['vault', 'check', '--password-stdin', '--timeout', '0.2', '--data-dir', await folderWithVault()];
    expect(await vmdeck(args, { env: {}, stdin: null })).toMatchObject({ code: 7, stdout: '' });
  });
});

describe('130, interrupted', () => {
  it('ends at once and says that the cloud goes on', async () => {
    const folder = await folderWithCloud(simulator);
    simulator.faults.add({ kind: 'hang' });
    const { code, stderr } = await vmdeck(['vm', 'list', '--data-dir', folder], {
      onStart: (child) => {
        const timer = setInterval(() => {
          if (!simulator.log.some(({ httpStatus }) => httpStatus === undefined)) return;
          clearInterval(timer);
          child.kill('SIGINT');
        }, 20);
        child.once('exit', () => clearInterval(timer));
      },
    });
    expect(code).toBe(130);
    expect(stderr).toContain('Interrupted');
  });
});
