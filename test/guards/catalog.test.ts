import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalog, Endpoint } from '../../electron/providers/catalog/endpoint.ts';
import { catalog as ucloudstack } from '../../electron/providers/ucloudstack/catalog/index.ts';
import { catalog as ucloudstackV2 } from '../../electron/providers/ucloudstack-v2/catalog/index.ts';
import { extractDocument, type CallFact } from '../support/extract-document.ts';

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

const byLine = (a: Endpoint, b: Endpoint): number => (a.line ?? 0) - (b.line ?? 0);

describe.each<[string, Catalog, number]>([
  ['000', ucloudstack, 34],
  ['001', ucloudstackV2, 13],
])('the catalog of document %s', (document, catalog, count) => {
  it('has every call of the document, with each parameter, its type, whether it is required, and every line', () => {
    const described = catalog.filter(({ documented }) => documented).sort(byLine);
    expect(described).toHaveLength(count);
    const facts = factsOf(document).map(({ parameters, response, ...call }) => ({
      ...call,
      parameters: parameters.map((parameter) => ({ ...parameter, type: types[parameter.type] })),
      response: response.filter((name) => !envelope.includes(name)),
    }));
    expect(
      described.map(({ action, line, parameters, response }) => ({
        ...{ action, line, response },
        parameters: parameters.map(({ name, type, required = false, line: row }) => ({
          ...{ name, type, required, line: row },
        })),
      })),
    ).toEqual(facts);
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
