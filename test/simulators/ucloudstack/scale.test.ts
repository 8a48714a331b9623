import { performance } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { call } from '../ucloud/test-caller.ts';
import { startUCloudStackSimulator } from './index.ts';

const VMS = 100_000;

it('starts with 100,000 VMs at once and keeps distinct, ordered pages', async () => {
  const before = performance.now();
  const simulator = await startUCloudStackSimulator({ vms: VMS, transitionMs: 60_000, console: 'builtin' });
  expect(performance.now() - before).toBeLessThan(5000);
  const page = (offset: number) =>
    call(simulator, 'DescribeVMInstance', { Region: 'region-a', Limit: '100', Offset: String(offset) });

  const pages = [];
  const started = process.cpuUsage();
  for (let offset = 0; offset < 20_000; offset += 1000) pages.push(await page(offset));
  const { user, system } = process.cpuUsage(started);
  // Processor time, since other tests run at the same time; it includes the client's share.
  expect((user + system) / 1000 / pages.length).toBeLessThan(50);

  const infos = pages.flatMap(({ Infos }) => Infos ?? []);
  expect(new Set(infos.map((info) => info['VMID'])).size).toBe(2000);
  const times = infos.map((info) => Number(info['CreateTime']));
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect((await page(66_600)).Infos).toHaveLength((pages[0]?.TotalCount ?? 0) - 66_600);
  expect(new Set(simulator.vms().map((vm) => vm.vmId)).size).toBe(VMS);

  const VMID = String(infos.find((info) => info['State'] === 'Stopped')?.['VMID']);
  await call(simulator, 'StartVMInstance', { Region: 'region-a', VMID });
  simulator.finish();
  const { Infos } = await call(simulator, 'DescribeVMInstance', { Region: 'region-a', 'VMIDs.0': VMID });
  expect(Infos).toMatchObject([{ VMID, State: 'Running' }]);
  await simulator.stop();
});
