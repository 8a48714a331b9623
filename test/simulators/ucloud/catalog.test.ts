import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../ucloudstack/actions.ts';
import { ACTIONS as ACTIONS_V2 } from '../ucloudstack-v2/actions.ts';
import type { Actions } from './action.ts';

const document = (file: string): string => fileURLToPath(new URL(`../../../../shared/apis/${file}`, import.meta.url));

const TYPES: Readonly<Record<string, string>> = { int: 'integer', 'array<string>': 'strings' };

interface Row {
  readonly type: string;
  readonly required: boolean;
  readonly source: string;
}

/** What a document's headings and request tables say, by action; empty where the document is not at hand. */
const readDocument = (id: string, file: string): Map<string, { source: string; rows: Map<string, Row> }> => {
  const found = new Map<string, { source: string; rows: Map<string, Row> }>();
  if (!existsSync(document(file))) return found;
  let rows = new Map<string, Row>();
  let inRequest = false;
  readFileSync(document(file), 'utf8')
    .split('\n')
    .forEach((line, index) => {
      const source = `${id}:${index + 1}`;
      const heading = /^## .* - (\w+)\s*$/.exec(line)?.[1];
      if (heading !== undefined) found.set(heading, { source, rows: (rows = new Map<string, Row>()) });
      if (line.startsWith('### ')) inRequest = line.includes('请求参数');
      const [, name, type = ''] = /^\| \*\*(\w+)\*\* *\| *(\S+) *\|/.exec(line) ?? [];
      if (inRequest && name !== undefined)
        rows.set(name, { type: TYPES[type] ?? type, required: /\*\*Yes\*\* *\|$/.test(line), source });
    });
  return found;
};

const told = (actions: Actions, id: string) =>
  Object.entries(actions).filter(([, { source }]) => source.startsWith(`${id}:`));

describe.each([
  ['000', '000_fef34467e1d8dda6.txt', ACTIONS, 34, 274],
  ['001', '001_aca8a7e97964c900.txt', ACTIONS_V2, 13, 89],
] as const)('the tables of document %s', (id, file, actions, count, rows) => {
  it(`are those of ${count} actions with ${rows} rows`, () => {
    const documented = told(actions, id);
    expect(documented).toHaveLength(count);
    const sources = documented.flatMap(([, { parameters }]) => Object.values(parameters).map(({ source }) => source));
    expect(sources).toHaveLength(rows);
    expect(new Set(sources).size).toBe(rows);
  });

  it('say what the document says, line by line', () => {
    for (const [name, wanted] of readDocument(id, file)) {
      const action = actions[name];
      expect(action?.source, name).toBe(wanted.source);
      const shown = Object.entries(action?.parameters ?? {}).map(([parameter, { type, required, source }]) => [
        parameter,
        { type, required: required === true, source },
      ]);
      expect(Object.fromEntries(shown), name).toEqual(Object.fromEntries(wanted.rows));
    }
  });
});
