import { describe, expect, it } from 'vitest';
import { endpointData, endpointText } from '../../../../electron/cli/endpoint-text.ts';
import type { Endpoint } from '../../../../electron/providers/catalog/endpoint.ts';
import { translator } from '../../../../shared/i18n/translate.ts';

const endpoint: Endpoint = {
  ...{ id: 'resize', title: { en: 'Resize', zh: '变配' }, category: 'configuration', danger: 'changes' },
  ...{ method: 'PATCH', path: '/instances/{ecsId}', documented: true, line: 7, response: ['Infos', 'TotalCount'] },
  preconditions: ['The VM is stopped.'],
  parameters: [
    { name: 'ecsId', type: 'string', required: true, line: 8 },
    {
      name: 'disks',
      type: 'objects',
      fields: [
        { name: 'size', type: 'integer', required: true, min: 10, max: 100, multipleOf: 10, default: 10, unit: 'GiB' },
        { name: 'code', type: 'string', pattern: /^\d+$/, note: 'Its length is not stated.' },
      ],
      when: [{ if: 'code', needs: ['size'], line: 11 }],
    },
  ],
  anyOf: [['ecsId', 'disks']],
};

const spaced = (text: string): string => text.replace(/ +/g, ' ');

describe('an entry of the catalog', () => {
  it('is told with everything that it has, and what holds between its parameters', () => {
    const text = spaced(endpointText(endpoint, translator('en')));
    for (const line of [
      'Call PATCH /instances/{ecsId}',
      'Needs The VM is stopped.',
      'Answers with Infos, TotalCount',
      'disks.0.code Its length is not stated.',
      'Name Place Kind Required Default Allowed',
      'ecsId path string yes',
      'disks body objects no',
      'disks.0.size body integer yes 10 10…100 · ×10 · GiB',
      'disks.0.code body string no ^\\d+$',
      'always ecsId | disks',
      'disks.0: code disks.0: size 11',
    ])
      expect(text.split('\n')).toContain(line);
  });

  it('has nothing of what it lacks', () => {
    const plain: Endpoint = { ...endpoint, parameters: [], anyOf: [], preconditions: [], response: [] };
    const text = endpointText(plain, translator('en'));
    for (const word of ['Needed or allowed then', 'Needs', 'Answers with', 'Note']) expect(text).not.toContain(word);
  });

  it('is data with nothing left out', () => {
    expect(endpointData(endpoint)).toMatchObject({
      ...{ method: 'PATCH', path: '/instances/{ecsId}', anyOf: [['ecsId', 'disks']] },
      parameters: [{ place: 'path' }, { place: 'body', fields: [{ unit: 'GiB' }, { pattern: '^\\d+$' }] }],
    });
  });
});
