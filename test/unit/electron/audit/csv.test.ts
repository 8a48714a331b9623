import { expect, it } from 'vitest';
import { csvHead, csvRow } from '../../../../electron/audit/csv.ts';
import type { AuditEntry } from '../../../../shared/model/audit.ts';

const entry = (name: string): AuditEntry => ({
  ...{ seq: 2, at: 0, user: 'ann', client: 'app', connection: null, vm: { id: 'v', name }, action: 'vm.start' },
  ...{ parameters: {}, outcome: 'done', error: null, durationMs: 5, requestId: null, operationId: 'x' },
});

it('writes what a spreadsheet would calculate so that it is text', () => {
  for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '＠x', '\r=1', '|cmd', '%0A'])
    expect(csvRow(entry(name))).toContain(`"'${name}"`);
  for (const name of ['web-01', 'a=b', '数据库']) expect(csvRow(entry(name))).toContain(`"${name}"`);
});

it('keeps quotes, commas and line feeds inside their cell', () => {
  expect(csvRow(entry('a"b,c\nd'))).toContain('"a""b,c\nd"');
  expect(csvHead.startsWith('\uFEFF"seq","time","user"')).toBe(true);
  expect(csvRow(entry('x'))).toMatch(/\r\n$/);
  const cells = (line: string): number => line.split('","').length;
  expect(cells(csvRow(entry('x')))).toBe(cells(csvHead));
});
