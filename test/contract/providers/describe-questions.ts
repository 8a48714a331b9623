import { expect, it } from 'vitest';
import { AppError } from '../../../shared/errors/app-error.ts';
import { answerSchemaOf, type Ask } from '../../../shared/model/question.ts';
import { choiceKinds, type ChoiceKind } from '../../../shared/model/verbs/field.ts';
import type { VmQuery } from '../../../shared/model/vm-query.ts';
import type { Vm } from '../../../shared/model/vm.ts';
import { allVms, ifCapable, signal, vmIn, type ProviderHarness } from './support/harness.ts';

const gib = 2 ** 30;

/** What every VM that a filter lets through has in common. */
type Filter = readonly [name: string, query: (vm: Vm) => VmQuery, isMeant: ((like: Vm) => (vm: Vm) => boolean) | null];

const filters: readonly Filter[] = [
  [
    'a text',
    ({ name }) => ({ text: name }),
    (like) =>
      ({ name }) =>
        name.includes(like.name),
  ],
  ['projects', ({ projectId }) => ({ projectIds: [projectId] }), (like) => (vm) => vm.projectId === like.projectId],
  ['a tenant', ({ tenantId }) => ({ tenantId }), (like) => (vm) => vm.tenantId === like.tenantId],
  ['states', ({ power }) => ({ states: [power.raw] }), (like) => (vm) => vm.power.raw === like.power.raw],
  ['a host', ({ host }) => ({ host }), (like) => (vm) => vm.host === like.host],
  [
    'a group',
    ({ groups }) => ({ groupId: groups[0] ?? 'no-such-group' }),
    (like) => (vm) => vm.groups.includes(like.groups[0] ?? ''),
  ],
  ['a VPC that is not there', () => ({ vpcId: 'no-such-vpc' }), null],
  ['a subnet that is not there', () => ({ subnetId: 'no-such-subnet' }), null],
  ['a cluster that is not there', () => ({ clusterId: 'no-such-cluster' }), null],
];

const list = async ({ provider, region }: ProviderHarness, query: VmQuery): Promise<readonly Vm[]> => {
  const vms: Vm[] = [];
  await provider.listVms(region, query, (page) => vms.push(...page), signal());
  return vms;
};

/** The answer; null where the cloud does not have such a filter, which it has to say by the name of the field. */
const perhaps = (query: VmQuery, asked: Promise<readonly Vm[]>): Promise<readonly Vm[] | null> =>
  asked.catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    const params = { field: Object.keys(query)[0], reason: 'unknown' };
    expect(error).toMatchObject({ code: 'cloud.invalid-parameter', params });
    return null;
  });

