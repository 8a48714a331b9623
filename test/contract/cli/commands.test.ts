import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeVault } from '../../../electron/vault/options.ts';
import { Vault } from '../../../electron/vault/vault.ts';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { folderWithCloud, masterPassword, temporaryFolder, vmdeck } from './support/vmdeck.ts';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startUCloudStackSimulator({ vms: 14, transitionMs: 100, console: 'builtin' });
});

afterEach(async () => {
  await simulator.stop();
});

const vmIn = (state: string): string => {
  const found = simulator.vms().find((vm) => vm.state === state);
  if (found === undefined) throw new Error(`no VM in state ${state}`);
  return found.vmId;
};

/** Calls on one folder: the answer as JSON, whatever else was said on stderr. */
const callsOn = (folder: string) => ({
  json: async (...args: readonly string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await vmdeck([...args, '--data-dir', folder, '--json']);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  },
  text: async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await vmdeck([...args, '--data-dir', folder]);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  },
});

describe('vault', () => {
  it('is made where there is none, and opened by the password from either source', async () => {
    const folder = `${await temporaryFolder()}/not/there/yet`;
    const made = await vmdeck(['vault', 'create', '--data-dir', folder, '--json']);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(made.stdout)).toEqual({ path: `${folder}/vault.vmdeck`, created: true });
    const checked = await vmdeck(['vault', 'check', '--data-dir', folder, '--json', '--password-stdin'], {
      env: {},
      stdin: `${masterPassword}\r\n`,
    });
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(checked.stdout)).toMatchObject({ generation: 1, records: 0, damaged: 0 });
  });

  it('is cheap to guess only where that is asked for', async () => {
    const folder = await temporaryFolder();
    const make = (cost: string) => vmdeck(['vault', 'create', '--data-dir', folder, '--cost', cost, '--json']);
    expect(await make('free')).toMatchObject({ code: 2 });
    expect(await make('thin-client')).toMatchObject({ code: 0, stderr: '' });
    const { keys } = await Vault.open({ ...nodeVault(`${folder}/vault.vmdeck`), readOnly: true });
    expect(keys.cost).toEqual({ memoryKiB: 19 * 1024, passes: 2, parallelism: 1 });
  });

  it("lies in the app's own folder unless told otherwise", async () => {
    const home = await temporaryFolder();
    const env = { HOME: home, APPDATA: home, XDG_CONFIG_HOME: `${home}/config` };
    const made = await vmdeck(['vault', 'create', '--json'], {
      env: { ...env, VMDECK_MASTER_PASSWORD: masterPassword },
    });
    expect(made.stdout).toMatch(/VMDeck.{1,2}vault\.vmdeck/);
    expect(made.stdout).toContain(home);
  });
});

describe('connection', () => {
  it('is added, listed without its secret, tried, and removed', async () => {
    const folder = await folderWithCloud(simulator);
    const { json, text } = callsOn(folder);
    const listed = await json('connection', 'list');
    expect(listed).toMatchObject([{ name: 'Lab', url: simulator.url, publicKey: simulator.publicKey, insecure: true }]);
    expect(JSON.stringify(listed)).not.toContain(simulator.privateKey);
    expect(await json('connection', 'test', 'Lab')).toMatchObject({
      regions: simulator.regions.map((id) => ({ id })),
      vmCount: 14,
    });
    expect(await text('connection', 'remove', 'Lab')).toBe('Removed Lab.\n');
    expect(await json('connection', 'list')).toEqual([]);
  });

  it('takes both secrets from standard input, the master password first', async () => {
    const folder = await folderWithCloud(simulator);
    const { json } = callsOn(folder);
    await json('connection', 'remove', 'Lab');
    const { code } = await vmdeck(
      [
        ...['connection', 'add', '--data-dir', folder, '--password-stdin', '--private-key-stdin', '--name', 'Piped'],
        ...['--url', simulator.url, '--public-key', simulator.publicKey, '--region', 'region-b'],
      ],
      { env: {}, stdin: `${masterPassword}\n${simulator.privateKey}\n` },
    );
    expect(code).toBe(0);
    const vms = simulator.vms().filter(({ region }) => region === 'region-b');
    expect(await json('vm', 'list', 'Piped')).toHaveLength(vms.length);
  });
});

