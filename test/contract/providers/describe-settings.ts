import { expect, it } from 'vitest';
import type { RequestOf } from '../../../shared/model/verbs/index.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { allVms, ifCapable, isIn, signal, vmIn, vmWhen, type ProviderHarness } from './support/harness.ts';

const gib = 2 ** 30;
const pending = ({ pendingChanges }: Vm): readonly string[] => pendingChanges.map(({ field }) => field);

/** Changing what a VM is made of. */
export function describeSettings(harness: () => ProviderHarness): void {
  it('resizes a VM, and refuses a size that is no whole number of units', () =>
    ifCapable(harness, 'resize', async ({ provider, region }) => {
      const vm = await vmIn(provider, region, 'stopped', 2);
      const size = { cpuCount: 32, memoryBytes: 64 * gib };
      await provider.act(vm, { action: 'resize', ...size }, {}, signal());
      expect(await provider.readVm(vm, signal())).toMatchObject(size);
      const odd = provider.act(vm, { action: 'resize', cpuCount: 1, memoryBytes: gib + 1 }, {}, signal());
      const expected = { code: 'cloud.invalid-parameter', params: { field: 'memoryBytes', reason: 'step' } };
      await expect(odd).rejects.toMatchObject(expected);
    }));

  it('sets the password of a VM that runs', () =>
    ifCapable(harness, 'password-reset', async ({ provider, region, orderSecrets: { password } }) => {
      if (password === undefined) throw new Error('the harness has no password');
      const vm = await vmIn(provider, region, 'running', 8);
      await provider.act(vm, { action: 'password-reset' }, { password }, signal());
    }));

  it('sets options, of which some wait for the next start', () =>
    ifCapable(harness, 'options-set', async ({ provider, region }) => {
      const vm = await vmIn(provider, region, 'running', 9);
      const request: RequestOf<'options-set'> = { action: 'options-set', firmware: 'uefi', highAvailability: 'off' };
      await provider.act(vm, request, {}, signal());
      expect(pending(await provider.readVm(vm, signal()))).toHaveLength(1);
      await provider.act(vm, { action: 'power-off' }, {}, signal());
      expect(pending(await vmWhen(provider, vm, isIn('stopped')))).toEqual([]);
    }));

  it('binds virtual CPUs to those of a host', () =>
    ifCapable(harness, 'cpu-bind', async ({ provider, region }) => {
      const vm = await vmIn(provider, region, 'running', 10);
      const request: RequestOf<'cpu-bind'> = { action: 'cpu-bind', host: 'node-1', bindings: ['0:2-4'] };
      await provider.act(vm, { ...request, degradable: true }, {}, signal());
      expect(pending(await provider.readVm(vm, signal()))).toHaveLength(1);
    }));

  it('boots from a CD, and from disk again', () =>
    ifCapable(harness, 'boot-cd', async ({ provider, region }) => {
      const [iso] = await provider.ask('choices', { region, kind: 'iso' }, signal());
      const image = { imageId: iso?.id ?? '' };
      const vm = await vmIn(provider, region, 'running', 11);
      await provider.act(vm, { action: 'boot-cd', ...image }, {}, signal());
      expect(pending(await provider.readVm(vm, signal()))).toHaveLength(1);
      await provider.act(vm, { action: 'boot-disk', ...image }, {}, signal());
      const again = provider.act(vm, { action: 'boot-disk', ...image }, {}, signal());
      await expect(again).rejects.toMatchObject({ code: 'cloud.bad-state' });
    }));

  it('ejects the image of a CD, once', () =>
    ifCapable(harness, 'iso-eject', async ({ provider, region }) => {
      const [iso] = await provider.ask('choices', { region, kind: 'iso' }, signal());
      const vm = await vmIn(provider, region, 'stopped', 3);
      await provider.act(vm, { action: 'boot-cd', imageId: iso?.id ?? '' }, {}, signal());
      // Clouds with one drive do not tell what is in it.
      const [medium] = (await provider.readVm(vm, signal())).media;
      const eject: RequestOf<'iso-eject'> = {
        ...{ action: 'iso-eject', ...(medium !== undefined && { mediumId: medium.id }) },
      };
      await provider.act(vm, eject, {}, signal());
      await expect(provider.act(vm, eject, {}, signal())).rejects.toMatchObject({ code: 'cloud.bad-state' });
    }));

  it('moves a disk of a VM that runs to other storage', () =>
    ifCapable(harness, 'storage-move', async ({ provider, region, order }) => {
      const vm = await vmIn(provider, region, 'running', 12);
      const moves = [{ diskId: vm.disks[0]?.id ?? '', storageSetId: order.dataDiskSetId ?? '' }];
      await provider.act(vm, { action: 'storage-move', moves }, {}, signal());
      expect((await provider.readVm(vm, signal())).power.state).toBe('migrating');
      await vmWhen(provider, vm, isIn('running'));
    }));

  it('sets a MAC address, or has the cloud choose one', () =>
    ifCapable(harness, 'mac-set', async ({ provider, region }) => {
      const vm = await vmIn(provider, region, 'running', 13);
      const macs = async () => (await provider.readVm(vm, signal())).nics.map(({ mac }) => mac);
      await provider.act(vm, { action: 'mac-set', network: 'LAN', mac: '52:54:00:AB:CD:EF' }, {}, signal());
      expect(await macs()).toContain('52:54:00:ab:cd:ef');
      await provider.act(vm, { action: 'mac-set', network: 'LAN' }, {}, signal());
      expect(await macs()).not.toContain('52:54:00:ab:cd:ef');
    }));

  it('sets the address that a VM goes out by', () =>
    ifCapable(harness, 'gateway-set', async ({ provider, region }) => {
      const settled = (await allVms(provider, region)).filter(isIn('running'));
      const vm = settled.find(({ nics }) => nics.length > 1);
      const outside = vm?.nics.find(({ network }) => network === 'WAN');
      if (vm === undefined || outside === undefined) throw new Error('no VM has an address outside');
      const gateway = (externalAddressId: string) =>
        provider.act(vm, { action: 'gateway-set', externalAddressId }, {}, signal());
      await gateway(outside.id);
      const nic = (await provider.readVm(vm, signal())).nics.find(({ id }) => id === outside.id);
      // Not every cloud tells.
      expect([true, null]).toContain(nic?.gateway);
      await expect(gateway('no-such-address')).rejects.toMatchObject({ code: 'cloud.not-found' });
    }));

  it('resets the network of a VM', () =>
    ifCapable(harness, 'network-reset', async ({ provider, region }) => {
      const vm = await vmIn(provider, region, 'running', 14);
      await provider.act(vm, { action: 'network-reset' }, {}, signal());
      expect(await provider.readVm(vm, signal())).toMatchObject({ power: { state: 'running' } });
    }));
}