/** What can be asked of a cloud. */
export function describeQuestions(harness: () => ProviderHarness): void {
  it.each(filters)('filters VMs by %s, or refuses to', async (_, queryOf, isMeant) => {
    const { provider, region } = harness();
    const all = await allVms(provider, region);
    const like = all.find(({ groups }) => groups.length > 0) ?? all[0];
    if (like === undefined) throw new Error('the test cloud has no VM');
    const query = queryOf(like);
    const found = await perhaps(query, list(harness(), query));
    if (found === null) return;
    const ids = (vms: readonly Vm[]): string[] => vms.map(({ cloudId }) => cloudId).sort();
    expect(ids(found)).toEqual(ids(isMeant === null ? [] : all.filter(isMeant(like))));
  });

  it.each([true, false])('sorts VMs by their age (descending: %s), or refuses to', async (descending) => {
    const query: VmQuery = { sort: { by: 'created', descending } };
    const found = await perhaps(query, list(harness(), query));
    if (found === null) return;
    const ages = found.map(({ createdAt }) => createdAt ?? 0);
    expect(ages).toEqual(ages.toSorted((a, b) => (descending ? b - a : a - b)));
  });

  it('tells the states of VMs and of no others', () =>
    ifCapable(harness, 'states', async ({ provider, region }) => {
      const vms = (await allVms(provider, region)).slice(0, 5);
      const cloudIds = [...vms.map(({ cloudId }) => cloudId), 'no-such-vm'];
      const states = await provider.ask('states', { region, cloudIds }, signal());
      const told = new Map(states.map(({ cloudId, raw }) => [cloudId, raw]));
      expect(told).toEqual(new Map(vms.map(({ cloudId, power }) => [cloudId, power.raw])));
    }));

  it.each<ChoiceKind>([
    'image',
    'iso',
    'compute-set',
    'storage-set',
    'vpc',
    'subnet',
    'security-group',
    'disk',
    'project',
    'tenant',
    'usb-device',
  ])('offers choices of kind %s, each once', (kind) =>
    ifCapable(harness, kind === 'usb-device' ? 'usb-devices' : 'choices', async ({ provider, region }) => {
      const choices = answerSchemaOf('choices').parse(await provider.ask('choices', { region, kind }, signal()));
      expect(choices.length).toBeGreaterThan(0);
      expect(new Set(choices.map(({ id }) => id)).size).toBe(choices.length);
      for (const { id, name } of choices) expect([id, name]).not.toContain('');
    }),
  );

  it('offers what an order names, and subnets of one VPC', () =>
    ifCapable(harness, 'choices', async ({ provider, region, order }) => {
      const ids = async (kind: ChoiceKind, within?: string): Promise<readonly string[]> => {
        const about: Ask<'choices'> = { region, kind, ...(within !== undefined && { within }) };
        return (await provider.ask('choices', about, signal())).map(({ id }) => id);
      };
      expect(await ids('image')).toContain(order.imageId);
      expect(await ids('iso')).not.toContain(order.imageId);
      expect(await ids('compute-set')).toContain(order.computeSetId);
      expect(await ids('storage-set')).toContain(order.bootDiskSetId);
      expect(await ids('subnet', order.vpcId)).toContain(order.subnetId);
      expect(await ids('subnet', 'no-such-vpc')).toEqual([]);
    }));

  it('offers the snapshots of one VM', () =>
    ifCapable(harness, 'snapshot-create', async ({ provider, region }) => {
      if (!provider.capabilities.has('choices')) return;
      const vm = (await allVms(provider, region)).find(({ snapshots }) => snapshots.length > 0);
      const about: Ask<'choices'> = { region, kind: 'snapshot', within: vm?.cloudId ?? '' };
      const offered = (await provider.ask('choices', about, signal())).map(({ id }) => id);
      expect(offered.length).toBeGreaterThan(0);
      expect([...offered].sort()).toEqual(vm?.snapshots.map(({ id }) => id).sort());
    }));

  it('lists choices of exactly the kinds that it says', () =>
    ifCapable(harness, 'choices', async ({ provider, region }) => {
      const listed: unknown = provider.questionFields.choices?.kind ?? choiceKinds;
      const found: ChoiceKind[] = [];
      for (const kind of choiceKinds) {
        const asked = provider.ask('choices', { region, kind }, signal());
        const known = await asked.catch((error: unknown) => error);
        if (Array.isArray(known)) found.push(kind);
        else expect(known).toMatchObject({ code: 'question.unavailable', params: { field: 'kind', reason: 'value' } });
      }
      expect([...found].sort()).toEqual([...(listed as readonly string[])].sort());
    }));

  it('tells a price, twice as much for two', () =>
    ifCapable(harness, 'price', async ({ provider, region, order }) => {
      const { computeSetId = '', imageId, bootDiskSetId, bootDiskBytes } = order;
      const priceOf = async (quantity: number): Promise<number> => {
        const size = { cpuCount: 2, memoryBytes: 4 * gib, computeSetId, imageId, bootDiskSetId, bootDiskBytes };
        const about = { region, ...size, billing: 'month', periods: 2, quantity } as const;
        const [price] = await provider.ask('price', about, signal());
        expect(price?.billing).toBe('month');
        return price?.price ?? 0;
      };
      const one = await priceOf(1);
      expect(one).toBeGreaterThan(0);
      // Clouds round to cents.
      expect(await priceOf(2)).toBeCloseTo(2 * one, 1);
    }));

  it('tells what another size costs more', () =>
    ifCapable(harness, 'premium', async ({ provider, region }) => {
      const { cloudId, tenantId, cpuCount, memoryBytes } = await vmIn(provider, region, 'stopped');
      const vm = { region, cloudId, tenantId };
      const size = { cpuCount: cpuCount ?? 1, memoryBytes: memoryBytes ?? gib };
      const more = { ...size, cpuCount: size.cpuCount * 2 };
      expect(await provider.ask('premium', { ...vm, ...size }, signal())).toEqual({ price: 0, change: 'none' });
      const { price, change } = await provider.ask('premium', { ...vm, ...more }, signal());
      expect([price > 0, change]).toEqual([true, 'upgrade']);
    }));
}