describe('vm', () => {
  it('lists every VM as the model has it, and as a table', async () => {
    const { json, text } = callsOn(await folderWithCloud(simulator));
    const listed = (await json('vm', 'list')) as readonly { readonly cloudId: string }[];
    const ids = simulator.vms().map(({ vmId }) => vmId);
    expect(listed.map(({ cloudId }) => cloudId).sort()).toEqual([...ids].sort());
    const table = (await text('vm', 'list', 'Lab')).trimEnd().split('\n');
    expect(table[0]).toMatch(/^Connection +ID +Name +State/);
    expect(table).toHaveLength(ids.length + 1);
    const running = await json('vm', 'list', '--state', 'running', '--sort', 'name', '--descending', '--limit', '2');
    expect(running).toMatchObject([{ power: { state: 'running' } }, { power: { state: 'running' } }]);
  });

  it('leaves a name empty that the cloud left out, calls the VM by its id, and says what it lacks', async () => {
    const { json, text } = callsOn(await folderWithCloud(simulator));
    simulator.faults.add({ kind: 'missing-name' });
    const id = vmIn('Stopped');
    const listed = await json('vm', 'list', 'Lab');
    expect(listed).toContainEqual(expect.objectContaining({ cloudId: id, name: '', warnings: ['Name'] }));
    const lines = (await text('vm', 'list', 'Lab')).split('\n');
    expect(lines[0]).toMatch(/ Warnings$/);
    expect(lines.find((line) => line.includes(id))).toMatch(new RegExp(`${id} +${id} .* Name$`));
    expect(await text('vm', 'power', 'Lab', id, 'start')).toContain(`${id} is now`);
  });

  it('shows fields that no document names', async () => {
    const { json, text } = callsOn(await folderWithCloud(simulator));
    const id = vmIn('Running');
    expect(await text('vm', 'show', 'Lab', id)).not.toContain('Undocumented');
    simulator.faults.add({ kind: 'extra-fields' });
    const undocumented = [{ field: 'FutureField', value: '{"Nested":[1,"two",null]}' }];
    expect(await json('vm', 'list', 'Lab')).toContainEqual(expect.objectContaining({ cloudId: id, undocumented }));
    expect(await json('vm', 'show', 'Lab', id)).toMatchObject({ undocumented });
    expect(await text('vm', 'show', 'Lab', id)).toMatch(/^Undocumented +FutureField={"Nested":\[1,"two",null\]}$/m);
  });

  it('has the cloud filter, and sorts by what no column shows', async () => {
    const { json } = callsOn(await folderWithCloud(simulator));
    const host = simulator.vms()[0]?.hostIp ?? '';
    const seen = simulator.log.length;
    const listed = await json('vm', 'list', 'Lab', '--host', host, '--cloud-state', 'Running', '--sort', 'createdAt');
    const vms = listed as readonly { readonly cloudId: string; readonly createdAt: number }[];
    const wanted = simulator.vms().filter((vm) => vm.hostIp === host && vm.state === 'Running');
    expect(vms.map(({ cloudId }) => cloudId).sort()).toEqual(wanted.map(({ vmId }) => vmId).sort());
    expect(vms.map(({ createdAt }) => createdAt)).toEqual(
      vms.map(({ createdAt }) => createdAt).toSorted((a, b) => a - b),
    );
    const asked = simulator.log.slice(seen).filter(({ action }) => action === 'DescribeVMInstance');
    for (const { parameters } of asked) expect(parameters).toMatchObject({ HostIP: host, 'States.0': 'Running' });
    const project = simulator.vms().find(({ region }) => region === 'region-b')?.projectId ?? '';
    const inProject = await json('vm', 'list', '--region', 'region-b', '--project', project);
    expect(inProject).toHaveLength(
      simulator.vms().filter((vm) => vm.region === 'region-b' && vm.projectId === project).length,
    );
    await expect(json('vm', 'list', '--region', 'region-a', '--region', 'region-x')).rejects.toThrow('region-x');
    const wrong = await vmdeck(['vm', 'list', '--cloud-state', 'x'.repeat(101)], { env: {} });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--cloud-state')]);
  });

  it('shows one VM by id or by name', async () => {
    const { json, text } = callsOn(await folderWithCloud(simulator));
    const [known] = simulator.vms();
    const byId = await json('vm', 'show', 'Lab', known?.vmId ?? '');
    expect(byId).toMatchObject({ cloudId: known?.vmId, name: known?.name, region: known?.region });
    expect(await text('vm', 'show', 'Lab', known?.name ?? '')).toContain(known?.vmId ?? '');
  });

  it('changes the power and waits for the end', async () => {
    const { json } = callsOn(await folderWithCloud(simulator));
    const vm = vmIn('Stopped');
    expect(await json('vm', 'power', 'Lab', vm, 'start')).toMatchObject({ action: 'start', vm, state: 'running' });
    expect(simulator.vms().find(({ vmId }) => vmId === vm)?.state).toBe('Running');
  });
});

