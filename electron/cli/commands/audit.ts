import { resolve } from 'node:path';
import { AppError } from '../../../shared/errors/app-error.ts';
import { isMessageKey, type Translate } from '../../../shared/i18n/translate.ts';
import {
  auditFormatSchema,
  auditFormats,
  auditOutcomeSchema,
  auditOutcomes,
  type AuditEntry,
  type AuditFilter,
} from '../../../shared/model/audit.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { CliFailure } from '../failure.ts';
import type { OptionSpec } from '../option.ts';
import { facts, instant, table } from '../output.ts';

const filterOptions: readonly OptionSpec[] = [
  { name: 'text', placeholder: 'WORDS', words: 'cli.option.audit-text' },
  { name: 'outcome', placeholder: 'OUTCOME', words: 'cli.option.outcome', several: true, oneOf: auditOutcomes },
  { name: 'connection', placeholder: 'CONNECTION', words: 'cli.option.audit-connection' },
  { name: 'from', placeholder: 'TIME', words: 'cli.option.from' },
  { name: 'until', placeholder: 'TIME', words: 'cli.option.until' },
];

/** ISO 8601; a day alone is its beginning in UTC. */
function timeOf(args: Arguments, option: string): number | null {
  const text = args.text(option);
  if (text === null) return null;
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new CliFailure('cli.option-invalid', { option });
  return time;
}

const filterOf = (args: Arguments): AuditFilter => ({
  text: (args.text('text') ?? '').slice(0, 200),
  outcomes: args.all('outcome').map((outcome) => auditOutcomeSchema.parse(outcome)),
  connection: args.text('connection'),
  from: timeOf(args, 'from'),
  until: timeOf(args, 'until'),
});

function limitOf(args: Arguments): number {
  const text = args.text('limit') ?? '100';
  if (!/^\d{1,3}$/.test(text) || Number(text) === 0 || Number(text) > 500) {
    throw new CliFailure('cli.option-invalid', { option: 'limit' });
  }
  return Number(text);
}

/** An action of a VM has the words of its button. */
function actionWords({ action }: AuditEntry, t: Translate): string {
  const keys = [`audit.action.${action}`, action.replace(/^vm\./, 'action.')];
  const key = keys.find(isMessageKey);
  return key === undefined ? action : t.loose(key, {});
}

const list: Command = {
  name: 'audit list',
  operands: [],
  options: [...filterOptions, { name: 'limit', placeholder: 'N', words: 'cli.option.limit' }],
  words: 'cli.audit.list',
  run: async ({ args, audit, t }, signal) => {
    const { rows } = await audit.query({ filter: filterOf(args), offset: 0, limit: limitOf(args) }, signal);
    const headings = [
      ...[t('audit.column.at'), t('audit.column.user'), t('audit.column.connection'), t('audit.column.vm')],
      ...[t('audit.column.action'), t('audit.column.outcome'), t('audit.column.error')],
    ];
    const cells = rows.map((entry) => [
      ...[instant(entry.at), entry.user, entry.connection?.name ?? '', entry.vm?.name ?? ''],
      ...[actionWords(entry, t), t(`audit.outcome.${entry.outcome}`), entry.error ?? ''],
    ]);
    return { data: rows, text: table(headings, cells) };
  },
};

const verify: Command = {
  name: 'audit verify',
  operands: [],
  options: [],
  words: 'cli.audit.verify',
  run: async ({ audit, t }, signal) => {
    const { check, folder } = await audit.verify(signal);
    const { files = 0, entries = 0, findings = [], total = 0 } = check ?? {};
    const places = findings.map(({ fault, file, line, count }) =>
      t(`audit.fault.${fault}`, { count, file, number: line }),
    );
    const counted = facts([
      [t('cli.column.file'), folder],
      [t('cli.column.files'), String(files)],
      [t('cli.column.records'), String(entries)],
    ]);
    return {
      data: { folder, files, entries, intact: total === 0, total, findings },
      text: [counted, ...(total === 0 ? [t('audit.intact')] : places)].join('\n'),
      failures: total === 0 ? [] : [new AppError('audit.tampered', { count: total, path: folder })],
    };
  },
};

const exportLog: Command = {
  name: 'audit export',
  operands: ['FILE'],
  options: [
    ...filterOptions,
    { name: 'format', placeholder: 'FORMAT', words: 'cli.option.format', oneOf: auditFormats },
  ],
  words: 'cli.audit.export',
  run: async ({ args, audit, t }, signal) => {
    const path = resolve(args.operand(0));
    const format = auditFormatSchema.parse(args.text('format') ?? (path.endsWith('.json') ? 'json' : 'csv'));
    const count = await audit.export(filterOf(args), format, path, signal);
    return { data: { path, format, count }, text: t('audit.exported', { count, path }) };
  },
};

export const auditCommands: readonly Command[] = [verify, list, exportLog];
