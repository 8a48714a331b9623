import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/services/system-clock.ts';
import type { Provider } from '../../../electron/providers/provider.ts';
import { createProvider } from '../../../electron/providers/registry.ts';
import { connectionDefaults } from '../../../shared/model/connection.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { startUCloudStackV2Simulator } from '../../simulators/ucloudstack-v2/index.ts';
import { describeProvider } from './describe-provider.ts';
import { allVms } from './support/harness.ts';
import { orderIn, orderSecrets } from './support/orders.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackV2Simulator>>;

const connect = (simulator: Simulator): Provider =>
  createProvider({
    ...{ connectionId: 'c', clock: systemClock, random: Math.random, log: () => undefined },
    settings: {
      ...{ name: 'test', kind: 'ucloudstack-v2', url: simulator.url, publicKey: simulator.publicKey },
      ...connectionDefaults,
    },
    secret: () => Promise.resolve(new Secret(simulator.privateKey)),
  });

describeProvider('ucloudstack-v2', async () => {
  const simulator = await startUCloudStackV2Simulator({ vms: 300, transitionMs: 150, console: 'builtin' });
  const provider = connect(simulator);
  // The suite starts VMs and stops them, so it needs a region with both kinds.
  const isBusy = (region: string): boolean =>
    ['Running', 'Stopped'].every((state) => simulator.vms().some((vm) => vm.region === region && vm.state === state));
  const region = simulator.regions.find(isBusy) ?? '';
  const vmCount = simulator.vms().filter((vm) => vm.region === region).length;
  return {
    ...{ provider, region, vmCount, consoleKinds: ['vnc'] },
    ...{ order: orderIn(region), orderSecrets },
    rawList: { id: 'DescribeVMInstance', params: { Region: region, Limit: 1 }, answer: { TotalCount: vmCount } },
    stop: async () => {
      await provider.close();
      await simulator.stop();
    },
  };
});

it('ucloudstack-v2 keeps fields that no document names', async () => {
  const simulator = await startUCloudStackV2Simulator({ vms: 4, faults: 'extra-fields', console: 'builtin' });
  const provider = connect(simulator);
  onTestFinished(async () => {
    await provider.close();
    await simulator.stop();
  });
  const vms = await allVms(provider, simulator.vms()[0]?.region ?? '');
  expect(vms.length).toBeGreaterThan(0);
  for (const { undocumented } of vms)
    expect(undocumented).toEqual([{ field: 'FutureField', value: '{"Nested":[1,"two",null]}' }]);
});
