import { afterEach, describe, expect, it } from 'vitest';
import type { Provider } from '../../../electron/providers/provider.ts';
import { createProvider } from '../../../electron/providers/registry.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { connectionDefaults, type ConnectionSettings } from '../../../shared/model/connection.ts';
import { Secret } from '../../../shared/util/secret.ts';
import type { Simulator } from '../../simulators/machinery/simulator.ts';
import { startUCloudStackSimulator } from '../../simulators/ucloudstack/index.ts';
import { startUCloudStackV2Simulator } from '../../simulators/ucloudstack-v2/index.ts';
import { allVms, signal } from './support/harness.ts';
import { orderIn, orderSecrets } from './support/orders.ts';

const generations = [
  ['ucloudstack', startUCloudStackSimulator],
  ['ucloudstack-v2', startUCloudStackV2Simulator],
] as const;

describe.each(generations)('%s, of several companies', (kind, startSimulator) => {
  const open: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.stop();
  });

  const start = async (): Promise<{ readonly simulator: Simulator; readonly region: string }> => {
    const simulator = await startSimulator({ vms: 60, transitionMs: 150, console: 'builtin' });
    open.push(simulator);
    return { simulator, region: simulator.regions[0] ?? '' };
  };

  const connect = (simulator: Simulator, change: Partial<ConnectionSettings> = {}): Provider => {
    const provider = createProvider({
      ...{ connectionId: 'c', clock: systemClock, random: Math.random, log: () => undefined },
      settings: {
        ...{ name: 'test', kind, url: simulator.url, publicKey: simulator.publicKey },
        ...connectionDefaults,
        ...change,
      },
      secret: () => Promise.resolve(new Secret(simulator.privateKey)),
    });
    open.push({ stop: () => provider.close() });
    return provider;
  };

  /** Everything of the region, and the companies that it belongs to. */
  const everything = async () => {
    const { simulator, region } = await start();
    const vms = await allVms(connect(simulator), region);
    const companyIds = [...new Set(vms.map(({ tenantId }) => Number(tenantId)))];
    expect(companyIds.length).toBeGreaterThan(1);
    return { simulator, region, vms, companyIds };
  };

  const ids = (vms: readonly { readonly cloudId: string }[]): string[] => vms.map(({ cloudId }) => cloudId).sort();

  it('shows those that the connection is about, each VM once', async () => {
    const { simulator, region, vms, companyIds } = await everything();
    const both = connect(simulator, { companyIds });
    expect(ids(await allVms(both, region))).toEqual(ids(vms));
    expect(await both.countVms(region, signal())).toBe(vms.length);
    const [one = 0] = companyIds;
    const own = vms.filter(({ tenantId }) => tenantId === String(one));
    const first = connect(simulator, { companyIds: [one] });
    expect(ids(await allVms(first, region))).toEqual(ids(own));
    expect(await first.countVms(region, signal())).toBe(own.length);
  });

  it('shows those of one of them when asked, and none of a company that it is not about', async () => {
    const { simulator, region, vms, companyIds } = await everything();
    const [one = 0, other = 0] = companyIds;
    const listed = async (provider: Provider, tenantId: string): Promise<readonly string[]> => {
      const found: { readonly cloudId: string }[] = [];
      await provider.listVms(region, { tenantId }, (page) => found.push(...page), signal());
      return ids(found);
    };
    const own = ids(vms.filter(({ tenantId }) => tenantId === String(one)));
    expect(await listed(connect(simulator, { companyIds }), String(one))).toEqual(own);
    expect(await listed(connect(simulator), String(one))).toEqual(own);
    expect(await listed(connect(simulator, { companyIds: [other] }), String(one))).toEqual([]);
    const expected = { code: 'cloud.invalid-parameter', params: { field: 'tenantId', reason: 'type' } };
    await expect(listed(connect(simulator), 'acme')).rejects.toMatchObject(expected);
  });

  it('reads VMs of any of them again', async () => {
    const { simulator, region, vms, companyIds } = await everything();
    const both = connect(simulator, { companyIds });
    const wanted = vms.map(({ cloudId }) => cloudId);
    expect(ids(await both.readVms(region, wanted, signal()))).toEqual(ids(vms));
    // A VM whose company is not known is looked for in each.
    for (const id of companyIds) {
      const cloudId = vms.find(({ tenantId }) => tenantId === String(id))?.cloudId ?? '';
      expect(await both.readVm({ region, cloudId, tenantId: '' }, signal())).toMatchObject({ cloudId });
    }
  });

  it('is told the company of the VM that a call is about', async () => {
    const { simulator, vms, companyIds } = await everything();
    const both = connect(simulator, { companyIds });
    for (const id of companyIds) {
      const vm = vms.find(({ tenantId, power }) => tenantId === String(id) && power.state === 'running');
      if (vm === undefined) throw new Error('a company has no VM that runs');
      await both.act(vm, { action: 'shutdown' }, {}, signal());
    }
    const sent = simulator.log.filter(({ action }) => action === 'StopVMInstance');
    expect(sent.map(({ retCode, parameters }) => [retCode, Number(parameters['CompanyID'])])).toEqual(
      companyIds.map((id) => [0, id]),
    );
  });

  it('makes a VM for the company that is asked for, else for the first', async () => {
    const { simulator, region, companyIds } = await everything();
    const both = connect(simulator, { companyIds });
    const [first, second] = companyIds.map(String);
    for (const [wished, expected] of [
      [second, second],
      [undefined, first],
    ]) {
      const order = { ...orderIn(region), tenantId: wished };
      const { vmId = '' } = await both.actIn(region, order, orderSecrets, signal());
      const vm = await both.readVm({ region, cloudId: vmId, tenantId: '' }, signal());
      expect(vm.tenantId).toBe(expected);
    }
  });

  it('keeps to the projects of the connection, whatever is asked for', async () => {
    const { simulator, region, vms } = await everything();
    const projectId = vms[0]?.projectId ?? '';
    const provider = connect(simulator, { projectIds: [projectId] });
    const own = vms.filter((vm) => vm.projectId === projectId);
    expect(ids(await allVms(provider, region))).toEqual(ids(own));
    expect(await provider.countVms(region, signal())).toBe(own.length);
    const projects = await provider.ask('choices', { region, kind: 'project' }, signal());
    expect(projects.map(({ id }) => id)).toEqual([projectId]);
    const other = vms.find((vm) => vm.projectId !== projectId);
    const seen: unknown[] = [];
    const query = { projectIds: [other?.projectId ?? ''] };
    await provider.listVms(region, query, (page) => seen.push(...page), signal());
    expect(seen).toEqual([]);
    expect(await provider.readVms(region, [other?.cloudId ?? ''], signal())).toEqual([]);
  });
});
