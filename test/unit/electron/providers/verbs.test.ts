import { describe, expect, it } from 'vitest';
import { createVerbs } from '../../../../electron/providers/verbs.ts';
import type { RegionRequestOf } from '../../../../shared/model/verbs/index.ts';
import { Secret } from '../../../../shared/util/secret.ts';

const { signal } = new AbortController();
const ref = { region: 'r1', cloudId: 'vm-1', tenantId: '' };

function verbs() {
  const asked: unknown[] = [];
  const provider = createVerbs({
    vm: {
      delete: (_, request) => {
        asked.push(request);
        return Promise.resolve({});
      },
    },
    region: {
      create: (_, request) => {
        asked.push(request);
        return Promise.resolve({});
      },
    },
    ...{ consoles: {}, extras: [] },
    questions: {
      price: (about) => {
        asked.push(about);
        return Promise.resolve([]);
      },
      choices: () => Promise.resolve([]),
    },
    questionFields: {
      choices: { region: 'required', kind: ['image'] },
      price: {
        ...{ region: 'required', cpuCount: 'required', memoryBytes: 'required', imageId: 'required' },
        ...{ billing: ['month', 'year'], periods: 'required', quantity: 'required' },
      },
    },
    fields: {
      create: { name: 'required', vpcId: 'required', bootSource: ['image', 'disk'], password: 'optional' },
      delete: { withResources: 'required' },
    },
  });
  return { provider, asked };
}

describe('the verbs of a provider that takes some fields only', () => {
  it.each<[string, Omit<RegionRequestOf<'create'>, 'action'>, object]>([
    ['it does not have', { name: 'a', vpcId: 'v', subnetId: 's' }, { field: 'subnetId', reason: 'unknown' }],
    ['it demands', { name: 'a' }, { field: 'vpcId', reason: 'missing' }],
    ['that is no choice of it', { name: 'a', vpcId: 'v', bootSource: 'template' }, { field: 'bootSource' }],
  ])('refuses a request by the field %s, before anything is sent', async (_, values, params) => {
    const { provider, asked } = verbs();
    const request = { action: 'create', ...values } as const;
    await expect(provider.actIn('r1', request, {}, signal)).rejects.toMatchObject({
      code: 'cloud.invalid-parameter',
      params,
    });
    expect(asked).toEqual([]);
  });

  it('refuses a secret that it does not have', async () => {
    const { provider, asked } = verbs();
    const request = { action: 'create', name: 'a', vpcId: 'v' } as const;
    const secrets = { consolePassword: new Secret('x') };
    await expect(provider.actIn('r1', request, secrets, signal)).rejects.toMatchObject({
      params: { field: 'consolePassword', reason: 'unknown' },
    });
    await provider.actIn('r1', request, { password: new Secret('x') }, signal);
    expect(asked).toEqual([request]);
  });

  it('refuses what would have another meaning without the field', async () => {
    const { provider, asked } = verbs();
    const request = { action: 'delete', withResources: false, permanently: true } as const;
    await expect(provider.act(ref, request, {}, signal)).rejects.toMatchObject({
      params: { field: 'permanently', reason: 'unknown' },
    });
    expect(asked).toEqual([]);
    expect(provider.fields).toHaveProperty('delete');
  });
});

describe('the questions of a provider that takes some fields only', () => {
  const price = { region: 'r1', cpuCount: 1, memoryBytes: 2 ** 30, billing: 'month', periods: 1, quantity: 1 } as const;

  it.each([
    ['it does not have', { imageId: 'i', zoneId: 'z' }, { field: 'zoneId', reason: 'unknown' }],
    ['it demands', {}, { field: 'imageId', reason: 'missing' }],
  ])('refuses one by the field %s, before anything is sent', async (_, values, params) => {
    const { provider, asked } = verbs();
    const asking = provider.ask('price', { ...price, ...values }, signal);
    await expect(asking).rejects.toMatchObject({ code: 'cloud.invalid-parameter', params });
    expect(asked).toEqual([]);
    await provider.ask('price', { ...price, imageId: 'i' }, signal);
    expect(asked).toEqual([{ ...price, imageId: 'i' }]);
  });

  it('says that a choice of others is none of its own', async () => {
    const { provider } = verbs();
    await expect(provider.ask('choices', { region: 'r1', kind: 'gpu' }, signal)).rejects.toMatchObject({
      ...{ code: 'question.unavailable', params: { question: 'choices', field: 'kind' } },
    });
    const nothing = { region: 'r1', kind: 'gremlin' as 'gpu' };
    await expect(provider.ask('choices', nothing, signal)).rejects.toMatchObject({
      ...{ code: 'cloud.invalid-parameter', params: { field: 'kind', reason: 'value' } },
    });
    const hourly = provider.ask('price', { ...price, billing: 'hour', imageId: 'i' }, signal);
    await expect(hourly).rejects.toMatchObject({ params: { field: 'billing' } });
    await expect(provider.ask('clones', { region: 'r1', snapshotId: 's' }, signal)).rejects.toMatchObject({
      ...{ code: 'question.unavailable', params: { question: 'clones' } },
    });
  });
});
