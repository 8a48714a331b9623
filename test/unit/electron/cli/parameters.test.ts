import { describe, expect, it } from 'vitest';
import { readParameters } from '../../../../electron/cli/parameters.ts';
import { shownParameters, withoutSecrets } from '../../../../electron/cli/secret-parameters.ts';
import type { Parameter } from '../../../../electron/providers/catalog/endpoint.ts';

const parameters: readonly Parameter[] = [
  { name: 'Region', type: 'string' },
  { name: 'Limit', type: 'integer' },
  { name: 'Share', type: 'number' },
  { name: 'Flag', type: 'boolean' },
  { name: 'SupportCloudInit', type: 'boolean' },
  { name: 'VMIDs', type: 'strings' },
  { name: 'Tags', type: 'integers' },
  { name: 'Placement', type: 'object', fields: [{ name: 'Zone', type: 'string' }] },
  {
    name: 'Disks',
    type: 'objects',
    fields: [
      { name: 'Size', type: 'integer' },
      { name: 'Sets', type: 'strings' },
      { name: 'Seal', type: 'string', secret: true },
    ],
  },
  { name: 'Labels', type: 'object' },
];
const read = (words: readonly string[], text?: string, isPrivate = false): unknown =>
  readParameters({ parameters }, words, text === undefined ? null : { text, isPrivate });

describe('the words of a raw call', () => {
  it.each<[string, readonly string[], object]>([
    ['numbers and flags', ['Limit=-5', 'Share=0.25', 'Flag=true'], { Limit: -5, Share: 0.25, Flag: true }],
    ['a switch that only sounds secret', ['SupportCloudInit=true'], { SupportCloudInit: true }],
    ['what does not fit as it is', ['Limit=1.5', 'Flag=yes'], { Limit: '1.5', Flag: 'yes' }],
    ['a text that looks like something else', ['Region={"a":1}'], { Region: '{"a":1}' }],
    ['a value with equals signs', ['Region=a=b.c'], { Region: 'a=b.c' }],
    ['a list by commas', ['VMIDs=a,b', 'Tags=1,2'], { VMIDs: ['a', 'b'], Tags: [1, 2] }],
    ['a list by numbers, whatever their order', ['VMIDs.2=b', 'VMIDs.1=a'], { VMIDs: ['a', 'b'] }],
    ['a list of numbers by numbers', ['Tags.0=7'], { Tags: [7] }],
    ['a list as JSON', ['VMIDs=["a,b"]'], { VMIDs: ['a,b'] }],
    ['a field', ['Placement.Zone=z'], { Placement: { Zone: 'z' } }],
    [
      'a field over an object',
      ['Placement={"Zone":"y","Host":"h"}', 'Placement.Zone=z'],
      { Placement: { Zone: 'z', Host: 'h' } },
    ],
    [
      'fields of items',
      ['Disks.0.Size=10', 'Disks.1.Size=20', 'Disks.0.Sets.0=a', 'Disks.1.Sets=b,c'],
      {
        Disks: [
          { Size: 10, Sets: ['a'] },
          { Size: 20, Sets: ['b', 'c'] },
        ],
      },
    ],
    ['names of the user', ['Labels.team=blue', 'Labels.a.b=c'], { Labels: { team: 'blue', a: { b: 'c' } } }],
    ['what the call lacks, to be refused by its name', ['Color.of.0=red'], { Color: { of: { 0: 'red' } } }],
  ])('give %s', (_, words, values) => {
    expect(read(words)).toEqual(values);
  });

  it.each<[string, readonly string[], string | undefined, string]>([
    ['a name that comes twice', ['Limit=1', 'Region=a', 'Limit=2'], undefined, 'cli.api-twice'],
    ['a number of an item in two forms', ['VMIDs.0=a', 'VMIDs.00=b'], undefined, 'cli.api-twice'],
    ['no value', ['Limit'], undefined, 'cli.api-word'],
  ])('are refused for %s', (_, words, json, key) => {
    expect(() => read(words, json)).toThrow(expect.objectContaining({ key }) as Error);
  });

  it.each<[string, readonly string[], string | undefined]>([
    ['a word', ['__proto__=1'], undefined],
    ['a word inside of a field', ['Placement.__proto__.Zone=z'], undefined],
    ['JSON', [], '{"Placement":{"__proto__":{"Zone":"z"}}}'],
  ])('are refused for what an object inherits, by its name, in %s', (_, words, json) => {
    const params = { field: '__proto__', reason: 'unknown' };
    expect(() => read(words, json)).toThrow(expect.objectContaining({ params }) as Error);
  });

  it('stand over JSON, item by item and field by field', () => {
    const json = '{"Region":"a","Disks":[{"Size":1,"Sets":["x"]},{"Size":2}],"VMIDs":["a","b"]}';
    expect(read(['Region=b', 'Disks.1.Size=9', 'Disks.2.Size=3', 'VMIDs.1=c'], json)).toEqual({
      Region: 'b',
      Disks: [{ Size: 1, Sets: ['x'] }, { Size: 9 }, { Size: 3 }],
      VMIDs: ['a', 'c'],
    });
  });

  it.each<[string, readonly string[], string | undefined]>([
    ['a field', ['Disks.0.Seal=planted'], undefined],
    ['a JSON word', ['Disks=[{"Seal":"planted"}]'], undefined],
    ['a name that tells it', ['Labels.password=planted'], undefined],
    ['the JSON', [], '{"Disks":[{"Size":1},{"Seal":"planted"}]}'],
  ])('are refused with a secret in %s, without repeating it', (_, words, json) => {
    const refusal = expect.objectContaining({ key: 'cli.api-secret' }) as Error;
    expect(() => read(words, json)).toThrow(refusal);
    expect(() => read(words, json)).not.toThrow(/planted/);
  });

  it('come beside secrets from standard input, which are not shown', () => {
    const given = read(['Disks.0.Size=1'], '{"Disks":[{"Seal":"planted"}],"Labels":{"token":"planted"}}', true);
    expect(given).toEqual({ Disks: [{ Seal: 'planted', Size: 1 }], Labels: { token: 'planted' } });
    const shown = shownParameters({ parameters }, given as Readonly<Record<string, unknown>>);
    expect(shown).toEqual({ Disks: [{ Seal: '[secret]', Size: 1 }], Labels: { token: '[secret]' } });
  });

  it('hide in an answer what its names call secret', () => {
    const answer = { Info: [{ VNCPassword: 'planted', Port: 1 }], Token: '' };
    expect(withoutSecrets(answer)).toEqual({ Info: [{ VNCPassword: '[secret]', Port: 1 }], Token: '' });
  });

  it('hide in an answer what opens a console by itself', () => {
    const open = { SessionID: 'planted', link: 'https://vcenter.example.com/console?vmId=vm-1&ticket=planted' };
    expect(withoutSecrets(open)).toEqual({ SessionID: '[secret]', link: '[secret]' });
    expect(withoutSecrets({ Links: ['https://h/c?ticket=t', 'x'] })).toEqual({ Links: ['[secret]', 'x'] });
    const plain = { link: '66d5b23e', page: 'https://cloud.example/?page=2' };
    expect(withoutSecrets(plain)).toEqual(plain);
  });
});
