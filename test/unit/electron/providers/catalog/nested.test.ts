import { describe, expect, expectTypeOf, it } from 'vitest';
import { completed, withFields } from '../../../../../electron/providers/catalog/complete.ts';
import type { Arguments, Catalog, Endpoint } from '../../../../../electron/providers/catalog/endpoint.ts';
import { secretTexts } from '../../../../../electron/providers/catalog/secret-texts.ts';
import { validate } from '../../../../../electron/providers/catalog/validate.ts';

const facts = {
  title: { en: 'Try', zh: '试' },
  category: 'lifecycle',
  danger: 'changes',
  documented: true,
  response: [],
} as const;

const bound = [
  { name: 'average', type: 'number', min: 0 },
  { name: 'peak', type: 'number', min: 0 },
] as const;

/** A few calls of the clouds that tell their calls by paths; lines are those of the documents 002, 003 and 004. */
const samples = [
  {
    ...facts,
    id: 'list',
    method: 'GET',
    path: '/v1/compute/list',
    danger: 'reads',
    line: 20,
    parameters: [
      { name: 'page_number', type: 'integer', min: 0 },
      { name: 'include_trash_vm', type: 'boolean' },
      { name: 'token', type: 'string', place: 'header', secret: true },
    ],
  },
  {
    ...facts,
    id: 'disk/attach',
    method: 'POST',
    path: '/v1/compute/disk/attach',
    line: 2788,
    parameters: [
      { name: 'compute_uuid', type: 'string', required: true },
      { name: 'target_device', type: 'string', pattern: /^(?:id[a-c]|[sv]d[a-o])$/ },
      { name: 'target_bus', type: 'string', oneOf: ['ide', 'scsi', 'virtio', 'sata'] },
      {
        name: 'source_vsd',
        type: 'object',
        fields: [
          { name: 'volume_uuid', type: 'string', required: true },
          { name: 'redundancy', type: 'integer', oneOf: [1, 2, 3] },
        ],
      },
      { name: 'disk_cache_mode', type: 'string', oneOf: ['', 'none', 'default', 'writeback', 'writethrough'] },
    ],
    anyOf: [['target_device', 'target_bus']],
  },
  {
    ...facts,
    id: 'interface/setqos',
    method: 'POST',
    path: '/v1/compute/interface/setqos',
    line: 3876,
    parameters: [
      { name: 'mac_address', type: 'string', required: true },
      { name: 'vlan_tag_ids', type: 'integers', min: 1, max: 4094 },
      { name: 'in_bount', type: 'object', fields: bound },
      { name: 'out_bount', type: 'object', fields: bound },
    ],
    anyOf: [['in_bount', 'out_bount']],
  },
  {
    ...facts,
    id: 'batch-create',
    method: 'POST',
    path: '/api/ecs/v1/instances/batch-create',
    line: 4940,
    parameters: [
      { name: 'memory', type: 'object', required: true, fields: [{ name: 'amount', type: 'string', required: true }] },
      {
        name: 'volumes',
        type: 'objects',
        required: true,
        fields: [
          { name: 'volumeSize', type: 'integer', required: true, min: 1, unit: 'GiB' },
          { name: 'volumeType', type: 'string', required: true },
          { name: 'volumeMode', type: 'string', oneOf: ['Block', 'Filesystem'] },
        ],
      },
      {
        name: 'image',
        type: 'object',
        required: true,
        fields: [
          { name: 'imageUid', type: 'string' },
          { name: 'url', type: 'string' },
        ],
        anyOf: [['imageUid', 'url']],
      },
      {
        name: 'networks',
        type: 'objects',
        fields: [
          { name: 'ipType', type: 'string', required: true, oneOf: ['dhcp', 'fixedIp'] },
          { name: 'fixedIp', type: 'string' },
          { name: 'securityGroupList', type: 'strings', maxLength: 40 },
        ],
        when: [{ if: 'ipType', is: 'fixedIp', needs: ['fixedIp'], line: 5001 }],
      },
      { name: 'annotations', type: 'object' },
    ],
  },
  {
    ...facts,
    id: 'resize',
    method: 'PATCH',
    path: '/api/ecs/v1/instances/{ecsId}',
    line: 7729,
    parameters: [
      { name: 'ecsId', type: 'string', required: true },
      { name: 'cpus', type: 'integer', required: true },
    ],
  },
  {
    ...facts,
    id: 'tencent/create',
    method: 'POST',
    path: '/v1/tencent/compute/create',
    line: 3,
    parameters: [
      { name: 'Placement', type: 'object', required: true, fields: [{ name: 'Zone', type: 'string', required: true }] },
      {
        name: 'InternetAccessible',
        type: 'object',
        fields: [
          { name: 'InternetMaxBandwidthOut', type: 'integer', min: 0 },
          { name: 'PublicIpAssigned', type: 'boolean' },
        ],
      },
      {
        name: 'LoginSettings',
        type: 'object',
        fields: [{ name: 'Password', type: 'string', secret: true }],
      },
    ],
  },
] as const satisfies Catalog;

