import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Provider } from '../../../electron/providers/provider.ts';
import type { Capability } from '../../../shared/model/capability.ts';
import { questionNames, type Ask } from '../../../shared/model/question.ts';
import {
  regionActions,
  vmActions,
  type ActionRequest,
  type RegionRequest,
  type RequestOf,
} from '../../../shared/model/verbs/index.ts';
import type { PowerState } from '../../../shared/model/power.ts';
import { powerTransitions, type PowerAction } from '../../../shared/model/verbs/power.ts';
import { usbDeviceSchema } from '../../../shared/model/usb.ts';
import { consoleKindSchema, vmSchema, type ConsoleKind, type Vm, type VmRef } from '../../../shared/model/vm.ts';

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
  await provider.listVms(region, {}, (page) => vms.push(...page), signal());
  return vms;
}

/** The first VM of the region in the state; `nth` takes another, so that tests do not share one. */
export async function vmIn(provider: Provider, region: string, state: PowerState, nth = 0): Promise<Vm> {
  const vm = (await allVms(provider, region)).filter(isIn(state))[nth];
  if (vm === undefined) throw new Error(`the test cloud has no VM that is ${state}`);
  return vm;
}

/** Asks for a snapshot and returns its id. */
async function made(provider: Provider, vm: Vm, wish: Omit<RequestOf<'snapshot-create'>, 'action'>): Promise<string> {
  const { snapshotId } = await provider.act(vm, { action: 'snapshot-create', ...wish }, {}, signal());
  if (snapshotId === undefined) throw new Error('the cloud named no snapshot');
  return snapshotId;
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
      const expected = (action: string) => ({ code: 'action.unavailable', params: { action, reason: 'unsupported' } });
      const isMissing = (capability: Capability): boolean => !provider.capabilities.has(capability);
      // Whether an action is offered at all is looked at before what it is asked with.
      for (const action of vmActions.filter(isMissing)) {
        const request = { action } as ActionRequest;
        await expect(provider.act(vm, request, {}, signal())).rejects.toMatchObject(expected(action));
      }
      for (const action of regionActions.filter(isMissing)) {
        const request = { action } as RegionRequest;
        await expect(provider.actIn(region, request, {}, signal())).rejects.toMatchObject(expected(action));
      }
      for (const question of questionNames.filter(isMissing)) {
        const asked = provider.ask(question, {} as Ask<typeof question>, signal());
        await expect(asked).rejects.toMatchObject(expected(question));
      }
      for (const kind of consoleKindSchema.options.filter((one) => isMissing(`console-${one}`))) {
        const ticket = provider.consoleTicket(vm, kind, signal());
        await expect(ticket).rejects.toMatchObject(expected(`console-${kind}`));
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
      await expect(provider.readVm({ region, cloudId: 'no-such-vm', tenantId: '' }, signal())).rejects.toMatchObject(
        expected,
      );
    });

    it.each<[PowerAction, PowerState]>([
      ['start', 'stopped'],
      ['shutdown', 'running'],
      ['restart', 'running'],
      ['power-off', 'running'],
    ])('%s brings a VM to the state it promises', (action, from) =>
      ifCapable(action, async () => {
        const { provider, region } = harness;
        const vm = await vmIn(provider, region, from);
        await provider.act(vm, { action }, {}, signal());
        const { to, via } = powerTransitions[action];
        expect(via).toContain((await provider.readVm(vm, signal())).power.state);
        await vmWhen(provider, vm, isIn(to));
      })(),
    );

    it('refuses an action that the state forbids', async () => {
      const { provider, region } = harness;
      const vm = await vmIn(provider, region, 'running');
      await expect(provider.act(vm, { action: 'start' }, {}, signal())).rejects.toMatchObject({
        code: 'cloud.bad-state',
      });
    });

    it('refuses an action on a VM that is gone', async () => {
      const ref = { region: harness.region, cloudId: 'no-such-vm', tenantId: '' };
      await expect(harness.provider.act(ref, { action: 'start' }, {}, signal())).rejects.toMatchObject({
        code: 'vm.gone',
      });
    });

    it.each([true, false])('makes, reverts to and deletes a snapshot (with memory: %s)', (memory) =>
      ifCapable(memory ? 'snapshot-memory' : 'snapshot-create', async () => {
        const { provider, region } = harness;
        const vm = await vmIn(provider, region, 'running', 3);
        const wish = { name: 'before-update', remark: '备注', memory };
        const id = await made(provider, vm, wish);
        const isReady = ({ snapshots }: Vm): boolean => snapshots.some((one) => one.id === id && one.state === 'ready');
        const { snapshots } = await vmWhen(provider, vm, (seen) => isReady(seen) && isIn('running')(seen));
        expect(snapshots.find((one) => one.id === id)).toMatchObject({
          name: wish.name,
          remark: wish.remark,
          withMemory: memory,
        });
        const target = { snapshotId: id, snapshotName: wish.name };
        await provider.act(vm, { action: 'snapshot-revert', ...target }, {}, signal());
        const settled: PowerState = memory ? 'running' : 'stopped';
        const reverted = await vmWhen(provider, vm, isIn(settled));
        expect(reverted.snapshots.find((one) => one.id === id)?.current).toBe(true);
        const remove = () => provider.act(vm, { action: 'snapshot-delete', ...target }, {}, signal());
        await remove();
        await vmWhen(provider, vm, (seen) => seen.snapshots.every((one) => one.id !== id));
        await expect(remove()).rejects.toMatchObject({ code: 'cloud.not-found' });
        if (!memory) {
          await provider.act(vm, { action: 'start' }, {}, signal());
          await vmWhen(provider, vm, isIn('running'));
        }
      })(),
    );

    it('hibernates a VM and wakes it, which leaves no snapshot behind', () =>
      ifCapable('hibernate', async () => {
        const { provider, region } = harness;
        const vm = await vmIn(provider, region, 'running', 4);
        await provider.act(vm, { action: 'hibernate' }, {}, signal());
        const asleep = await vmWhen(provider, vm, isIn('suspended'));
        expect(asleep.snapshots).toEqual(vm.snapshots);
        await provider.act(vm, { action: 'wake' }, {}, signal());
        await vmWhen(provider, vm, isIn('running'));
      })());

    it('clears all snapshots of a VM', () =>
      ifCapable('snapshot-clear', async () => {
        const { provider, region } = harness;
        const vm = await vmIn(provider, region, 'running', 5);
        for (const name of ['first', 'second']) {
          const id = await made(provider, vm, { name, remark: '', memory: false });
          await vmWhen(provider, vm, (seen) => isIn('running')(seen) && seen.snapshots.some((one) => one.id === id));
        }
        await provider.act(vm, { action: 'snapshot-clear' }, {}, signal());
        await vmWhen(provider, vm, ({ snapshots }) => snapshots.length === 0);
      })());

    it.each(['pass-through', 'redirected'] as const)('attaches a USB device (%s) and detaches it', (mode) =>
      ifCapable('usb-attach', async () => {
        const { provider, region } = harness;
        const vm = await vmIn(provider, region, 'running', 1);
        const usb = async (id?: string) => {
          const devices = await provider.ask('usb-devices', { region }, signal());
          return devices.find((one) => (id === undefined ? one.state === 'free' : one.id === id));
        };
        const free = usbDeviceSchema.parse(await usb());
        const device = { usbId: free.id, usbName: free.name };
        await provider.act(vm, { action: 'usb-attach', ...device, mode }, {}, signal());
        expect(await usb(free.id)).toMatchObject({ state: 'attached', attachedTo: vm.cloudId, attachMode: mode });
        expect((await provider.readVm(vm, signal())).usbIds).toContain(free.id);
        await provider.act(vm, { action: 'usb-detach', ...device }, {}, signal());
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
