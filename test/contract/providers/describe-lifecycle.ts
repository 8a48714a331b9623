import { expect, it } from 'vitest';
import type { Provider } from '../../../electron/providers/provider.ts';
import type { RequestOf } from '../../../shared/model/verbs/index.ts';
import type { Vm, VmRef } from '../../../shared/model/vm.ts';
import { made } from './describe-snapshots.ts';
import { ifCapable, isIn, signal, vmIn, vmWhen, type ProviderHarness } from './support/harness.ts';

const gib = 2 ** 30;

async function untilGone(provider: Provider, ref: VmRef): Promise<void> {
  const limit = signal();
  while ((await provider.readVms(ref.region, [ref.cloudId], limit)).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await expect(provider.readVm(ref, limit)).rejects.toMatchObject({ code: 'vm.gone' });
}

/** Orders a VM and waits until it runs. */
async function created({ provider, region, order, orderSecrets }: ProviderHarness): Promise<Vm> {
  const { vmId } = await provider.actIn(region, order, orderSecrets, signal());
  expect(vmId).toBeDefined();
  return vmWhen(provider, { region, cloudId: vmId ?? '', tenantId: '' }, isIn('running'));
}

async function stop(provider: Provider, vm: Vm): Promise<void> {
  await provider.act(vm, { action: 'power-off' }, {}, signal());
  await vmWhen(provider, vm, isIn('stopped'));
}

/** A VM with a snapshot, and the request for a clone of it. */
async function cloneable({ provider, region, order }: ProviderHarness, nth: number) {
  const vm = await vmIn(provider, region, 'running', nth);
  const snapshotId = await made(provider, vm, { name: 'to-be-cloned', remark: '', memory: false });
  await vmWhen(provider, vm, (seen) => isIn('running')(seen) && seen.snapshots.some(({ id }) => id === snapshotId));
  const { vpcId, subnetId } = order;
  const size = { cpuCount: 2, memoryBytes: 4 * gib };
  const request: RequestOf<'clone'> = { action: 'clone', name: 'the-copy', snapshotId, ...size, vpcId, subnetId };
  const { vmId = '', jobId = '' } = await provider.act(vm, request, {}, signal());
  const clone = { region, cloudId: vmId, tenantId: vm.tenantId };
  const records = async () => {
    const jobs = await provider.ask('clones', { region, snapshotId }, signal());
    return jobs.filter((job) => job.jobId === jobId);
  };
  return { vm, clone, jobId, snapshotId, records };
}

/** Making, copying, replacing and removing VMs. */
export function describeLifecycle(harness: () => ProviderHarness): void {
  it.each([true, false])('creates a VM as ordered and deletes it (with what is bound to it: %s)', (withResources) =>
    ifCapable(harness, 'create', async (parts) => {
      const { provider, region, order } = parts;
      const vm = await created(parts);
      expect(vm).toMatchObject({
        ...{ name: order.name, cpuCount: order.cpuCount, memoryBytes: order.memoryBytes, warnings: [] },
      });
      expect(vm.disks.map(({ boot, sizeBytes }) => [boot, sizeBytes])).toEqual([
        [true, order.bootDiskBytes],
        [false, order.dataDiskBytes],
      ]);
      const remove = () => provider.act(vm, { action: 'delete', withResources }, {}, signal());
      await expect(remove()).rejects.toMatchObject({ code: 'cloud.bad-state' });
      await stop(provider, vm);
      await remove();
      await untilGone(provider, vm);
      if (!provider.capabilities.has('choices')) return;
      const left = await provider.ask('choices', { region, kind: 'disk' }, signal());
      const data = vm.disks.find(({ boot }) => !boot);
      expect(left.some(({ id }) => id === data?.id)).toBe(!withResources);
    }),
  );

  it('refuses an order for what does not exist, and one that the cloud has no word for', () =>
    ifCapable(harness, 'create', async ({ provider, region, order, orderSecrets }) => {
      const wrong = provider.actIn(region, { ...order, imageId: 'no-such-image' }, orderSecrets, signal());
      await expect(wrong).rejects.toMatchObject({ code: 'cloud.not-found' });
      const odd = provider.actIn(region, { ...order, name: 'no blanks allowed' }, orderSecrets, signal());
      const expected = { code: 'cloud.invalid-parameter', params: { field: 'name' } };
      await expect(odd).rejects.toMatchObject(expected);
    }));

  it('clones a VM, keeps record of it, and forgets it', () =>
    ifCapable(harness, 'clone', async (parts) => {
      const { provider } = parts;
      const { vm, clone, jobId, snapshotId, records } = await cloneable(parts, 6);
      expect(await vmWhen(provider, clone, isIn('running'))).toMatchObject({ name: 'the-copy', cpuCount: 2 });
      expect(await records()).toMatchObject([{ jobId, vmId: clone.cloudId, sourceId: vm.cloudId, snapshotId }]);
      await provider.act(vm, { action: 'clone-forget', jobId }, {}, signal());
      expect(await records()).toEqual([]);
      expect(await provider.readVm(clone, signal())).toMatchObject({ cloudId: clone.cloudId });
    }));

  it('cancels a clone, which leaves no VM behind', () =>
    ifCapable(harness, 'clone-cancel', async (parts) => {
      const { provider } = parts;
      const { vm, clone, jobId } = await cloneable(parts, 7);
      const cancel = () => provider.act(vm, { action: 'clone-cancel', jobId, cloneId: clone.cloudId }, {}, signal());
      await cancel();
      await untilGone(provider, clone);
      await expect(cancel()).rejects.toMatchObject({ code: 'cloud.bad-state' });
    }));

  it('reinstalls a VM that is stopped, and no other', () =>
    ifCapable(harness, 'reinstall', async ({ provider, region, order, orderSecrets }) => {
      const { password } = orderSecrets;
      const secrets = password === undefined ? {} : { password };
      const ask = (vm: Vm) =>
        provider.act(vm, { action: 'reinstall', imageId: order.imageId ?? '' }, secrets, signal());
      await expect(ask(await vmIn(provider, region, 'running'))).rejects.toMatchObject({ code: 'cloud.bad-state' });
      const vm = await vmIn(provider, region, 'stopped', 1);
      await ask(vm);
      expect((await provider.readVm(vm, signal())).power.state).toBe('reinstalling');
      await vmWhen(provider, vm, isIn('stopped'));
    }));
}
