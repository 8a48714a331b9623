import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { directRoute } from '../../../electron/net/route.ts';
import type { Provider } from '../../../electron/providers/provider.ts';
import { createProvider } from '../../../electron/providers/registry.ts';
import { ConnectionSession } from '../../../electron/services/connection-session.ts';
import { FleetSync } from '../../../electron/services/fleet-sync.ts';
import { Inventory } from '../../../electron/services/inventory.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { connectionDefaults, connectionSettingsSchema } from '../../../shared/model/connection.ts';
import type { Clock } from '../../../shared/util/clock.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { startHttpProxy } from '../../simulators/proxies/http-proxy.ts';
import { startUCloudStackSimulator, type Simulator } from '../../simulators/ucloudstack/index.ts';
import { eventually } from '../../support/eventually.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop();
});

const signal = (): AbortSignal => AbortSignal.timeout(30_000);

interface Bench {
  readonly simulator: Simulator;
  readonly provider: Provider;
  readonly inventory: Inventory;
}

const settingsOf = ({ url, publicKey }: Simulator) =>
  connectionSettingsSchema.parse({
    ...{ name: 'Lab', kind: 'ucloudstack', url, publicKey },
    ...connectionDefaults,
  });

async function begin(vms: number): Promise<Bench> {
  const simulator = await startUCloudStackSimulator({ vms, transitionMs: 600_000, console: 'builtin' });
  const provider = createProvider({
    ...{ connectionId: 'c', clock: systemClock, random: Math.random, log: () => undefined },
    settings: settingsOf(simulator),
    secret: () => Promise.resolve(new Secret(simulator.privateKey)),
  });
  open.push(simulator, { stop: () => provider.close() });
  return { simulator, provider, inventory: new Inventory({ connectionName: () => 'Lab', isBusy: () => false }) };
}

async function synced(vms: number): Promise<Bench & { readonly fleet: FleetSync; readAll(): Promise<unknown[]> }> {
  const bench = await begin(vms);
  const fleet = new FleetSync({ ...bench, connectionId: 'c', clock: systemClock });
  const regions = await bench.provider.regions(signal());
  const readAll = async (): Promise<unknown[]> => [...(await fleet.readAll(regions, signal()))];
  expect(await readAll()).toEqual([]);
  return { ...bench, fleet, readAll };
}

const looks = ({ simulator }: Bench) => simulator.log.filter(({ action }) => action === 'DescribeVMInstance');
const idsOf = (inventory: Inventory): string[] =>
  inventory
    .query({
      ...{ text: '', states: [], connectionIds: [], sort: { by: 'name', descending: false } },
      ...{ offset: 0, limit: 500 },
    })
    .rows.map(({ id }) => id)
    .sort();
const cloudIds = ({ simulator }: Bench): string[] =>
  simulator
    .vms()
    .map(({ vmId }) => `c/${vmId}`)
    .sort();

function vmIn({ simulator, inventory }: Bench, state: string, nth = 0) {
  const found = simulator.vms().filter((vm) => vm.state === state)[nth];
  return inventory.get(`c/${found?.vmId ?? ''}`);
}

