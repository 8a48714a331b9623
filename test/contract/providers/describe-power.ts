import { expect, it } from 'vitest';
import type { PowerState } from '../../../shared/model/power.ts';
import { powerTransitions, type PowerAction } from '../../../shared/model/verbs/power.ts';
import { ifCapable, isIn, signal, vmIn, vmWhen, type ProviderHarness } from './support/harness.ts';

/** Switching VMs on and off. */
export function describePower(harness: () => ProviderHarness): void {
  it.each<[PowerAction, PowerState]>([
    ['start', 'stopped'],
    ['shutdown', 'running'],
    ['restart', 'running'],
    ['power-off', 'running'],
  ])('%s brings a VM to the state it promises', (action, from) =>
    ifCapable(harness, action, async ({ provider, region }) => {
      const vm = await vmIn(provider, region, from);
      await provider.act(vm, { action }, {}, signal());
      const { to, via } = powerTransitions[action];
      expect(via).toContain((await provider.readVm(vm, signal())).power.state);
      await vmWhen(provider, vm, isIn(to));
    }),
  );

  it('refuses an action that the state forbids', async () => {
    const { provider, region } = harness();
    const vm = await vmIn(provider, region, 'running');
    await expect(provider.act(vm, { action: 'start' }, {}, signal())).rejects.toMatchObject({
      code: 'cloud.bad-state',
    });
  });

  it('refuses an action on a VM that is gone', async () => {
    const ref = { region: harness().region, cloudId: 'no-such-vm', tenantId: '' };
    await expect(harness().provider.act(ref, { action: 'start' }, {}, signal())).rejects.toMatchObject({
      code: 'vm.gone',
    });
  });
}
