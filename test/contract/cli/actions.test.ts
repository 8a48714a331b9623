import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { folderWithCloud, vmdeck } from './support/vmdeck.ts';

let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, transitionMs: 100 });
  folder = await folderWithCloud(simulator);
});

afterEach(() => simulator.stop());

const call = (args: readonly string[], stdin?: string) =>
  vmdeck([...args, '--data-dir', folder, '--json'], stdin === undefined ? {} : { stdin });

const vmIn = (state: string): string => simulator.vms().find((vm) => vm.state === state)?.vmId ?? '';
const stateOf = (id: string): string | undefined => simulator.vms().find((vm) => vm.vmId === id)?.state;

describe('action', () => {
  it('lists what the cloud can do and what it asks for', async () => {
    const { code, stdout } = await call(['action', 'list', 'Lab']);
    expect(code).toBe(0);
    const offered = JSON.parse(stdout) as { action: string; fields: object; secrets?: object }[];
    expect(offered.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['hibernate', 'wake', 'password-reset']),
    );
    expect(offered.map(({ action }) => action)).not.toContain('pause');
    expect(offered.find(({ action }) => action === 'password-reset')?.secrets).toEqual({ password: 'required' });
  });

  it('hibernates a VM and wakes it', async () => {
    const id = vmIn('Running');
    expect(await call(['action', 'run', 'Lab', id, 'hibernate'])).toMatchObject({ code: 0 });
    expect(stateOf(id)).toBe('Saved');
    const { code, stdout } = await call(['action', 'run', 'Lab', id, 'wake']);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { action: 'wake', vm: id, state: 'running' }]);
  });

  it('takes a password from standard input and repeats it nowhere', async () => {
    const args = ['action', 'run', 'Lab', vmIn('Running'), 'password-reset', '--secrets-stdin', '--verbose'];
    const done = await call(args, JSON.stringify({ password: 'planted*password' }));
    expect(done.code).toBe(0);
    expect(done.stdout + done.stderr).not.toContain('planted');
  });

  it('refuses a secret among the arguments before anything is done', async () => {
    const { code, stderr } = await call([
      'action',
      'run',
      'Lab',
      vmIn('Running'),
      'password-reset',
      'password=planted',
    ]);
    expect(code).toBe(2);
    expect(stderr).not.toContain('planted');
  });

  it.each([
    ['an action that there is not', ['action', 'run', 'Lab', 'VM', 'explode']],
    ['an unknown field', ['action', 'run', 'Lab', 'VM', 'hibernate', 'depth=3']],
    ['a missing secret', ['action', 'run', 'Lab', 'VM', 'password-reset']],
    ['what the cloud cannot do', ['action', 'run', 'Lab', 'VM', 'pause']],
  ])('refuses %s on this computer', async (_, args) => {
    const { code, stderr } = await call(args.map((word) => (word === 'VM' ? vmIn('Running') : word)));
    expect([code, JSON.parse(stderr.trim().split('\n').at(-1) ?? '')]).toMatchObject([3, { error: { exitCode: 3 } }]);
  });
});

describe('cloud ask', () => {
  it('answers what the cloud answers', async () => {
    const { code, stdout } = await call(['cloud', 'ask', 'Lab', 'usb-devices', 'region=region-a']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ state: 'free' }));
  });

  it('refuses a question without what it is about', async () => {
    expect(await call(['cloud', 'ask', 'Lab', 'usb-devices'])).toMatchObject({ code: 3 });
  });
});
