import { expect, it } from 'vitest';
import type { Provider } from '../../../electron/providers/provider.ts';
import type { PowerState } from '../../../shared/model/power.ts';
import type { RequestOf } from '../../../shared/model/verbs/index.ts';
import { usbDeviceSchema } from '../../../shared/model/usb.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { ifCapable, isIn, signal, vmIn, vmWhen, type ProviderHarness } from './support/harness.ts';

/** Asks for a snapshot and returns its id. */
export async function made(
  provider: Provider,
  vm: Vm,
  wish: Omit<RequestOf<'snapshot-create'>, 'action'>,
): Promise<string> {
  const { snapshotId } = await provider.act(vm, { action: 'snapshot-create', ...wish }, {}, signal());
  if (snapshotId === undefined) throw new Error('the cloud named no snapshot');
  return snapshotId;
}

/** Snapshots, hibernation, and USB devices. */
export function describeSnapshots(harness: () => ProviderHarness): void {
  it.each([true, false])('makes, reverts to and deletes a snapshot (with memory: %s)', (memory) =>
    ifCapable(harness, memory ? 'snapshot-memory' : 'snapshot-create', async ({ provider, region }) => {
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
    }),
  );

  it('hibernates a VM and wakes it, which leaves no snapshot behind', () =>
    ifCapable(harness, 'hibernate', async ({ provider, region }) => {
      const vm = await vmIn(provider, region, 'running', 4);
      await provider.act(vm, { action: 'hibernate' }, {}, signal());
      const asleep = await vmWhen(provider, vm, isIn('suspended'));
      expect(asleep.snapshots).toEqual(vm.snapshots);
      await provider.act(vm, { action: 'wake' }, {}, signal());
      await vmWhen(provider, vm, isIn('running'));
    }));

  it('clears all snapshots of a VM', () =>
    ifCapable(harness, 'snapshot-clear', async ({ provider, region }) => {
      const vm = await vmIn(provider, region, 'running', 5);
      for (const name of ['first', 'second']) {
        const id = await made(provider, vm, { name, remark: '', memory: false });
        await vmWhen(provider, vm, (seen) => isIn('running')(seen) && seen.snapshots.some((one) => one.id === id));
      }
      await provider.act(vm, { action: 'snapshot-clear' }, {}, signal());
      await vmWhen(provider, vm, ({ snapshots }) => snapshots.length === 0);
    }));

  it.each(['pass-through', 'redirected'] as const)('attaches a USB device (%s) and detaches it', (mode) =>
    ifCapable(harness, 'usb-attach', async ({ provider, region }) => {
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
    }),
  );
}
