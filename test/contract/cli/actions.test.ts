import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { startUCloudStackV2Simulator } from '../../simulators/ucloudstack-v2/index.ts';
import { folderWithCloud, masterPassword, vmdeck } from './support/vmdeck.ts';

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
    expect([code, stderr]).toEqual([2, expect.stringContaining('Use --secrets-stdin')]);
    expect(stderr).not.toContain('planted');
  });

  it.each([
    ['an action that there is not', ['action', 'run', 'Lab', 'VM', 'explode'], {}],
    ['an unknown field', ['action', 'run', 'Lab', 'VM', 'hibernate', 'depth=3'], { field: 'depth', reason: 'unknown' }],
    ['a missing secret', ['action', 'run', 'Lab', 'VM', 'password-reset'], { field: 'password', reason: 'missing' }],
    ['what the cloud cannot do', ['action', 'run', 'Lab', 'VM', 'pause'], {}],
    ['a VM without a name', ['vm', 'create', 'Lab', 'region-a'], { field: 'name', reason: 'missing' }],
  ])('refuses %s on this computer, and says what and why', async (_, args, about) => {
    const { code, stderr } = await call(args.map((word) => (word === 'VM' ? vmIn('Running') : word)));
    const { error } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as { error: object };
    expect([code, error]).toMatchObject([3, { exitCode: 3, ...about }]);
  });

  it('says in words which field it refuses and why', async () => {
    const args = ['action', 'run', 'Lab', vmIn('Running'), 'hibernate', 'depth=3', '--data-dir', folder];
    const { stderr } = await vmdeck([...args, '--language', 'en']);
    expect(stderr).toContain('depth: Nothing of this name is taken here.');
  });
});

/** Adds a connection "Old" of the older generation. */
async function withOlder() {
  const older = await startUCloudStackV2Simulator({ vms: 4, console: 'builtin' });
  onTestFinished(() => older.stop());
  const added = await vmdeck(
    [
      ...['connection', 'add', '--data-dir', folder, '--name', 'Old', '--kind', 'ucloudstack-v2'],
      ...['--url', older.url, '--public-key', older.publicKey],
    ],
    { env: { VMDECK_MASTER_PASSWORD: masterPassword, VMDECK_PRIVATE_KEY: older.privateKey } },
  );
  expect(added.code).toBe(0);
  return older;
}

describe('a cloud without snapshots and USB devices', () => {
  it('has no empty lists of them, but says so', async () => {
    const [vm] = (await withOlder()).vms();
    for (const noun of ['snapshot', 'usb']) {
      const { code, stdout, stderr } = await call([noun, 'list', 'Old', vm?.vmId ?? '']);
      expect([code, stdout, stderr]).toEqual([3, '', expect.stringContaining('.unavailable')]);
    }
  });
});

describe('cloud ask', () => {
  it('answers what the cloud answers', async () => {
    const { code, stdout } = await call(['cloud', 'ask', 'Lab', 'usb-devices', 'region=region-a']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ state: 'free' }));
  });

  it('lists what there is to choose from of the older generation too', async () => {
    await withOlder();
    const ask = (kind: string) => call(['cloud', 'ask', 'Old', 'choices', 'region=region-a', `kind=${kind}`]);
    const images = await ask('image');
    expect(JSON.parse(images.stdout)).toContainEqual(expect.objectContaining({ id: 'image-ubuntu-2204' }));
    const devices = await ask('usb-device');
    const refused = { code: 'question.unavailable', field: 'kind', reason: 'value' };
    expect([devices.code, JSON.parse(devices.stderr)]).toMatchObject([3, { error: refused }]);
    const bogus = await call(['cloud', 'ask', 'Old', 'bogus']);
    const { error } = JSON.parse(bogus.stderr) as { error: { code: string; message: string } };
    expect([bogus.code, error.code]).toEqual([2, 'cli.operand-one-of']);
    expect(error.message).toContain('choices');
    expect(error.message).not.toContain('usb-devices');
    const asked = await call(['cloud', 'questions', 'Old']);
    const questions = JSON.parse(asked.stdout) as { question: string; fields: Record<string, { of?: string[] }> }[];
    const fieldsOf = (name: string) => questions.find(({ question }) => question === name)?.fields ?? {};
    expect(fieldsOf('choices')['kind']?.of).toEqual(expect.arrayContaining(['image', 'subnet']));
    expect(fieldsOf('choices')['kind']?.of).not.toContain('usb-device');
    expect(fieldsOf('price')).toMatchObject({ imageId: { required: true }, bootDiskSetId: { required: true } });
    expect(Object.keys(fieldsOf('price'))).not.toContain('flavorId');
  });

  it('takes sizes, lists and ids of digits, and says what there is to ask', async () => {
    const asked = await call(['cloud', 'questions', 'Lab']);
    const questions = JSON.parse(asked.stdout) as { question: string; fields: Record<string, object> }[];
    const price = questions.find(({ question }) => question === 'price');
    expect(price?.fields).toMatchObject({ memoryBytes: { type: 'bytes', required: true }, tenantId: { type: 'id' } });
    expect(questions.map(({ question }) => question)).not.toContain('refund');
    const size = ['region=region-a', 'cpuCount=2', 'memoryBytes=4GiB', 'tenantId=200000236'];
    const order = ['computeSetId=ComputeSetx86', 'billing=month', 'periods=1', 'quantity=1'];
    const disk = ['imageId=image-ubuntu-2204', 'bootDiskSetId=StorageSetSSD', 'bootDiskBytes=50GiB'];
    const told = await call(['cloud', 'ask', 'Lab', 'price', ...size, ...order, ...disk]);
    expect(JSON.parse(told.stdout)).toMatchObject([{ billing: 'month' }]);
    const ids = ['Running', 'Stopped'].map(vmIn);
    const states = await call(['cloud', 'ask', 'Lab', 'states', 'region=region-a', `cloudIds=${ids.join(',')}`]);
    expect(states.code).toBe(0);
    const vm = simulator.vms().find(({ vmId }) => vmId === vmIn('Running'));
    const console = ['cloud', 'ask', 'Lab', 'web-console', `region=${vm?.region ?? ''}`, `cloudId=${vm?.vmId ?? ''}`];
    expect(JSON.parse((await call(console)).stdout)).toEqual({ sessionId: '[secret]' });
    expect(JSON.parse((await call([...console, '--reveal'])).stdout)).not.toEqual({ sessionId: '[secret]' });
    const listed = JSON.parse((await call(['audit', 'list'])).stdout) as { rows?: unknown };
    expect(JSON.stringify(listed)).toContain('web-console');
  });

  it('refuses a question without what it is about', async () => {
    const { code, stderr } = await call(['cloud', 'ask', 'Lab', 'usb-devices']);
    expect([code, JSON.parse(stderr)]).toMatchObject([3, { error: { field: 'region', reason: 'missing' } }]);
  });
});