const named = (id: (typeof samples)[number]['id']): Endpoint => {
  const endpoint = samples.find((one) => one.id === id);
  if (endpoint === undefined) throw new Error(`no ${id}`);
  return endpoint;
};

const created = {
  ...{ memory: { amount: '1Gi' }, volumes: [{ volumeSize: 20, volumeType: 'hdd' }], image: { imageUid: 'img-1' } },
};

const card = { mac_address: 'm', out_bount: { average: 100 } };

type SampleId = (typeof samples)[number]['id'];

describe('a call with nested parameters', () => {
  it.each<[SampleId, object]>([
    ['list', { page_number: 0, include_trash_vm: true, token: 't' }],
    ['disk/attach', { compute_uuid: 'u', target_bus: 'virtio', source_vsd: { volume_uuid: 'v', redundancy: 1 } }],
    ['disk/attach', { compute_uuid: 'u', target_device: 'vdb', disk_cache_mode: '' }],
    ['interface/setqos', { mac_address: 'm', vlan_tag_ids: [1, 4094], out_bount: { average: 0.5 } }],
    ['batch-create', { ...created, annotations: { any: { thing: [1, null] } } }],
    ['batch-create', { ...created, networks: [{ ipType: 'dhcp' }, { ipType: 'fixedIp', fixedIp: '10.0.0.9' }] }],
    ['resize', { ecsId: 'ecs-1', cpus: 2 }],
    ['tencent/create', { Placement: { Zone: 'z' }, InternetAccessible: { PublicIpAssigned: false } }],
  ])('passes as it is when it is as the catalog has it: %s %j', (id, values) => {
    expect(validate(named(id), { ...values })).toEqual(values);
  });

  it('goes without what is empty at any depth', () => {
    const values = {
      ...{ Placement: { Zone: 'z' }, InternetAccessible: { InternetMaxBandwidthOut: null }, LoginSettings: {} },
    };
    expect(validate(named('tencent/create'), values)).toEqual({ Placement: { Zone: 'z' } });
  });

  it.each<[string, SampleId, object, string, string]>([
    ['a text for an object', 'tencent/create', { Placement: 'z' }, 'Placement', 'type'],
    ['a list for an object', 'tencent/create', { Placement: [{ Zone: 'z' }] }, 'Placement', 'type'],
    ['nothing in an object', 'tencent/create', { Placement: {} }, 'Placement.Zone', 'missing'],
    ['a number for its field', 'tencent/create', { Placement: { Zone: 7 } }, 'Placement.Zone', 'type'],
    ['a field that it lacks', 'tencent/create', { Placement: { Zone: 'z', Host: 'h' } }, 'Placement.Host', 'unknown'],
    ['an inherited field', 'tencent/create', { Placement: { Zone: 'z', valueOf: 1 } }, 'Placement.valueOf', 'unknown'],
    ['an object for a list', 'batch-create', { ...created, volumes: created.volumes[0] }, 'volumes', 'type'],
    ['an empty list', 'batch-create', { ...created, volumes: [] }, 'volumes', 'missing'],
    ['a text in a list of objects', 'batch-create', { ...created, volumes: ['hdd'] }, 'volumes.0', 'type'],
    ['nothing in a list of objects', 'batch-create', { ...created, volumes: [null] }, 'volumes.0', 'type'],
    [
      'the second of a list',
      'batch-create',
      { ...created, volumes: [...created.volumes, { volumeSize: 0, volumeType: 'hdd' }] },
      'volumes.1.volumeSize',
      'range',
    ],
    [
      'a text too long in a list in a list',
      'batch-create',
      { ...created, networks: [{ ipType: 'dhcp', securityGroupList: ['sg', 'x'.repeat(41)] }] },
      'networks.0.securityGroupList.1',
      'length',
    ],
    ['none of the group of an object', 'batch-create', { ...created, image: { url: '' } }, 'image.imageUid', 'missing'],
    [
      'a rule of an object of a list',
      'batch-create',
      { ...created, networks: [{ ipType: 'fixedIp' }] },
      'networks.0.fixedIp',
      'missing',
    ],
    ['a number below its range', 'interface/setqos', { ...card, in_bount: { peak: -0.5 } }, 'in_bount.peak', 'range'],
    ['no number', 'interface/setqos', { ...card, in_bount: { peak: Number.NaN } }, 'in_bount.peak', 'type'],
    ['a text for a number', 'interface/setqos', { ...card, in_bount: { peak: '0.5' } }, 'in_bount.peak', 'type'],
    ['a fraction in a list', 'interface/setqos', { ...card, vlan_tag_ids: [1, 1.5] }, 'vlan_tag_ids.1', 'type'],
    ['none of two objects', 'interface/setqos', { mac_address: 'm', in_bount: {} }, 'in_bount', 'missing'],
    ['nothing for its path', 'resize', { ecsId: '', cpus: 1 }, 'ecsId', 'missing'],
    ['a way up for its path', 'resize', { ecsId: '..', cpus: 1 }, 'ecsId', 'pattern'],
  ])('is refused with %s, by the full name of the field', (_, id, values, field, reason) => {
    const expected = { code: 'cloud.invalid-parameter', params: { field, reason } };
    expect(() => validate(named(id), { ...values })).toThrow(expect.objectContaining(expected) as Error);
  });

  it('gives its types to TypeScript', () => {
    type Create = Arguments<typeof samples, 'batch-create'>;
    expectTypeOf<Create['memory']>().toExtend<{ readonly amount: string }>();
    expectTypeOf<Create['volumes'][number]['volumeSize']>().toEqualTypeOf<number>();
    expectTypeOf<Create['volumes'][number]['volumeMode']>().toEqualTypeOf<'Block' | 'Filesystem' | undefined>();
    expectTypeOf<{ memory: { size: string }; volumes: []; image: object }>().not.toExtend<Create>();
    expectTypeOf<Arguments<typeof samples, 'interface/setqos'>['vlan_tag_ids']>().toEqualTypeOf<
      readonly number[] | undefined
    >();
  });

  it('tells where each parameter goes', () => {
    const places = (id: SampleId) => completed(named(id)).parameters.map(({ name, place }) => [name, place]);
    expect(places('list')).toEqual([
      ['page_number', 'query'],
      ['include_trash_vm', 'query'],
      ['token', 'header'],
    ]);
    expect(places('resize')).toEqual([
      ['ecsId', 'path'],
      ['cpus', 'body'],
    ]);
    expect(completed({ ...facts, id: 'Try', action: 'Try', parameters: [] }).method).toBe('POST');
  });

  it('names every field that there is', () => {
    const paths = withFields(named('batch-create').parameters).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['memory.amount', 'volumes', 'volumes.0.volumeSize', 'image.url']));
  });

  it('finds its secrets at any depth', () => {
    const { parameters } = named('tencent/create');
    const values = { Placement: { Zone: 'z' }, LoginSettings: { Password: 'planted' } };
    expect(secretTexts(parameters, values)).toEqual(['planted']);
  });
});
