import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalog, Endpoint, Parameter } from '../../electron/providers/catalog/endpoint.ts';
import { catalog as ucloudstack } from '../../electron/providers/ucloudstack/catalog/index.ts';
import { catalog as ucloudstackV2 } from '../../electron/providers/ucloudstack-v2/catalog/index.ts';
import { extractDocument, type CallFact } from '../support/extract-document.ts';
import { statedRules, type StatedRules } from '../support/stated-rules.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const documents = path.resolve(root, '..', 'shared', 'apis');

const factsOf = (document: string): readonly CallFact[] =>
  JSON.parse(readFileSync(path.join(root, 'test/fixtures/documents', `${document}.json`), 'utf8')) as CallFact[];

const types: Readonly<Record<string, string>> = {
  string: 'string',
  int: 'integer',
  integer: 'integer',
  bool: 'boolean',
  'array<string>': 'strings',
};
/** Every answer has these; the catalog has what comes beside them. */
const envelope = ['RetCode', 'Action', 'Message'];

const units: Readonly<Record<string, string>> = {
  ...{ MiB: 'MiB', M: 'MiB', GiB: 'GiB', GB: 'GiB' },
  ...{ Mb: 'Mbit/s', Mbps: 'Mbit/s' },
};

/** Where a document contradicts itself: line → whose text the row should have had. */
const swapped: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  '000': { 903: 904, 904: 903 },
  '001': {},
};

/** Texts of a length that keep the other rules for texts: a password has to have a sign. */
const textOf = (name: string, length: number): string => (name === 'Password' ? 'a*' : '').padEnd(length, 'a');

const allows = ({ minLength = 0, maxLength = Infinity, pattern }: Parameter, text: string): boolean =>
  text.length >= minLength && text.length <= maxLength && pattern?.test(text) !== false;

/** Where a parameter is not as the document states, in words for who has to mend it. */
function departures(parameter: Parameter, stated: StatedRules): readonly string[] {
  const { name, oneOf, min, max, multipleOf, unit } = parameter;
  const sorted = (words: readonly (string | number)[] | undefined): string =>
    (words ?? []).map(String).sort().join(' ');
  const found: string[] = [];
  const expectSame = (what: string, ours: unknown, theirs: unknown): void => {
    if (ours !== theirs) found.push(`${what}: ${String(ours)} instead of ${String(theirs)}`);
  };
  expectSame('oneOf', sorted(oneOf), sorted(stated.oneOf));
  expectSame('default', parameter.default, stated.default);
  expectSame('max', max, stated.max);
  expectSame('multipleOf', multipleOf, stated.multipleOf);
  // What is counted or measured is not negative, said or not; the least multiple is the factor.
  const isPlain = stated.min === undefined && [undefined, 0, 1, multipleOf].includes(min);
  if (!isPlain) expectSame('min', min, stated.min);
  if (stated.unit !== undefined) expectSame('unit', unit, units[stated.unit]);
  const { minLength = 0, maxLength } = stated;
  if (maxLength !== undefined) {
    const tried = [minLength - 1, minLength, maxLength, maxLength + 1].filter((length) => length > 0);
    for (const length of tried) {
      const isStated = length >= minLength && length <= maxLength;
      expectSame(`${length} characters`, allows(parameter, textOf(name, length)), isStated);
    }
  }
  return found;
}

const byLine = (a: Endpoint, b: Endpoint): number => (a.line ?? 0) - (b.line ?? 0);