describe('a fleet', () => {
  it('is followed through a change by one call a look', async () => {
    const bench = await synced(300);
    const { provider, inventory, fleet, simulator } = bench;
    const vm = vmIn(bench, 'Stopped');
    await provider.act(vm, { action: 'start' }, {}, signal());
    const before = looks(bench).length;
    await fleet.readSome([vm.id], signal());
    expect(inventory.get(vm.id).power.state).toBe('starting');
    expect(inventory.moving('c')).toContain(vm.id);
    simulator.finish();
    await fleet.readSome([vm.id], signal());
    expect(inventory.get(vm.id).power.state).toBe('running');
    expect(inventory.moving('c')).not.toContain(vm.id);
    expect(looks(bench)).toHaveLength(before + 2);
  });

  it('loses a VM that no longer exists when it is looked at, and no other', async () => {
    const bench = await synced(60);
    const [gone, kept] = [vmIn(bench, 'Stopped'), vmIn(bench, 'Running')];
    bench.simulator.remove(gone.cloudId);
    await bench.fleet.readSome([gone.id, kept.id, 'c/unknown'], signal());
    expect(idsOf(bench.inventory)).toEqual(cloudIds(bench));
    expect(bench.inventory.count('c')).toBe(59);
  });

  it('that has grown or shrunk is noticed by its count', async () => {
    const bench = await synced(60);
    expect(await bench.fleet.hasOtherCount(signal())).toBe(false);
    bench.simulator.remove(vmIn(bench, 'Stopped').cloudId);
    expect(await bench.fleet.hasOtherCount(signal())).toBe(true);
    await bench.readAll();
    expect(await bench.fleet.hasOtherCount(signal())).toBe(false);
  });

  it('is told to have no whole list for as long as its pages never come to rest', async () => {
    const bench = await synced(600);
    const [region = ''] = bench.simulator.regions;
    expect(bench.fleet.isUnsettled(region)).toBe(false);
    bench.simulator.faults.add({ kind: 'page-turns', value: 300, action: 'DescribeVMInstance' });
    expect(await bench.readAll()).toEqual([]);
    expect(bench.fleet.isUnsettled(region)).toBe(true);
    bench.simulator.faults.clear();
    await bench.readAll();
    expect(bench.fleet.isUnsettled(region)).toBe(false);
  });

  it.each(['page-shrinks', 'page-grows', 'page-turns'] as const)(
    'is whole after a reading in which %s',
    async (kind) => {
      const bench = await synced(400);
      const known = idsOf(bench.inventory);
      bench.simulator.faults.add({ kind, value: 3, action: 'DescribeVMInstance', times: 1 });
      expect(await bench.readAll()).toEqual([]);
      const vanished = new Set(bench.simulator.vms().map(({ vmId }) => `c/${vmId}`));
      const missing = known.filter((id) => vanished.has(id) && bench.inventory.find(id) === undefined);
      expect(missing).toEqual([]);
      // What vanished behind the reader's back stays until the next reading, and no longer.
      await bench.readAll();
      expect(idsOf(bench.inventory).filter((id) => !vanished.has(id))).toEqual([]);
      expect(bench.inventory.count('c')).toBe(vanished.size);
    },
  );

  it.each(['page-shrinks', 'page-grows', 'page-turns'] as const)(
    'is whole after its first reading, in which %s',
    async (kind) => {
      const bench = await begin(600);
      const { provider, inventory, simulator } = bench;
      const before = cloudIds(bench);
      simulator.faults.add({ kind, value: 3, action: 'DescribeVMInstance', times: 1 });
      const fleet = new FleetSync({ ...bench, connectionId: 'c', clock: systemClock });
      await fleet.readAll(await provider.regions(signal()), signal());
      expect(simulator.faults.take('DescribeVMInstance', kind)).toBeUndefined();
      const after = new Set(cloudIds(bench));
      expect(before.filter((id) => after.has(id) && inventory.find(id) === undefined)).toEqual([]);
    },
  );

  it('keeps the VMs of a region that fails, and reads the others', async () => {
    const bench = await synced(60);
    const [failing, other] = bench.simulator.regions;
    const inRegion = (region: string | undefined) => bench.simulator.vms().filter((vm) => vm.region === region);
    bench.simulator.remove(inRegion(other)[0]?.vmId ?? '');
    bench.simulator.remove(inRegion(failing)[0]?.vmId ?? '');
    const before = inRegion(failing).length;
    bench.simulator.faults.add({ kind: 'ret-code', value: 5000, action: 'DescribeVMInstance', times: 1 });
    expect(await bench.readAll()).toMatchObject([[failing, { code: 'cloud.refused' }]]);
    expect(bench.inventory.count('c')).toBe(before + 1 + inRegion(other).length);
  });
});

/** Passes twenty times as fast, so that minutes of following are seconds. */
const hurried: Clock = {
  now: () => Date.now() * 20,
  sleep: (ms, aborted) => wait(ms / 20, undefined, { signal: aborted }),
};

type Followed = Bench & { readonly session: ConnectionSession; readonly logged: readonly string[] };

async function follow(vms: number, clock = hurried, pollSeconds: number | null = null): Promise<Followed> {
  const bench = await begin(vms);
  const settings = settingsOf(bench.simulator);
  const limits = { ...settings.limits, pollSeconds };
  const logged: string[] = [];
  const session = new ConnectionSession({
    ...{ ...bench, id: 'c', settings: { ...settings, limits }, clock, follow: true },
    ...{
      route: directRoute,
      newId: () => 'report',
      log: { write: (_, event) => logged.push(event) },
      onChange: () => undefined,
    },
  });
  open.push({ stop: () => session.close() });
  await eventually(() => expect(session.view().status).toBe('online'));
  return { ...bench, session, logged };
}

const asksFor = (bench: Bench, cloudId: string) =>
  looks(bench).filter(({ parameters }) => Object.values(parameters).includes(cloudId));

