import { parseArgs } from 'node:util';
import { secretParts } from '../../shared/util/secret-names.ts';
import { CliFailure } from './failure.ts';
import type { OptionSpec, Syntax } from './option.ts';

/** Options that every command takes. */
export const commonOptions: readonly OptionSpec[] = [
  { name: 'json', words: 'cli.option.json' },
  { name: 'data-dir', placeholder: 'DIR', words: 'cli.option.data-dir' },
  { name: 'password-stdin', words: 'cli.option.password-stdin' },
  { name: 'timeout', placeholder: 'SECONDS', words: 'cli.option.timeout' },
  { name: 'language', placeholder: 'TAG', words: 'cli.option.language', oneOf: ['en', 'zh-CN'] },
  { name: 'verbose', words: 'cli.option.verbose' },
  { name: 'help', words: 'cli.option.help' },
];

/** Names under which somebody might pass a secret where every process of the computer can read it. */
const secretName = new RegExp(`${secretParts}|jump-?key`, 'i');
/** Names that hold no secret though they look like it: where to read one from. */
const harmless: ReadonlySet<string> = new Set([
  'password-stdin',
  'private-key-stdin',
  'proxy-password-stdin',
  'jump-password-stdin',
  'jump-key-stdin',
  'jump-passphrase-stdin',
  'secrets-stdin',
  'file-password-stdin',
  'with-secrets',
]);

export const looksSecret = (name: string): boolean => secretName.test(name) && !harmless.has(name);

/** @throws CliFailure when an option looks as if a secret came with it */
export function refuseSecrets(argv: readonly string[]): void {
  for (const argument of argv) {
    const [, name = ''] = /^--?([^=]*)/.exec(argument) ?? [];
    if (looksSecret(name)) throw new CliFailure('cli.secret-argument', { option: shownName(name) });
  }
}

/** A name as it may be repeated: what is not a plain word may be a value that was glued to a dash. */
const shownName = (name: string): string => (/^[a-z][a-z-]{0,30}$/i.test(name) ? `--${name}` : '-…');

/** The arguments of one command, checked against its description. */
export interface Arguments {
  /** An operand by its place, from 0; empty when it may be left out and was. */
  operand(index: number): string;
  /** The operands from a place on. */
  rest(index: number): readonly string[];
  has(option: string): boolean;
  /** The last value of an option, or null. */
  text(option: string): string | null;
  all(option: string): readonly string[];
}

const specType = (spec: OptionSpec): 'string' | 'boolean' => (spec.placeholder === undefined ? 'boolean' : 'string');

const optionsOf = (specs: Iterable<OptionSpec>) =>
  Object.fromEntries([...specs].map((spec) => [spec.name, { type: specType(spec) }]));

/** Where the first `count` words stand that are no options; options common to all commands may come before them. */
export function leadingWords(argv: readonly string[], count: number): readonly number[] {
  const { tokens } = parseArgs({
    ...{ args: [...argv], options: optionsOf(commonOptions), strict: false, allowPositionals: true, tokens: true },
  });
  return tokens
    .filter(({ kind }) => kind === 'positional')
    .slice(0, count)
    .map(({ index }) => index);
}

/**
 * Reads what follows the command's own words. Values never appear in what is said about a mistake: any of them may be
 * a secret in the wrong place.
 *
 * @throws CliFailure
 */
export function readArguments(argv: readonly string[], { operands, options }: Syntax): Arguments {
  const specs = new Map([...commonOptions, ...options].map((spec) => [spec.name, spec]));
  const { tokens } = parseArgs({
    args: [...argv],
    options: optionsOf(specs.values()),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') given.push(token.value);
    if (token.kind === 'option') {
      // In a place of its own, what begins with a dash is the next option; a dash alone means standard input.
      const isNext = token.inlineValue === false && /^-./.test(token.value);
      const value = checkOption(specs.get(token.name), token.name, isNext ? undefined : token.value);
      values.set(token.name, [...(values.get(token.name) ?? []), value]);
    }
  }
  for (const [name, all] of values) {
    if (all.length > 1 && specs.get(name)?.several !== true) throw new CliFailure('cli.option-twice', { option: name });
  }
  const needed = operands.filter((operand) => !operand.startsWith('['));
  const missing = needed[given.length];
  if (missing !== undefined && !values.has('help')) throw new CliFailure('cli.operand-missing', { operand: missing });
  if (given.length > operands.length && operands.at(-1)?.includes('…') !== true) throw new CliFailure('cli.too-many');
  return {
    operand: (index) => given[index] ?? '',
    rest: (index) => given.slice(index),
    has: (option) => values.has(option),
    text: (option) => values.get(option)?.at(-1) ?? null,
    all: (option) => values.get(option) ?? [],
  };
}

function checkOption(spec: OptionSpec | undefined, name: string, value: string | undefined): string {
  if (spec === undefined) throw new CliFailure('cli.option-unknown', { option: shownName(name) });
  if (spec.placeholder === undefined) {
    if (value !== undefined) throw new CliFailure('cli.option-takes-none', { option: name });
    return '';
  }
  if (value === undefined) throw new CliFailure('cli.option-needs-value', { option: name, value: spec.placeholder });
  if (spec.oneOf !== undefined && !spec.oneOf.includes(value)) {
    throw new CliFailure('cli.option-one-of', { option: name, values: spec.oneOf.join(', ') });
  }
  return value;
}