describe.each<[string, Catalog, number]>([
  ['000', ucloudstack, 34],
  ['001', ucloudstackV2, 13],
])('the catalog of document %s', (document, catalog, count) => {
  it('has every call of the document by its title, with each parameter, its type, whether it is required, and every line', () => {
    const described = catalog.filter(({ documented }) => documented).sort(byLine);
    expect(described).toHaveLength(count);
    const facts = factsOf(document).map(({ parameters, response, ...call }) => ({
      ...call,
      parameters: parameters.map(({ name, type, required, line }) => ({ name, type: types[type], required, line })),
      response: response.filter((name) => !envelope.includes(name)),
    }));
    expect(
      described.map(({ action, title, line, parameters, response }) => ({
        ...{ action, title: title.zh, line, response },
        parameters: parameters.map(({ name, type, required = false, line: row }) => ({
          ...{ name, type, required, line: row },
        })),
      })),
    ).toEqual(facts);
  });

  it('has the values, bounds, lengths, units and defaults that the document states', () => {
    const stated = factsOf(document).flatMap(({ parameters }) => parameters);
    const departed = catalog
      .flatMap(({ parameters }) => parameters)
      .flatMap((parameter) => {
        const { name, line = 0, note } = parameter;
        const other = swapped[document]?.[line];
        if (other !== undefined) expect([line, note]).toEqual([line, expect.stringMatching(/./)]);
        const fact = stated.find((one) => one.line === (other ?? line));
        return fact === undefined ? [] : departures(parameter, fact).map((what) => `${line} ${name}, ${what}`);
      });
    expect(departed).toEqual([]);
  });

  it('names each call once, in two languages', () => {
    const ids = catalog.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { title } of catalog) {
      expect(title.en).toMatch(/^[A-Z]/);
      expect(title.zh).toMatch(/\p{Script=Han}/u);
    }
  });

  it('has no line for what no document describes', () => {
    const siblings = catalog.filter(({ documented }) => !documented);
    expect(siblings.map(({ id }) => id)).toContain('DescribeRegion');
    for (const { line, parameters } of siblings) {
      expect([line, ...parameters.map((parameter) => parameter.line)].every((one) => one === undefined)).toBe(true);
    }
  });

  it('groups only parameters that there are, and marks what is secret', () => {
    for (const { parameters, anyOf = [] } of catalog) {
      const names = parameters.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(anyOf.flat()));
      for (const { name, secret } of parameters) {
        if (/password|secret|userdata/i.test(name)) expect([name, secret]).toEqual([name, true]);
      }
    }
  });

  it('is checked against facts that are those of the document, where it is at hand', () => {
    const folder = existsSync(documents) ? readdirSync(documents) : [];
    for (const file of folder.filter((name) => name.startsWith(`${document}_`))) {
      const text = readFileSync(path.join(documents, file), 'utf8');
      expect(text.match(/^## /gm)).toHaveLength(count);
      expect(factsOf(document)).toEqual(extractDocument(text));
    }
  });
});

describe('what a description states', () => {
  it.each<[string, StatedRules]>([
    ['方式，取值范围：1、Fast（快）2、Slow（默认）', { oneOf: ['Fast', 'Slow'], default: 'Slow' }],
    ['方式，取值范围：fast、slow。慢的用于测试', { oneOf: ['fast', 'slow'] }],
    ['枚举值：Hot，表示热；Cold，表示冷；', { oneOf: ['Hot', 'Cold'] }],
    ['枚举值：【2,4】。', { oneOf: [2, 4] }],
    ['0表示关（默认），1表示开', { oneOf: [0, 1], default: 0 }],
    ['大小，单位 GB。默认值为40。范围：【40，500】', { unit: 'GB', default: 40, min: 40, max: 500 }],
    ['月范围【1，11】，年范围【1，5】。', { min: 1, max: 11 }],
    ['长度为2~15个字符；另一种长度为2~63个字符', { minLength: 2, maxLength: 63 }],
    ['大于1的正整数', { min: 2 }],
    ['1024 的倍数', { multipleOf: 1024 }],
    ['取值范围：由管理员决定', {}],
    ['取值范围：fast 和另一种', {}],
    ['最大1M', {}],
    ['数量，0 表示不限制', {}],
  ])('is read from %s', (text, rules) => {
    expect(statedRules(text)).toEqual(rules);
  });
});
