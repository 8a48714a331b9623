import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Provider } from '../../../electron/providers/provider.ts';
import type { Capability } from '../../../shared/model/capability.ts';
import { powerTransitions, type PowerAction, type PowerState } from '../../../shared/model/power.ts';
import { usbDeviceSchema } from '../../../shared/model/usb.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { vmSchema, type ConsoleKind, type Vm, type VmRef } from '../../../shared/model/vm.ts';

/** A provider in front of a cloud that runs for the test. */
export interface ProviderHarness {
  readonly provider: Provider;
  /** A region with VMs. */
  readonly region: string;
  /** What the cloud holds there. */
  readonly vmCount: number;
  /** The call that lists the VMs of that region, and something of its answer. */
  readonly rawList: {
    readonly id: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly answer: object;
  };
  /** Kinds of consoles that the test cloud can show on this machine. */
  readonly consoleKinds: readonly ConsoleKind[];
  stop(): Promise<void>;
}

const signal = (): AbortSignal => AbortSignal.timeout(30_000);

/** Reads a VM again until it is as wanted. */
export async function vmWhen(provider: Provider, ref: VmRef, wanted: (vm: Vm) => boolean): Promise<Vm> {
  const limit = signal();
  for (;;) {
    const vm = await provider.readVm(ref, limit);
    if (wanted(vm)) return vm;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export const isIn =
  (state: PowerState) =>
  (vm: Vm): boolean =>
    vm.power.state === state;

export async function allVms(provider: Provider, region: string): Promise<readonly Vm[]> {
  const vms: Vm[] = [];
  await provider.listVms(region, (page) => vms.push(...page), signal());
  return vms;
}

/** The first VM of the region in the state; `nth` takes another, so that tests do not share one. */
export async function vmIn(provider: Provider, region: string, state: PowerState, nth = 0): Promise<Vm> {
  const vm = (await allVms(provider, region)).filter(isIn(state))[nth];
  if (vm === undefined) throw new Error(`the test cloud has no VM that is ${state}`);
  return vm;
}

/** What every provider does alike; the capability set decides what has to work. */
export function describeProvider(name: string, makeHarness: () => Promise<ProviderHarness>): void {
  describe(`provider ${name}`, () => {
    let harness: ProviderHarness;
    beforeAll(async () => {
      harness = await makeHarness();
    });
    afterAll(() => harness.stop());

    const ifCapable = (capability: Capability, work: () => Promise<void>) => async (): Promise<void> => {
      if (harness.provider.capabilities.has(capability)) await work();
    };

    it('refuses what it cannot do, with the reason', async () => {
      const { provider, region } = harness;
      const vm = await vmIn(provider, region, 'running');
      const wish = { name: 'refused', remark: '', memory: false };
      const verbs: readonly (readonly [Capability, () => Promise<unknown>])[] = [
        ['snapshot.create', () => provider.createSnapshot(vm, wish, signal())],
        ['snapshot.revert', () => provider.revertSnapshot(vm, 'none', signal())],
        ['snapshot.delete', () => provider.deleteSnapshot(vm, 'none', signal())],
        ['power.hibernate', () => provider.hibernate(vm, signal())],
        ['power.wake', () => provider.wake(vm, signal())],
        ['snapshot.clear', () => provider.clearSnapshots(vm, signal())],
        ['guest.password', () => provider.resetPassword(vm, new Secret('refused*'), signal())],
        ['usb.list', () => provider.listUsb(vm, signal())],
        ['usb.attach', () => provider.attachUsb(vm, 'none', 'redirected', signal())],
        ['usb.detach', () => provider.detachUsb(vm, 'none', signal())],
        ['console.vnc', () => provider.consoleTicket(vm, 'vnc', signal())],
        ['console.spice', () => provider.consoleTicket(vm, 'spice', signal())],
      ];
      for (const [action, verb] of verbs.filter(([capability]) => !provider.capabilities.has(capability))) {
        const expected = { code: 'action.unavailable', params: { action, reason: 'unsupported' } };
        await expect(verb()).rejects.toMatchObject(expected);
      }
    });

    it('makes any call of its catalog raw, and none that is not as the catalog has it', async () => {
      const { provider, rawList } = harness;
      const call = provider.endpoints().find(({ id }) => id === rawList.id);
      expect(call).toMatchObject({ danger: 'reads', documented: true });
      expect(await provider.call(rawList.id, rawList.params, signal())).toMatchObject(rawList.answer);
      const refused = provider.call(rawList.id, { ...rawList.params, NoSuchParameter: 1 }, signal());
      await expect(refused).rejects.toMatchObject({ params: { field: 'NoSuchParameter', reason: 'unknown' } });
    });

    it('names its regions', async () => {
      const regions = await harness.provider.regions(signal());
      expect(regions.map(({ id }) => id)).toContain(harness.region);
    });

    it('lists each VM once, as the model has it', async () => {
      const { provider, region, vmCount } = harness;
      const vms = await allVms(provider, region);
      for (const vm of vms) expect(vmSchema.parse(vm).warnings).toEqual([]);
      expect(new Set(vms.map(({ id }) => id)).size).toBe(vmCount);
      expect(vms).toHaveLength(vmCount);
      expect(await provider.countVms(region, signal())).toBe(vmCount);
    });

    it('reads one VM as it lists it', async () => {
      const listed = await vmIn(harness.provider, harness.region, 'stopped');
      const read = await harness.provider.readVm(listed, signal());
      const { power, syncedAt } = listed;
      expect({ ...read, power, syncedAt }).toEqual(listed);
    });

    it('leaves out VMs that are gone, and says so of one', async () => {
      const { provider, region } = harness;
      const { cloudId } = await vmIn(provider, region, 'running');
      const found = await provider.readVms(region, ['no-such-vm', cloudId], signal());
      expect(found.map((vm) => vm.cloudId)).toEqual([cloudId]);
      const expected = { code: 'vm.gone', params: { vm: 'no-such-vm' } };
      await expect(provider.readVm({ region, cloudId: 'no-such-vm' }, signal())).rejects.toMatchObject(expected);
    });

    it.each<[PowerAction, Capability, PowerState]>([
      ['start', 'power.start', 'stopped'],
      ['shutdown', 'power.shutdown', 'running'],
      ['restart', 'power.restart', 'running'],
      ['power-off', 'power.off', 'running'],
    ])('%s brings a VM to the state it promises', (action, capability, from) =>
      ifCapable(capability, async () => {
        const { provider, region } = harness;
        const vm = await vmIn(provider, region, from);
        await provider.power(vm, action, signal());
        const { to, via } = powerTransitions[action];
        expect(via).toContain((await provider.readVm(vm, signal())).power.state);
        await vmWhen(provider, vm, isIn(to));
      })(),
    );

    it('refuses an action that the state forbids', async () => {
      const { provider, region } = harness;
      const vm = await vmIn(provider, region, 'running');
      await expect(provider.power(vm, 'start', signal())).rejects.toMatchObject({ code: 'cloud.bad-state' });
    });

    it('refuses an action on a VM that is gone', async () => {
      const ref = { region: harness.region, cloudId: 'no-such-vm' };
      await expect(harness.provider.power(ref, 'start', signal())).rejects.toMatchObject({ code: 'vm.gone' });
    });

    it.each([true, false])('makes, reverts to and deletes a snapshot (with memory: %s)', (memory) =>
      ifCapable(memory ? 'snapshot.memory' : 'snapshot.create', async () => {
        const { provider, region } = harness;
        const vm = await vmIn(provider, region, 'running', 3);
        const wish = { name: 'before-update', remark: '备注', memory };
        const id = await provider.createSnapshot(vm, wish, signal());
        const isReady = ({ snapshots }: Vm): boolean => snapshots.some((one) => one.id === id && one.state === 'ready');
        const { snapshots } = await vmWhen(provider, vm, (seen) => isReady(seen) && isIn('running')(seen));
        expect(snapshots.find((one) => one.id === id)).toMatchObject({
          name: wish.name,
          remark: wish.remark,
          withMemory: memory,
        });
        await provider.revertSnapshot(vm, id, signal());
        const settled: PowerState = memory ? 'running' : 'stopped';
        const reverted = await vmWhen(provider, vm, isIn(settled));
        expect(reverted.snapshots.find((one) => one.id === id)?.current).toBe(true);
        await provider.deleteSnapshot(vm, id, signal());
        await vmWhen(provider, vm, (seen) => seen.snapshots.every((one) => one.id !== id));
        await expect(provider.deleteSnapshot(vm, id, signal())).rejects.toMatchObject({ code: 'cloud.not-found' });
        if (!memory) {
          await provider.power(vm, 'start', signal());
          await vmWhen(provider, vm, isIn('running'));
        }
      })(),
    );

    it('hibernates a VM and wakes it, which leaves no snapshot behind', () =>
      ifCapable('power.hibernate', async () => {
        const { provider, region } = harness;
        const vm = await vmIn(provider, region, 'running', 4);
        await provider.hibernate(vm, signal());
        const asleep = await vmWhen(provider, vm, isIn('suspended'));
        expect(asleep.snapshots).toEqual(vm.snapshots);
        await provider.wake(vm, signal());
        await vmWhen(provider, vm, isIn('running'));
      })());

    it('clears all snapshots of a VM', () =>
      ifCapable('snapshot.clear', async () => {
        const { provider, region } = harness;
        const vm = await vmIn(provider, region, 'running', 5);
        for (const name of ['first', 'second']) {
          const id = await provider.createSnapshot(vm, { name, remark: '', memory: false }, signal());
          await vmWhen(provider, vm, (seen) => isIn('running')(seen) && seen.snapshots.some((one) => one.id === id));
        }
        await provider.clearSnapshots(vm, signal());
        await vmWhen(provider, vm, ({ snapshots }) => snapshots.length === 0);
      })());

    it.each(['pass-through', 'redirected'] as const)('attaches a USB device (%s) and detaches it', (mode) =>
      ifCapable('usb.attach', async () => {
        const { provider, region } = harness;
        const vm = await vmIn(provider, region, 'running', 1);
        const usb = async (id?: string) => {
          const devices = await provider.listUsb(vm, signal());
          return devices.find((one) => (id === undefined ? one.state === 'free' : one.id === id));
        };
        const free = usbDeviceSchema.parse(await usb());
        await provider.attachUsb(vm, free.id, mode, signal());
        expect(await usb(free.id)).toMatchObject({ state: 'attached', attachedTo: vm.cloudId, attachMode: mode });
        expect((await provider.readVm(vm, signal())).usbIds).toContain(free.id);
        await provider.detachUsb(vm, free.id, signal());
        expect(await usb(free.id)).toMatchObject({ state: 'free', attachedTo: null });
      })(),
    );

    it('gives a console ticket with another password at every call', async () => {
      const { provider, region, consoleKinds } = harness;
      const vm = await vmIn(provider, region, 'running', 2);
      for (const kind of consoleKinds) {
        const first = await provider.consoleTicket(vm, kind, signal());
        const second = await provider.consoleTicket(vm, kind, signal());
        expect(second).toMatchObject({ kind, host: first.host, port: first.port });
        expect(second.password.reveal()).not.toBe(first.password.reveal());
      }
    });

    it('gives no console ticket for a VM that does not run', async () => {
      const { provider, region } = harness;
      const vm = await vmIn(provider, region, 'stopped');
      await expect(provider.consoleTicket(vm, 'vnc', signal())).rejects.toMatchObject({ code: 'cloud.bad-state' });
    });

    it('rejects with the reason of the signal', async () => {
      const reason = new Error('enough');
      await expect(harness.provider.regions(AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}
