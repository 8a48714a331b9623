import { resolve } from 'node:path';
import { passwordLength } from '../../vault/crypto.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';

const leastLength = 12;

const exportFile: Command = {
  name: 'connection export',
  operands: ['FILE'],
  options: [
    { name: 'with-secrets', words: 'cli.option.with-secrets' },
    { name: 'file-password-stdin', words: 'cli.option.file-password-stdin' },
  ],
  words: 'cli.connection.export',
  run: async ({ args, open, secrets, t }, signal) => {
    const { transfer } = await open('read');
    const password = args.has('with-secrets') ? await secrets.filePassword() : null;
    if (password !== null && passwordLength(password) < leastLength)
      throw new CliFailure('transfer.word.weak', {}, exitCodes.validation);
    const path = resolve(args.operand(0));
    const count = await transfer.exportTo(path, password, signal);
    return { data: { path, count, sealed: password !== null }, text: t('transfer.exported', { path, count }) };
  },
};

const importFile: Command = {
  name: 'connection import',
  operands: ['FILE'],
  options: [
    { name: 'file-password-stdin', words: 'cli.option.file-password-stdin' },
    { name: 'keep-trust', words: 'cli.option.keep-trust' },
  ],
  words: 'cli.connection.import',
  run: async ({ args, open, secrets, t }, signal) => {
    const { transfer } = await open('write');
    const password = secrets.hasFilePassword() ? await secrets.filePassword() : null;
    const report = await transfer.importFrom(resolve(args.operand(0)), password, args.has('keep-trust'), signal);
    const lines = [
      t('transfer.imported', { count: report.added }),
      ...(report.skipped.length > 0 ? [t('transfer.skipped', { names: report.skipped.join(', ') })] : []),
      ...(report.plain.length > 0 ? [t('transfer.plain', { names: report.plain.join(', ') })] : []),
      ...report.brought.map(({ name, ways }) =>
        t(report.waysKept ? 'transfer.ways.kept' : 'transfer.ways.left', {
          ...{ name, ways: ways.map((way) => t(`transfer.way.${way}`)).join(', ') },
        }),
      ),
      ...(report.bare && report.added > 0 ? [t('transfer.keyless')] : []),
    ];
    return { data: report, text: lines.join('\n') };
  },
};

export const transferCommands: readonly Command[] = [exportFile, importFile];
