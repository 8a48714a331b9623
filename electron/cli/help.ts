import type { Translate } from '../../shared/i18n/translate.ts';
import { commonOptions } from './arguments.ts';
import type { Command } from './command.ts';
import type { OptionSpec } from './option.ts';
import { table } from './output.ts';

const program = 'vmdeck';

/** Indented columns without a heading. */
const columns = (rows: readonly (readonly string[])[]): string => {
  const [first = [], ...others] = rows;
  return table(first, others).replace(/^/gm, '  ');
};

const optionRow = (t: Translate, { name, placeholder, words, oneOf }: OptionSpec): readonly string[] => [
  `--${name}${placeholder === undefined ? '' : ` ${placeholder}`}`,
  `${t.loose(words, {})}${oneOf === undefined ? '' : ` (${oneOf.join(', ')})`}`,
];

const commandLine = ({ name, operands }: Command): string => [name, ...operands].join(' ');

const common = (t: Translate): string => columns(commonOptions.map((option) => optionRow(t, option)));

/** All commands, or those of one group such as `vm`. */
export const overview = (t: Translate, commands: readonly Command[]): string =>
  [
    `${t('cli.help.usage')} ${program} ${t('cli.help.shape')}`,
    columns(commands.map((command) => [commandLine(command), t.loose(command.words, {})])),
    t('cli.help.common'),
    common(t),
    t('cli.help.secrets'),
    t('cli.help.exit-codes'),
  ].join('\n\n');

export const helpOf = (t: Translate, command: Command): string =>
  [
    `${t('cli.help.usage')} ${program} ${commandLine(command)}`,
    t.loose(command.words, {}),
    ...(command.options.length === 0 ? [] : [columns(command.options.map((option) => optionRow(t, option)))]),
    t('cli.help.common'),
    common(t),
  ].join('\n\n');
