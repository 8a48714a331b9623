import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { capabilities } from '../../shared/model/capability.ts';
import { matrix } from './matrix.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const reading = path.resolve(root, '..', 'shared', 'apis', 'CAPABILITIES.md');

/** The first cells of the table in section (a), its heading left out. */
function rowsOf(text: string): readonly string[] {
  const start = text.indexOf('\n## (a)');
  const section = text.slice(start, text.indexOf('\n## (b)', start));
  return [...section.matchAll(/^\| (?<row>[^|]+?) \|/gm)].map((match) => match.groups?.['row'] ?? '').slice(1);
}

describe('the matrix of what the five clouds can do', () => {
  it('is accounted for row by row, where the reading is at hand', () => {
    const rows = existsSync(reading) ? rowsOf(readFileSync(reading, 'utf8')) : Object.keys(matrix);
    expect(rows.length).toBeGreaterThan(70);
    expect(Object.keys(matrix).sort()).toEqual([...rows].sort());
  });

  it('reaches each row by names that there are, or says why not', () => {
    for (const [row, { by = [], methods = [], raw = '' }] of Object.entries(matrix)) {
      expect(capabilities, row).toEqual(expect.arrayContaining([...by]));
      expect(by.length + methods.length + raw.length, row).toBeGreaterThan(0);
      expect(new Set(by).size, row).toBe(by.length);
    }
  });

  it('has a row for everything that can be done or asked', () => {
    const named = new Set(Object.values(matrix).flatMap(({ by = [] }) => by));
    expect(capabilities.filter((one) => !named.has(one))).toEqual([]);
  });
});