describe('a connection', () => {
  it('looks at what moves until it has arrived', async () => {
    const bench = await follow(60);
    const vm = vmIn(bench, 'Stopped');
    await bench.provider.act(vm, { action: 'start' }, {}, signal());
    await eventually(() => expect(asksFor(bench, vm.cloudId).length).toBeGreaterThan(3));
    bench.simulator.finish();
    await eventually(() => expect(bench.inventory.get(vm.id).power.state).toBe('running'));
    const before = asksFor(bench, vm.cloudId).length;
    await eventually(() => expect(bench.session.view().syncedAt).toBeGreaterThan(hurried.now() - 500));
    expect(asksFor(bench, vm.cloudId)).toHaveLength(before);
  });

  it('looks at the rows that a window shows, once for each time that they were asked for', async () => {
    const bench = await follow(4000);
    const vm = vmIn(bench, 'Running', 7);
    bench.inventory.rows([vm.id]);
    await eventually(() => expect(asksFor(bench, vm.cloudId)).toHaveLength(1));
    bench.inventory.rows([vm.id]);
    await eventually(() => expect(asksFor(bench, vm.cloudId)).toHaveLength(2));
  });

  it('reads a large fleet anew as soon as its count is another', async () => {
    const bench = await follow(4000);
    const vm = vmIn(bench, 'Stopped');
    bench.simulator.remove(vm.cloudId);
    await eventually(() => expect(bench.inventory.find(vm.id)).toBeUndefined());
    expect(looks(bench).some(({ parameters }) => parameters['Limit'] === '1')).toBe(true);
  });

  it('can still be used while one of its regions fails, and says so', async () => {
    const bench = await follow(60);
    const failed = (): readonly string[] =>
      bench.session.view().regions.flatMap(({ id, error }) => (error?.code === 'cloud.refused' ? [id] : []));
    // A look at VMs that move, between two readings, may use the fault up.
    await eventually(async () => {
      bench.simulator.faults.clear();
      bench.simulator.faults.add({ kind: 'ret-code', value: 5000, action: 'DescribeVMInstance', times: 1 });
      bench.session.syncNow();
      await eventually(() => expect(failed()).toHaveLength(1), 2_000);
    });
    expect(bench.session.view()).toMatchObject({ status: 'online', error: null, vmCount: 60 });
    expect(bench.session.isOnline).toBe(true);
    bench.session.syncNow();
    await eventually(() => expect(failed()).toEqual([]));
    bench.simulator.faults.add({ kind: 'html' });
    bench.session.syncNow();
    await eventually(() => expect(bench.session.isOnline).toBe(false));
    expect(bench.session.view().vmCount).toBe(60);
  });
});

describe('a login that is refused once the connection was online', () => {
  const refusal = { kind: 'ret-code', value: 171 } as const;
  let sleeps = 0;
  const rushed: Clock = {
    now: () => Date.now() * 200,
    sleep: async (ms, aborted) => {
      await wait(ms / 200, undefined, { signal: aborted });
      sleeps += 1;
    },
  };
  const someTime = async (): Promise<void> => {
    const from = sleeps;
    await eventually(() => expect(sleeps).toBeGreaterThan(from + 100));
  };

  it('is told, and not tried again by itself', async () => {
    const bench = await follow(60, rushed, 86_400);
    await bench.provider.act(vmIn(bench, 'Stopped'), { action: 'start' }, {}, signal());
    bench.simulator.faults.add(refusal);
    const error = { code: 'cloud.bad-credentials' };
    await eventually(() => expect(bench.session.view()).toMatchObject({ status: 'failed', error }));
    const tries = bench.simulator.log.length;
    await someTime();
    expect(bench.simulator.log).toHaveLength(tries);
    bench.simulator.faults.clear();
    bench.session.syncNow();
    await eventually(() => expect(bench.session.view()).toMatchObject({ status: 'online', error: null }));
  });

  it('in one region leaves that one alone, and the others followed', async () => {
    const bench = await follow(60, rushed);
    const refused = (): readonly string[] =>
      bench.session.view().regions.flatMap(({ id, error }) => (error?.code === 'cloud.bad-credentials' ? [id] : []));
    bench.simulator.faults.add({ ...refusal, action: 'DescribeVMInstance', times: 1 });
    await eventually(() => expect(refused()).toHaveLength(1));
    expect(bench.session.isOnline).toBe(true);
    const failures = (): number => bench.logged.filter((event) => event === 'connection.failed').length;
    const told = failures();
    const from = looks(bench).length;
    await someTime();
    // The same refusal is one report, not one each round.
    expect(failures()).toBe(told);
    const asked = new Set(
      looks(bench)
        .slice(from)
        .map(({ parameters }) => parameters['Region']),
    );
    expect([...asked]).toEqual(bench.simulator.regions.filter((region) => !refused().includes(region)));
    bench.session.syncNow();
    await eventually(() => expect(refused()).toEqual([]));
  });
});

