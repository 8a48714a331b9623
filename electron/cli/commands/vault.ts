import { vaultCostSchema } from '../../../shared/model/vault.ts';
import type { Command } from '../command.ts';
import { facts } from '../output.ts';

export const vaultCommands: readonly Command[] = [
  {
    name: 'vault create',
    operands: [],
    options: [{ name: 'cost', placeholder: 'COST', words: 'cli.option.cost', oneOf: vaultCostSchema.options }],
    words: 'cli.vault.create',
    run: async ({ args, create, vaultPath, t }) => {
      await create(vaultCostSchema.parse(args.text('cost') ?? 'measured'));
      return { data: { path: vaultPath, created: true }, text: t('cli.vault.created', { path: vaultPath }) };
    },
  },
  {
    name: 'vault check',
    operands: [],
    options: [],
    words: 'cli.vault.check',
    run: async ({ open, vaultPath, t }) => {
      const { vault, problems } = await open('read');
      const records = vault.list().length;
      return {
        data: { path: vaultPath, generation: vault.generation, records, damaged: problems.length },
        text: facts([
          [t('cli.column.file'), vaultPath],
          [t('cli.column.generation'), String(vault.generation)],
          [t('cli.column.records'), String(records)],
          [t('cli.column.damaged'), String(problems.length)],
        ]),
        failures: problems,
      };
    },
  },
];
