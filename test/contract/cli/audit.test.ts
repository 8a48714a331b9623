import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { filesOf, findSecrets } from '../../support/secrets.ts';
import { folderWithCloud, masterPassword, vmdeck } from './support/vmdeck.ts';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 4, transitionMs: 50, console: 'builtin' });
});

afterEach(async () => {
  await simulator.stop();
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
