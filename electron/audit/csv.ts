import type { AuditEntry } from '../../shared/model/audit.ts';

/**
 * What a spreadsheet takes for a formula or a command, also in the wide forms of East Asian keyboards, and after blanks
 * (OWASP, "CSV Injection").
 */
const formula = /^[\s\0]*[=+\-@|%＝＋－＠]|^[\t\r\n]/;

/** A cell in quotes (RFC 4180); one that a spreadsheet would calculate begins with an apostrophe. */
const cell = (value: string): string => `"${(formula.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

const columns: readonly (readonly [name: string, of: (entry: AuditEntry) => string])[] = [
  ['seq', ({ seq }) => String(seq)],
  ['time', ({ at }) => new Date(at).toISOString()],
  ['user', ({ user }) => user],
  ['client', ({ client }) => client],
  ['connection_id', ({ connection }) => connection?.id ?? ''],
  ['connection', ({ connection }) => connection?.name ?? ''],
  ['vm_id', ({ vm }) => vm?.id ?? ''],
  ['vm', ({ vm }) => vm?.name ?? ''],
  ['action', ({ action }) => action],
  ['parameters', ({ parameters }) => (Object.keys(parameters).length === 0 ? '' : JSON.stringify(parameters))],
  ['outcome', ({ outcome }) => outcome],
  ['error', ({ error }) => error ?? ''],
  ['duration_ms', ({ durationMs }) => (durationMs === null ? '' : String(durationMs))],
  ['request_id', ({ requestId }) => requestId ?? ''],
  ['operation_id', ({ operationId }) => operationId],
];

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

/** The first line; the byte order mark before it lets spreadsheets read names that are not ASCII. */
export const csvHead = `\uFEFF${row(columns.map(([name]) => name))}`;

export const csvRow = (entry: AuditEntry): string => row(columns.map(([, of]) => of(entry)));
