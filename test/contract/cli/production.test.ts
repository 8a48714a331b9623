import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { folderWithCloud, masterPassword, vmdeck } from './support/vmdeck.ts';

let simulator: Simulator;
let folder: string;

const env = () => ({ VMDECK_MASTER_PASSWORD: masterPassword, VMDECK_PRIVATE_KEY: simulator.privateKey });
const call = (...args: readonly string[]) => vmdeck([...args, '--data-dir', folder, '--json'], { env: env() });

async function refusalOf(...args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await call(...args);
  const { error } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as { error: { code: string; message: string } };
  return { code, stdout, error };
}

const vmIn = (state: string) => {
  const found = simulator.vms().find((vm) => vm.state === state);
  if (found === undefined) throw new Error(`no VM in state ${state}`);
  return found;
};
const stateOf = (id: string): string | undefined => simulator.vms().find((vm) => vm.vmId === id)?.state;

/** Names of the calls that the cloud was asked for and that its document does not call reading. */
const changes = (): readonly string[] =>
  simulator.log.map(({ action }) => action).filter((name) => !/^(Describe|Get|List)/.test(name));

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, transitionMs: 100 });
  folder = await folderWithCloud(simulator);
});

afterEach(() => simulator.stop());

describe('on production', () => {
  beforeEach(async () => {
    expect(await call('connection', 'edit', 'Lab', '--environment', 'production')).toMatchObject({ code: 0 });
  });

  it.each([
    ['the power', (id: string) => ['vm', 'power', 'Lab', id, 'power-off']],
    ['a snapshot', (id: string) => ['snapshot', 'create', 'Lab', id, 'before']],
    ['any other action', (id: string) => ['action', 'run', 'Lab', id, 'hibernate']],
  ])('%s is asked for with the name of the VM, and nothing is sent before', async (_, words) => {
    const vm = vmIn('Running');
    expect(await refusalOf(...words(vm.vmId))).toMatchObject({
      ...{ code: 3, stdout: '' },
      error: { code: 'cli.confirm-needed', message: expect.stringContaining(vm.name) as string },
    });
    const other = words(vm.vmId).concat('--confirm', 'Lab');
    expect(await refusalOf(...other)).toMatchObject({ code: 3, error: { code: 'cli.confirm-wrong' } });
    expect(changes()).toEqual([]);
    expect(await call(...words(vm.vmId), '--confirm', vm.name)).toMatchObject({ code: 0 });
  });

  it('a USB device is given with the name of the VM', async () => {
    const { vmId, name } = vmIn('Running');
    const devices = JSON.parse((await call('usb', 'list', 'Lab', vmId)).stdout) as { id: string; state: string }[];
    const attach = ['usb', 'attach', 'Lab', vmId, devices.find(({ state }) => state === 'free')?.id ?? ''];
    expect(await refusalOf(...attach)).toMatchObject({ code: 3, error: { code: 'cli.confirm-needed' } });
    expect(await call(...attach, '--confirm', name)).toMatchObject({ code: 0 });
  });

  it('a raw call that changes needs the name of the connection, one that reads needs nothing', async () => {
    const { vmId, region } = vmIn('Running');
    const parameters = [`Region=${region}`, `VMID=${vmId}`];
    expect(await refusalOf('api', 'call', 'Lab', 'PoweroffVMInstance', ...parameters)).toMatchObject({
      ...{ code: 3, error: { code: 'cli.confirm-needed' } },
    });
    expect(stateOf(vmId)).toBe('Running');
    expect(await call('api', 'call', 'Lab', 'DescribeVMInstance', `Region=${region}`)).toMatchObject({ code: 0 });
    const confirmed = await call('api', 'call', 'Lab', 'PoweroffVMInstance', ...parameters, '--confirm', 'Lab');
    expect(confirmed).toMatchObject({ code: 0 });
  });

  it('a new VM needs the name of the connection', async () => {
    const create = ['vm', 'create', 'Lab', 'region-a', 'name=new-01'];
    expect(await refusalOf(...create)).toMatchObject({ code: 3, error: { code: 'cli.confirm-needed' } });
    expect(await refusalOf(...create, '--confirm', 'new-01')).toMatchObject({ error: { code: 'cli.confirm-wrong' } });
    expect(changes()).toEqual([]);
  });
});

it('elsewhere nothing has to be confirmed, but what is given has to be right', async () => {
  const { vmId, name } = vmIn('Running');
  const off = ['vm', 'power', 'Lab', vmId, 'power-off'];
  expect(await refusalOf(...off, '--confirm', `${name}-2`)).toMatchObject({ error: { code: 'cli.confirm-wrong' } });
  expect(stateOf(vmId)).toBe('Running');
  expect(await call(...off)).toMatchObject({ code: 0 });
});
