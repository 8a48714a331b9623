import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { call } from './ucloud/test-caller.ts';
import type { Simulator } from './ucloudstack/index.ts';
import { eventually } from '../support/eventually.ts';

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));

const run = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', CLI, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });

type Ready = Pick<Simulator, 'url' | 'publicKey' | 'privateKey' | 'regions'>;

const firstLine = async (child: ChildProcess, system = 'ucloudstack'): Promise<Ready> => {
  if (child.stdout === null) throw new Error('The simulator was started without a pipe');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const ready = JSON.parse(line) as Ready & { readonly ready: boolean; readonly system: string };
  expect(ready).toMatchObject({ ready: true, system, regions: ['region-a', 'region-b'] });
  return ready;
};

/** Opens a console and returns its port, so that the guest can be seen to go. */
const openConsole = async (ready: Ready): Promise<number> => {
  const simulator = ready as Simulator;
  const { Infos } = await call(simulator, 'DescribeVMInstance', { Region: 'region-a', 'States.0': 'Running' });
  const VMID = String(Infos?.[0]?.['VMID']);
  const { Info } = await call(simulator, 'GetVMVNCInfo', { Region: 'region-a', VMID });
  return Number(Info?.['VNCPort']);
};

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

describe('the command line', () => {
  it.each<[string, (child: ChildProcess) => void]>([
    ['SIGTERM', (child) => child.kill('SIGTERM')],
    ['SIGINT', (child) => child.kill('SIGINT')],
    ['the end of its stdin', (child) => child.stdin?.end()],
  ])('says when it is ready, serves, and ends with its guests at %s', async (_how, end) => {
    const child = run('--vms', '5', '--seed', '3', '--exit-with-parent');
    const port = await openConsole(await firstLine(child));
    expect(await isOpen(port)).toBe(true);
    end(child);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await isOpen(port)).toBe(false);
  });

  it('plays the older generation too', async () => {
    const child = run('--system', 'ucloudstack-v2', '--vms', '3', '--quiet', '--exit-with-parent');
    const ready = await firstLine(child, 'ucloudstack-v2');
    const { Infos } = await call(ready as Simulator, 'DescribeVMInstance', { Region: 'region-a' });
    expect(Infos?.[0]).not.toHaveProperty('VMSPInfos');
    child.stdin?.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('leaves no guest behind when it is killed', async () => {
    const child = run('--vms', '5');
    const port = await openConsole(await firstLine(child));
    child.kill('SIGKILL');
    await once(child, 'exit');
    await eventually(async () => expect(await isOpen(port)).toBe(false));
  });

  it.each([
    [['--system', 'nimbus'], /ucloudstack/],
    [['--vms', 'many'], /--vms/],
    [['--console', 'hologram'], /--console/],
    [['--faults', 'gremlin'], /gremlin/],
    [['--unknown'], /unknown/],
  ])('refuses %j in words', async (args, words) => {
    const child = run(...args);
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(text).toMatch(words);
  });
});
