import { expect, it, onTestFinished } from 'vitest';
import { startUCloudStackSimulator, type VmSummary } from '../../simulators/ucloudstack/index.ts';
import { folderWithCloud, vmdeck, type Call, type Outcome } from './support/vmdeck.ts';

/** A cloud in which a clone takes twice `transitionMs`, and a VM with a snapshot to clone. */
async function cloud(transitionMs: number) {
  const simulator = await startUCloudStackSimulator({ vms: 20, transitionMs });
  onTestFinished(() => simulator.stop());
  const folder = await folderWithCloud(simulator);
  const source = simulator.vms().find((vm) => vm.state === 'Running' && vm.spIds.length > 0);
  if (source === undefined) throw new Error('No running VM has a snapshot');
  const act = (args: readonly string[], call?: Call): Promise<Outcome> =>
    vmdeck(['action', 'run', 'Lab', source.vmId, ...args, '--data-dir', folder, '--json'], call);
  return { simulator, source, act };
}

const order = ({ spIds }: VmSummary): string[] => [
  ...['clone', 'name=twin', `snapshotId=${spIds[0] ?? ''}`, 'tenantId=200000236', 'cpuCount=2', 'memoryBytes=4GiB'],
  ...['vpcId=vpc-aoffice0000001', 'subnetId=subnet-alan1000000001', 'billing=hour', 'periods=1'],
];

const linesOf = (stderr: string): Record<string, unknown>[] =>
  stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it('clones a VM, tells how far the clone is, and answers with it', async () => {
  const { simulator, source, act } = await cloud(1500);
  const { code, stdout, stderr } = await act(order(source));
  const twin = simulator.vms().find((vm) => vm.name === 'twin');
  expect([code, stderr]).toEqual([0, expect.anything()]);
  const answer = JSON.parse(stdout) as { made: { job: string } };
  expect(answer).toMatchObject({
    ...{ action: 'clone', vm: source.vmId, state: 'running' },
    made: { vm: twin?.vmId, name: 'twin', state: 'running' },
  });
  const progress = linesOf(stderr).map((line) => line['progress']);
  expect(progress[0]).toEqual({ action: 'clone', name: 'twin', job: answer.made.job });
  expect(progress.slice(1)).toContainEqual({
    ...{ action: 'clone', vm: twin?.vmId, name: 'twin', state: 'starting' },
    percent: expect.any(Number) as number,
  });
  expect(progress.every((one) => (one as { name: string }).name === 'twin')).toBe(true);
});

it('names the job while the clone is being made, by which another call gives it up', async () => {
  const { simulator, source, act } = await cloud(120_000);
  let found: (job: string) => void = () => undefined;
  const named = new Promise<string>((resolve) => (found = resolve));
  const onStart: Call['onStart'] = ({ stderr }) =>
    stderr?.on('data', (text: string) => {
      const job = /"job":"([^"]+)"/.exec(text)?.[1];
      if (job !== undefined) found(job);
    });
  const clone = act(order(source), { onStart });
  const endedEarly = clone.then((outcome): never => {
    throw new Error(outcome.stderr);
  });
  const cancelled = await act(['clone-cancel', `jobId=${await Promise.race([named, endedEarly])}`]);
  expect(cancelled.code).toBe(0);
  expect(simulator.vms().some((vm) => vm.name === 'twin')).toBe(false);
  const { code, stdout, stderr } = await clone;
  expect([code, stdout]).toEqual([4, '']);
  expect(linesOf(stderr).at(-1)).toMatchObject({ error: { code: 'task.made-gone' } });
});