describe('snapshot', () => {
  it('is taken, listed, reverted to and deleted', async () => {
    const { json } = callsOn(await folderWithCloud(simulator));
    const vm = vmIn('Stopped');
    const made = await json('snapshot', 'create', 'Lab', vm, 'before', '--remark', 'one two');
    expect(made).toMatchObject({
      state: 'stopped',
      snapshot: { name: 'before', remark: 'one two', withMemory: false },
    });
    expect(await json('snapshot', 'list', 'Lab', vm)).toMatchObject([{ name: 'before', state: 'ready' }]);
    expect(await json('snapshot', 'revert', 'Lab', vm, 'before')).toMatchObject({ action: 'snapshot-revert' });
    expect(await json('snapshot', 'delete', 'Lab', vm, 'before')).toMatchObject({ action: 'snapshot-delete' });
    expect(await json('snapshot', 'list', 'Lab', vm)).toEqual([]);
  });
});

describe('usb', () => {
  it('is listed, attached and detached', async () => {
    const { json } = callsOn(await folderWithCloud(simulator));
    const vm = vmIn('Running');
    const devices = (await json('usb', 'list', 'Lab', vm)) as readonly {
      readonly id: string;
      readonly state: string;
    }[];
    const device = devices.find(({ state }) => state === 'free')?.id ?? '';
    await json('usb', 'attach', 'Lab', vm, device, '--mode', 'redirected');
    expect(simulator.vms().find(({ vmId }) => vmId === vm)?.usbIds).toContain(device);
    await json('usb', 'detach', 'Lab', vm, device);
    expect(simulator.vms().find(({ vmId }) => vmId === vm)?.usbIds).not.toContain(device);
  });
});

describe('console info', () => {
  it('tells where the console is, and its password only when asked to', async () => {
    const { json } = callsOn(await folderWithCloud(simulator));
    const vm = vmIn('Running');
    const hidden = await json('console', 'info', 'Lab', vm, '--kind', 'vnc');
    expect(hidden).toMatchObject({ kind: 'vnc', address: '127.0.0.1', password: null });
    const { password } = (await json('console', 'info', 'Lab', vm, '--reveal')) as { readonly password: string };
    expect(password).toMatch(/^\S{4,}$/);
  });

  it('tells the place at which this computer reaches it', async () => {
    const folder = await folderWithCloud(simulator);
    const options = ['--console-host', 'jump.example', '--answer-limit', '20', '--private-key-stdin'];
    const edit = ['connection', 'edit', 'Lab', ...options, '--data-dir', folder];
    expect(await vmdeck(edit, { stdin: simulator.privateKey })).toMatchObject({ code: 0 });
    const { json } = callsOn(folder);
    expect(await json('console', 'info', 'Lab', vmIn('Running'))).toMatchObject({ address: 'jump.example' });
    expect(await json('connection', 'list')).toMatchObject([{ limits: { answerSeconds: 20 } }]);
  });
});

describe('console web', () => {
  it('tells the address of the vendor’s console once the connection has one', async () => {
    const folder = await folderWithCloud(simulator);
    const ask = () => vmdeck(['console', 'web', 'Lab', vmIn('Running'), '--data-dir', folder]);
    const edit = (address: string) =>
      vmdeck(['connection', 'edit', 'Lab', '--web-console', address, '--private-key-stdin', '--data-dir', folder], {
        stdin: simulator.privateKey,
      });
    expect(await ask()).toMatchObject({ code: 3, stdout: '' });
    expect(await edit('https://cloud.example/vnc')).toMatchObject({ code: 2, stdout: '' });
    expect(await edit('https://cloud.example/vnc/{session}')).toMatchObject({ code: 0 });
    expect((await ask()).stdout).toMatch(/^https:\/\/cloud\.example\/vnc\/tssid-\w+\n$/);
    expect(await edit('none')).toMatchObject({ code: 0 });
    expect(await ask()).toMatchObject({ code: 3 });
  });
});

describe('help', () => {
  it('is an answer: on stdout, in the language asked for, and the same for a group and a command', async () => {
    const all = await vmdeck(['--help', '--language', 'zh-CN'], { env: {} });
    expect(all).toMatchObject({ code: 0, stderr: '' });
    expect(all.stdout).toContain('用法：');
    expect(all.stdout).toContain('vault create');
    const group = await vmdeck(['snapshot', '--help'], { env: {} });
    expect(group.stdout).not.toContain('vault create');
    const one = await vmdeck(['vm', 'list', '--help'], { env: { LANG: 'zh_CN.UTF-8' } });
    expect(one.stdout).toMatch(/用法：[^]*--descending/);
    expect((await vmdeck(['--version'], { env: {} })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
