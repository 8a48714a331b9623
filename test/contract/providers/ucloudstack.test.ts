import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/services/system-clock.ts';
import type { Provider, ProviderContext } from '../../../electron/providers/provider.ts';
import { createProvider } from '../../../electron/providers/registry.ts';
import { connectionDefaults, type ConnectionSettings } from '../../../shared/model/connection.ts';
import { Secret } from '../../../shared/util/secret.ts';
import {
  startUCloudStackSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../simulators/ucloudstack/index.ts';
import { describeProvider } from './describe-provider.ts';
import { allVms, vmIn } from './support/harness.ts';
import { orderIn, orderSecrets } from './support/orders.ts';

interface Overrides extends Pick<ProviderContext, 'limits'> {
  readonly settings?: Partial<ConnectionSettings>;
  readonly privateKey?: string;
}

const providerOf = (simulator: Simulator, { settings, privateKey, limits }: Overrides = {}): Provider =>
  createProvider({
    ...{ connectionId: 'c', clock: systemClock, random: Math.random, log: () => undefined },
    settings: {
      ...{ name: 'test', kind: 'ucloudstack', url: simulator.url, publicKey: simulator.publicKey },
      ...connectionDefaults,
      ...settings,
    },
    secret: () => Promise.resolve(new Secret(privateKey ?? simulator.privateKey)),
    ...(limits !== undefined && { limits }),
  });

const hasQemu = ['/usr/bin/qemu-system-x86_64', '/usr/local/bin/qemu-system-x86_64'].some((path) => existsSync(path));

describeProvider('ucloudstack', async () => {
  const simulator = await startUCloudStackSimulator({
    ...{ vms: 60, transitionMs: 150, console: hasQemu ? 'qemu' : 'builtin' },
  });
  const provider = providerOf(simulator);
  const region = simulator.regions[0] ?? '';
  const vmCount = simulator.vms().filter((vm) => vm.region === region).length;
  return {
    ...{ provider, region, consoleKinds: hasQemu ? ['vnc', 'spice'] : ['vnc'] },
    vmCount,
    ...{ order: orderIn(region), orderSecrets },
    rawList: { id: 'DescribeVMInstance', params: { Region: region, Limit: 1 }, answer: { TotalCount: vmCount } },
    stop: async () => {
      await provider.close();
      await simulator.stop();
    },
  };
});

describe('UCloudStack', () => {
  const open: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.stop();
  });

  const start = async (options: SimulatorOptions = {}): Promise<Simulator> => {
    const simulator = await startUCloudStackSimulator({ transitionMs: 150, console: 'builtin', vms: 20, ...options });
    open.push(simulator);
    return simulator;
  };

  const connect = (simulator: Simulator, overrides: Overrides = {}): Provider => {
    const provider = providerOf(simulator, overrides);
    open.push({ stop: () => provider.close() });
    return provider;
  };

  const signal = (): AbortSignal => AbortSignal.timeout(30_000);
  const regionOf = (simulator: Simulator): string => simulator.regions[0] ?? '';

  it('lists a fleet by pages of 100, each VM once', async () => {
    const simulator = await start({ vms: 500 });
    const provider = connect(simulator);
    const region = regionOf(simulator);
    const expected = simulator.vms().filter((vm) => vm.region === region);
    const vms = await allVms(provider, region);
    expect(vms.map((vm) => vm.cloudId).sort()).toEqual(expected.map((vm) => vm.vmId).sort());
    const pages = simulator.log.filter(({ action }) => action === 'DescribeVMInstance');
    expect(pages).toHaveLength(Math.ceil(expected.length / 100));
    expect(pages.length).toBeGreaterThan(2);
  });

  it('reads more VMs by id than one page holds', async () => {
    const simulator = await start({ vms: 500 });
    const ids = simulator
      .vms()
      .filter((vm) => vm.region === regionOf(simulator))
      .map((vm) => vm.vmId);
    const vms = await connect(simulator).readVms(regionOf(simulator), ids, signal());
    expect(vms).toHaveLength(ids.length);
  });

  it.each<[string, Overrides]>([
    ['private key', { privateKey: 'wrong' }],
    ['public key', { settings: { publicKey: 'unknown' } }],
  ])('is told that the %s is wrong', async (_, overrides) => {
    const provider = connect(await start(), overrides);
    const expected = { code: 'cloud.bad-credentials', detail: { code: expect.any(String) as string } };
    await expect(provider.regions(signal())).rejects.toMatchObject(expected);
  });

  it('takes any signed character: no text that it sends is refused for its signature', async () => {
    const simulator = await start();
    const provider = connect(simulator);
    const vm = await vmIn(provider, regionOf(simulator), 'stopped');
    const remark = 'a&b=c+d %20 ;é 中文 \u{1F600} ~!*()\'"';
    await provider.act(vm, { action: 'snapshot-create', name: '快照-1', remark, memory: false }, {}, signal());
    const sent = simulator.log.find(({ action }) => action === 'SaveVMInstance');
    expect(sent).toMatchObject({ retCode: 0, parameters: { Remark: remark } });
  });

  it('recovers from a gateway that fails once, and tells one that keeps failing', async () => {
    const simulator = await start();
    const provider = connect(simulator);
    simulator.faults.add({ kind: 'html', value: 502, times: 1 });
    await expect(provider.regions(signal())).resolves.toHaveLength(simulator.regions.length);
    simulator.faults.add({ kind: 'html', value: 502 });
    await expect(provider.regions(signal())).rejects.toMatchObject({ code: 'http.status', params: { status: 502 } });
  });

  it.each([
    ['html', 'answer.not-json'],
    ['truncated-json', 'answer.truncated'],
    ['huge-body', 'answer.too-large'],
    ['reset', 'net.reset'],
  ] as const)('%s is %s', async (kind, code) => {
    const simulator = await start();
    simulator.faults.add({ kind });
    await expect(connect(simulator).regions(signal())).rejects.toMatchObject({ code });
  });

  it('that hangs is given up', async () => {
    const simulator = await start();
    simulator.faults.add({ kind: 'hang' });
    const provider = connect(simulator, { limits: { totalMs: 300 } });
    await expect(provider.regions(signal())).rejects.toMatchObject({ code: 'net.timeout', params: { seconds: 0.3 } });
  });

  it.each(['reset', 'lost-answer', 'hang'] as const)(
    'a change that meets "%s" is sent once and left open',
    async (kind) => {
      const simulator = await start();
      const provider = connect(simulator, { limits: { totalMs: 1000 } });
      const vm = await vmIn(provider, regionOf(simulator), 'stopped');
      simulator.faults.add({ kind, action: 'StartVMInstance' });
      await expect(provider.act(vm, { action: 'start' }, {}, signal())).rejects.toMatchObject({
        code: 'outcome.unknown',
      });
      expect(simulator.log.filter(({ action }) => action === 'StartVMInstance')).toHaveLength(1);
    },
  );

  it.each([
    [199, 'cloud.rate-limited'],
    [240, 'cloud.denied'],
    [172, 'cloud.login-expired'],
    [7777, 'cloud.refused'],
  ])('RetCode %d is %s', async (value, code) => {
    const simulator = await start();
    simulator.faults.add({ kind: 'ret-code', value });
    const expected = { code, detail: { code: String(value) } };
    await expect(connect(simulator).regions(signal())).rejects.toMatchObject(expected);
  });

  it('is asked again when it was asked too often, unless that could change something twice', async () => {
    const simulator = await start();
    const provider = connect(simulator);
    const vm = await vmIn(provider, regionOf(simulator), 'stopped');
    simulator.faults.add({ kind: 'ret-code', value: 199, action: 'DescribeVMInstance', times: 1 });
    await expect(provider.readVm(vm, signal())).resolves.toMatchObject({ cloudId: vm.cloudId });
    simulator.faults.add({ kind: 'ret-code', value: 199, action: 'StartVMInstance', times: 1 });
    await expect(provider.act(vm, { action: 'start' }, {}, signal())).rejects.toMatchObject({
      code: 'cloud.rate-limited',
    });
  });

  it('answers an expired login with one more signature, for changes too', async () => {
    const simulator = await start();
    const provider = connect(simulator);
    const vm = await vmIn(provider, regionOf(simulator), 'stopped');
    simulator.faults.add({ kind: 'login-expired', action: 'StartVMInstance', times: 1 });
    await provider.act(vm, { action: 'start' }, {}, signal());
    const starts = simulator.log.filter(({ action }) => action === 'StartVMInstance');
    expect(starts.map(({ retCode }) => retCode)).toEqual([20011, 0]);
  });

  it('tells of a login that stays expired after one more attempt, and then without one', async () => {
    const simulator = await start();
    const provider = connect(simulator);
    simulator.faults.add({ kind: 'login-expired' });
    const expected = { code: 'cloud.login-expired', detail: { code: '20011' } };
    await expect(provider.regions(signal())).rejects.toMatchObject(expected);
    expect(simulator.log).toHaveLength(2);
    await expect(provider.regions(signal())).rejects.toMatchObject(expected);
    expect(simulator.log).toHaveLength(3);
  });

  it('shows a VM that vanishes between list and inspection as gone', async () => {
    const simulator = await start();
    const provider = connect(simulator);
    const vm = await vmIn(provider, regionOf(simulator), 'running');
    simulator.faults.add({ kind: 'vanish' });
    await expect(provider.readVm(vm, signal())).rejects.toMatchObject({ code: 'vm.gone' });
  });

  it('shows VMs with states and fields that no document knows, and without names', async () => {
    const simulator = await start({ faults: 'unknown-state,extra-fields,missing-name' });
    const vms = await allVms(connect(simulator), regionOf(simulator));
    expect(vms.length).toBeGreaterThan(0);
    for (const vm of vms) {
      expect(vm.power.state).toBe('unknown');
      expect(vm.power.raw).not.toBe('');
      expect([vm.name, vm.warnings]).toEqual(['', ['Name']]);
      expect(vm.undocumented).toEqual([{ field: 'FutureField', value: '{"Nested":[1,"two",null]}' }]);
    }
  });

  it('shows what it knows of an attached VMware system, and opens its consoles', async () => {
    const provider = connect(await start());
    const where = { system: 'vmware-config-1', datacenter: 'Datacenter-1' };
    const vms = await provider.ask('foreign-vms', where, signal());
    expect(vms).toContainEqual(expect.objectContaining({ name: 'erp-app-01', raw: 'poweredOn', cpuCount: 2 }));
    const cluster = { cluster: 'cluster-1', clusterId: 'cluster-eqwgr1rt54345r3' };
    const stores = await provider.ask('foreign-stores', { ...where, ...cluster }, signal());
    expect(stores.map(({ name }) => name)).toEqual(['datastore1', 'ssd-01']);
    const [vm] = vms;
    const about = { ...where, vmId: vm?.id ?? '', vmName: vm?.name ?? '' };
    expect((await provider.ask('foreign-console', about, signal())).link).toMatch(/^https:/);
    const elsewhere = provider.ask('foreign-vms', { ...where, datacenter: 'elsewhere' }, signal());
    await expect(elsewhere).rejects.toMatchObject({ code: 'cloud.not-found' });
  });

  it("gives a session of the vendor's web console", async () => {
    const simulator = await start();
    const provider = connect(simulator);
    const { region, cloudId, tenantId } = await vmIn(provider, regionOf(simulator), 'running');
    const { sessionId } = await provider.ask('web-console', { region, cloudId, tenantId }, signal());
    expect(sessionId).not.toBe('');
  });

  it('that speaks plain HTTP on an https address is told', async () => {
    const simulator = await start();
    const provider = connect(simulator, { settings: { url: simulator.url.replace('http:', 'https:') } });
    await expect(provider.regions(signal())).rejects.toMatchObject({ code: 'tls.not-tls' });
  });

  it('with a certificate signed by itself is not believed', async () => {
    const provider = connect(await start({ https: true }));
    await expect(provider.regions(signal())).rejects.toMatchObject({ code: 'tls.self-signed' });
  });

  it('that is gone refuses the connection', async () => {
    const simulator = await start();
    const provider = connect(simulator);
    await provider.regions(signal());
    await simulator.stop();
    await expect(provider.regions(signal())).rejects.toMatchObject({ code: 'net.refused' });
  });
});
