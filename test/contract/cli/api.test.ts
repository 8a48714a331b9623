import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { folderWithCloud, masterPassword, vmdeck, type Call } from './support/vmdeck.ts';

let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 8, transitionMs: 100, console: 'builtin' });
  folder = await folderWithCloud(simulator);
});

afterEach(async () => {
  await simulator.stop();
});

const api = (args: readonly string[], call: Call = {}) =>
  vmdeck(['api', ...args, '--data-dir', folder, '--json'], call);

const planted = 'Planted-Secret-1';
const changes = () => simulator.log.filter(({ action }) => !/^(Describe|List|Get)/.test(action));

describe('api', () => {
  it('lists and describes every call', async () => {
    const { code, stdout } = await api(['list', 'Lab']);
    expect(code).toBe(0);
    const ids = (JSON.parse(stdout) as readonly { readonly id: string }[]).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(30);
    expect(ids).toContain('DescribeVMInstance');
    const described = await api(['describe', 'Lab', 'describevminstance']);
    expect(JSON.parse(described.stdout)).toMatchObject({
      ...{ id: 'DescribeVMInstance', danger: 'reads', method: 'POST', action: 'DescribeVMInstance' },
      parameters: expect.arrayContaining([expect.objectContaining({ name: 'Region', place: 'body' })]) as unknown,
    });
    const text = await vmdeck(['api', 'describe', 'Lab', 'StartVMInstance', '--data-dir', folder]);
    expect(text.stdout).toMatch(/VMID +body +string +yes/);
    expect(text.stdout).toContain('POST Action=StartVMInstance');
  });

  it('makes a call with words, with dotted names and with JSON alike', async () => {
    const [one, two] = simulator.vms().filter(({ region }) => region === 'region-a');
    const ids = [one?.vmId ?? '', two?.vmId ?? ''];
    const params = JSON.stringify({ Region: 'region-a', VMIDs: ids });
    for (const args of [
      ['Region=region-a', 'Limit=5', `VMIDs.0=${ids[0] ?? ''}`, `VMIDs.1=${ids[1] ?? ''}`],
      ['--params', params],
      ['--params', '{"Region":"region-a"}', `VMIDs=${ids.join(',')}`],
    ]) {
      const { code, stdout } = await api(['call', 'Lab', 'DescribeVMInstance', ...args]);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ RetCode: 0, TotalCount: 2 });
    }
    const piped = await api(['call', 'Lab', 'DescribeVMInstance', '--params', '-', '--password-stdin'], {
      env: {},
      stdin: `${masterPassword}\n${params}`,
    });
    expect(JSON.parse(piped.stdout)).toMatchObject({ TotalCount: 2 });
  });

  it.each([
    ['an unknown call', ['call', 'Lab', 'Explode'], 3],
    ['a missing parameter', ['call', 'Lab', 'StartVMInstance', 'Region=region-a'], 3],
    ['an unknown parameter', ['call', 'Lab', 'DescribeVMInstance', 'Region=region-a', 'Color=red'], 3],
    ['an ill-typed parameter', ['call', 'Lab', 'DescribeVMInstance', 'Region=region-a', 'Limit=many'], 3],
    ['broken JSON', ['call', 'Lab', 'DescribeVMInstance', '--params', '{'], 3],
    ['a word that is no parameter', ['call', 'Lab', 'DescribeVMInstance', 'Region'], 2],
    ['a secret among the words', ['call', 'Lab', 'ResetVMInstancePassword', `Password=${planted}`], 2],
    ['a secret in the JSON', ['call', 'Lab', 'ResetVMInstancePassword', '--params', `{"Password":"${planted}"}`], 2],
  ])('sends nothing for %s', async (_what, args, exitCode) => {
    const before = simulator.log.length;
    const { code, stdout, stderr } = await api(args);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
    expect(stderr).not.toContain(planted);
    expect(simulator.log.length).toBe(before);
    expect(changes()).toEqual([]);
  });

  it('hides passwords of the answer unless told to reveal them', async () => {
    const vm = simulator.vms().find(({ state }) => state === 'Running');
    const args = ['call', 'Lab', 'GetVMVNCInfo', `Region=${vm?.region ?? ''}`, `VMID=${vm?.vmId ?? ''}`];
    const hidden = await api(args);
    expect(JSON.parse(hidden.stdout)).toMatchObject({ Info: { VNCPassword: '[secret]' } });
    const shown = await api([...args, '--reveal']);
    expect(shown.stdout).not.toContain('[secret]');
  });
});
