import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capability } from '../../../shared/model/capability.ts';
import { questionNames, type Ask } from '../../../shared/model/question.ts';
import { regionActions, vmActions, type ActionRequest, type RegionRequest } from '../../../shared/model/verbs/index.ts';
import { consoleKindSchema, vmSchema } from '../../../shared/model/vm.ts';
import { describeLifecycle } from './describe-lifecycle.ts';
import { describePower } from './describe-power.ts';
import { describeQuestions } from './describe-questions.ts';
import { describeSettings } from './describe-settings.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import { allVms, signal, vmIn, type ProviderHarness } from './support/harness.ts';

/** What every provider does alike; the capability set decides what has to work. */
export function describeProvider(name: string, makeHarness: () => Promise<ProviderHarness>): void {
  describe(`provider ${name}`, () => {
    let harness: ProviderHarness;
    beforeAll(async () => {
      harness = await makeHarness();
    });
    afterAll(() => harness.stop());

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
        await expect(asked).rejects.toMatchObject({ code: 'question.unavailable', params: { question } });
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
      for (const vm of vms) expect(vmSchema.parse(vm)).toMatchObject({ warnings: [], undocumented: [] });
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

    describePower(() => harness);
    describeSnapshots(() => harness);
    describeLifecycle(() => harness);
    describeSettings(() => harness);
    describeQuestions(() => harness);

    it('rejects with the reason of the signal', async () => {
      const reason = new Error('enough');
      await expect(harness.provider.regions(AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}
