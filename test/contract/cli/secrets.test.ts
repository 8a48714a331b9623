import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { folderWithCloud, folderWithVault, masterPassword, vmdeck } from './support/vmdeck.ts';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 8, transitionMs: 100, console: 'builtin' });
});

afterEach(async () => {
  await simulator.stop();
});

const planted = 'planted-where-it-does-not-belong';

describe('a secret on the command line', () => {
  it.each([
    [['vault', 'create', '--password', planted]],
    [['vault', 'create', `--password=${planted}`]],
    [['vault', 'create', `--master-password=${planted}`]],
    [['connection', 'add', '--private-key', planted]],
    [['connection', 'add', `--privateKey=${planted}`]],
    [['connection', 'add', '--name', 'a', '--public-key', 'k', '--url', `https://me:${planted}@cloud.example/api`]],
    [['--token', planted, 'vm', 'list']],
    [['vault', 'create', planted]],
    [[planted]],
    [['vault', 'create', `--${planted}`]],
    [['vault', 'create', `-p${planted}`]],
  ])('is refused and not repeated: %j', async (args) => {
    const { code, stdout, stderr } = await vmdeck(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toContain(planted);
    expect(stderr.length).toBeGreaterThan(20);
  });
});

/** The arguments of a process and of its children, which other programs can see (proc(5)). */
async function visibleOf(pid: number): Promise<string> {
  const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
  const children = (await read(`/proc/${pid}/task/${pid}/children`)).split(' ').filter((id) => id !== '');
  return (await Promise.all([String(pid), ...children].map((id) => read(`/proc/${id}/cmdline`)))).join('\n');
}

describe('the secrets of a working call', () => {
  it('are in none of its output, however much it tells', async () => {
    const folder = await folderWithCloud(simulator);
    const vm = simulator.vms().find(({ state }) => state === 'Running')?.vmId ?? '';
    const shown: string[] = [];
    let visible = '';
    for (const args of [
      ['vault', 'check'],
      ['connection', 'list'],
      ['connection', 'test', 'Lab'],
      ['vm', 'list'],
      ['console', 'info', 'Lab', vm],
    ]) {
      const { code, stdout, stderr } = await vmdeck([...args, '--data-dir', folder, '--json', '--verbose'], {
        onStart: (child) => {
          child.stderr?.once('data', () => {
            void visibleOf(child.pid ?? 0).then((text) => (visible += text));
          });
        },
      });
      expect(code).toBe(0);
      shown.push(stdout, stderr);
    }
    const everything = shown.join('\n');
    expect(everything).toContain('cloud.call');
    expect(visible).toContain('--verbose');
    const { password } = JSON.parse(
      (await vmdeck(['console', 'info', 'Lab', vm, '--data-dir', folder, '--json', '--reveal'])).stdout,
    ) as { readonly password: string };
    for (const secret of [masterPassword, simulator.privateKey, password]) {
      expect(everything).not.toContain(secret);
      expect(visible).not.toContain(secret);
    }
  });

  it('are in none of its failures', async () => {
    const folder = await folderWithCloud(simulator, { privateKey: planted });
    const wrong = await vmdeck(['vm', 'list', '--data-dir', folder, '--verbose']);
    const locked = await vmdeck(['vm', 'list', '--data-dir', await folderWithVault(), '--verbose'], {
      env: { VMDECK_MASTER_PASSWORD: planted },
    });
    expect([wrong.code, locked.code]).toEqual([4, 6]);
    expect(wrong.stderr + wrong.stdout + locked.stderr + locked.stdout).not.toContain(planted);
  });
});
