import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalog, Endpoint, Parameter, Rule } from '../../electron/providers/catalog/endpoint.ts';
import { catalog as ucloudstack } from '../../electron/providers/ucloudstack/catalog/index.ts';
import { catalog as ucloudstackV2 } from '../../electron/providers/ucloudstack-v2/catalog/index.ts';

const documents = path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'apis');

/** The lines of a document, counted from 1; empty where it is not at hand. */
function linesOf(document: string): readonly string[] {
  const folder = existsSync(documents) ? readdirSync(documents) : [];
  const file = folder.find((name) => name.startsWith(`${document}_`));
  return file === undefined ? [] : ['', ...readFileSync(path.join(documents, file), 'utf8').split('\n')];
}

const parameterOf = ({ parameters }: Endpoint, name: string): Parameter | undefined =>
  parameters.find((one) => one.name === name);

const namesOf = ({ if: name, needs = [], bounds }: Rule): readonly string[] => [
  name,
  ...needs,
  ...(bounds === undefined ? [] : [bounds.name]),
];

const allRules = (catalog: Catalog): readonly { readonly endpoint: Endpoint; readonly rule: Rule }[] =>
  catalog.flatMap((endpoint) => (endpoint.when ?? []).map((rule) => ({ endpoint, rule })));

/** Whether two texts share a run of two Chinese characters. */
const sharedWords = (a: string, b: string): boolean =>
  Array.from(a).some((_, at) => {
    const pair = a.slice(at, at + 2);
    return /^\p{Script=Han}{2}$/u.test(pair) && b.includes(pair);
  });

/** What a row calls its parameter: the text up to the first stop. */
const labelOf = (row: string): string => /^\|[^|]*\|[^|]*\|\s*([^，。,|]*)/u.exec(row)?.[1] ?? '';
/** What a row calls a value: `Month，表示月` or `Month（按月计费）`. */
const valueLabel = (row: string, value: string): string =>
  new RegExp(`${value}(?:，表示|（按)(\\p{Script=Han})`, 'u').exec(row)?.[1] ?? value;

/** Words by which documents make one parameter depend on another. */
const conditional = /必填|必传|时指定|时必须提供|月范围|CPU个数>=/;
/** Rows of that kind without a rule of their own, and why. */
const excepted: Readonly<Record<string, readonly number[]>> = {
  // With a bandwidth, beside an external line that is always required; and once more beside line 872.
  '000': [64, 877],
  '001': [],
};

describe.each<[string, Catalog]>([
  ['000', ucloudstack],
  ['001', ucloudstackV2],
])('the rules between parameters of document %s', (document, catalog) => {
  const lines = linesOf(document);

  it('are about parameters that there are, and values that these can have', () => {
    const rules = allRules(catalog);
    expect(rules.length).toBeGreaterThan(0);
    for (const { endpoint, rule } of rules) {
      const names = endpoint.parameters.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining([...namesOf(rule)]));
      expect(rule.needs ?? rule.bounds).toBeDefined();
      const { oneOf, type } = parameterOf(endpoint, rule.if) ?? {};
      if (rule.is !== undefined && type !== 'boolean') expect(oneOf).toContain(rule.is);
    }
  });

  it('stand on the row of one of their parameters', () => {
    for (const { endpoint, rule } of allRules(catalog)) {
      const rows = namesOf(rule).map((name) => parameterOf(endpoint, name)?.line);
      expect(rows, `${endpoint.id}, line ${rule.line}`).toContain(rule.line);
    }
  });

  it('name their parameters on that row, by name or in the words of the document', () => {
    if (lines.length === 0) return;
    for (const { endpoint, rule } of allRules(catalog)) {
      const stated = lines[rule.line] ?? '';
      const owner = endpoint.parameters.find(({ line }) => line === rule.line);
      for (const name of namesOf(rule).filter((one) => one !== owner?.name && !(rule.needs ?? []).includes(one))) {
        const row = lines[parameterOf(endpoint, name)?.line ?? 0] ?? '';
        const named =
          stated.includes(name) ||
          sharedWords(labelOf(row), stated) ||
          stated.includes(valueLabel(row, String(rule.is)));
        expect([endpoint.id, rule.line, name, named]).toEqual([endpoint.id, rule.line, name, true]);
      }
    }
  });

  it('are there for every row that makes one parameter depend on another', () => {
    const missing = catalog.flatMap(({ id, parameters, anyOf = [], when = [] }) =>
      parameters
        .filter(({ line = 0 }) => conditional.test(lines[line] ?? ''))
        .filter(({ name }) => !anyOf.flat().includes(name))
        .filter(({ line = 0 }) => !when.some((rule) => rule.line === line))
        .filter(({ line = 0 }) => excepted[document]?.includes(line) !== true)
        .map(({ name, line }) => `${id}.${name}, line ${line ?? ''}`),
    );
    expect(missing).toEqual([]);
  });

  it('leave to preconditions what has to hold elsewhere, with lines of the same call', () => {
    for (const { id, line = 0, parameters, preconditions = [] } of catalog) {
      const last = Math.max(line, ...parameters.map((parameter) => parameter.line ?? 0));
      const cited = [...preconditions.join(' ').matchAll(/\blines? ([\d, ]+)/g)]
        .flatMap(([, list = '']) => list.split(','))
        .map(Number);
      const outside = cited.filter((one) => one < line || one > last);
      expect([id, outside]).toEqual([id, []]);
    }
  });
});