describe('regions of which one refuses the login', () => {
  const refusal = { kind: 'ret-code', value: 171, action: 'DescribeVMInstance', times: 1 } as const;

  it('do not take along one that only fails', async () => {
    const bench = await follow(60);
    bench.session.rest();
    const [refusing, failing] = bench.simulator.regions;
    const session = new ConnectionSession({
      ...{ ...bench, id: 'c', settings: settingsOf(bench.simulator), clock: hurried, follow: true },
      ...{ route: directRoute, newId: () => 'report', log: { write: () => undefined }, onChange: () => undefined },
      provider: {
        ...bench.provider,
        listVms: (region, ...rest) => {
          const value = region === refusing ? 171 : 5000;
          if (region === refusing || region === failing) bench.simulator.faults.add({ ...refusal, value });
          return bench.provider.listVms(region, ...rest);
        },
      },
    });
    open.push({ stop: () => session.close() });
    const asked = (): number => looks(bench).filter(({ parameters }) => parameters['Region'] === failing).length;
    await eventually(() => expect(session.view().status).toBe('failed'));
    const before = asked();
    await eventually(() => expect(asked()).toBeGreaterThan(before));
  });

  it('have it told though a look was refused while another was being read', async () => {
    const bench = await synced(60);
    const [refusing, other] = await bench.provider.regions(signal());
    const vm = bench.simulator.vms().find(({ region }) => region === refusing?.id);
    const provider: Provider = {
      ...bench.provider,
      listVms: async (region, ...rest) => {
        if (region === other?.id) {
          bench.simulator.faults.add(refusal);
          await expect(fleet.readSome([`c/${vm?.vmId ?? ''}`], signal())).rejects.toThrow('bad-credentials');
        }
        return bench.provider.listVms(region, ...rest);
      },
    };
    const fleet = new FleetSync({ ...bench, provider, connectionId: 'c', clock: systemClock });
    const wanted = [refusing, other].flatMap((region) => region ?? []);
    const failures = await fleet.readAll(wanted, signal());
    expect([...failures]).toMatchObject([[refusing?.id, { code: 'cloud.bad-credentials' }]]);
  });
});

it.each(['cloud.bad-credentials', 'proxy.login'] as const)(
  'a login that is refused (%s) is not tried again by itself, only when somebody asks',
  async (code) => {
    const { simulator, inventory } = await begin(4);
    const proxy = await startHttpProxy({ login: 'me:word' });
    const viaProxy = { kind: 'http', host: '127.0.0.1', port: proxy.port } as const;
    const login = { user: 'me', password: () => Promise.resolve(new Secret('another')) };
    const route = code === 'proxy.login' ? { ...directRoute, proxy: { ...viaProxy, login } } : directRoute;
    const settings = settingsOf(simulator);
    const provider = createProvider({
      ...{ connectionId: 'c', clock: systemClock, random: Math.random, log: () => undefined, settings, route },
      secret: () => Promise.resolve(new Secret('another')),
    });
    let sleeps = 0;
    let asksAgain = false;
    const rushed: Clock = {
      now: () => Date.now(),
      sleep: async (_ms, aborted) => {
        await wait(1, undefined, { signal: aborted });
        sleeps += 1;
      },
    };
    const session = new ConnectionSession({
      ...{ inventory, provider, id: 'c', settings, clock: rushed, follow: true, route },
      newId: () => 'report',
      log: { write: () => undefined },
      onChange: () => {
        if (!asksAgain || session.view().status === 'failed') return;
        asksAgain = false;
        session.syncNow();
      },
    });
    open.push(proxy, { stop: () => session.close() });
    const tries = (): number => proxy.asks.length + simulator.log.length;
    await eventually(() => expect(session.view()).toMatchObject({ status: 'failed', error: { code } }));
    const before = tries();
    const from = sleeps;
    await eventually(() => expect(sleeps).toBeGreaterThan(from + 100));
    expect(tries()).toBe(before);
    // Also somebody who asks while that is being tried.
    asksAgain = true;
    session.syncNow();
    await eventually(() => expect(tries()).toBe(before + 2));
  },
);
