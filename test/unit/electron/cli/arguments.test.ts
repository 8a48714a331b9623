import { describe, expect, it } from 'vitest';
import { leadingWords, readArguments, refuseSecrets } from '../../../../electron/cli/arguments.ts';
import { commands } from '../../../../electron/cli/commands/index.ts';
import { CliFailure } from '../../../../electron/cli/failure.ts';

const syntax = {
  operands: ['CONNECTION', '[VM…]'],
  options: [
    { name: 'text', placeholder: 'WORDS', words: 'cli.option.text' },
    { name: 'state', placeholder: 'STATE', words: 'cli.option.state', several: true, oneOf: ['on', 'off'] },
    { name: 'reveal', words: 'cli.option.reveal' },
  ],
} as const;

/** The failure's key and parameters as one text, or the parsed arguments. */
const failureOf = (argv: readonly string[]): string => {
  try {
    readArguments(argv, syntax);
  } catch (error) {
    if (error instanceof CliFailure) return `${error.key} ${Object.values(error.params).join(' ')}`.trim();
  }
  return 'none';
};

describe('readArguments', () => {
  it('finds operands and options in any order, with either way of giving a value', () => {
    const args = readArguments(['--text=a b', 'Lab', '--state', 'on', 'v1', '--state=off', 'v2', '--reveal'], syntax);
    expect(args.operand(0)).toBe('Lab');
    expect(args.rest(1)).toEqual(['v1', 'v2']);
    expect([args.text('text'), args.all('state'), args.has('reveal'), args.has('json')]).toEqual([
      'a b',
      ['on', 'off'],
      true,
      false,
    ]);
    expect(readArguments(['--', '--odd-name'], syntax).operand(0)).toBe('--odd-name');
  });

  it.each([
    [[], 'cli.operand-missing CONNECTION'],
    [['a', '--wat'], 'cli.option-unknown --wat'],
    [['a', '-x'], 'cli.option-unknown --x'],
    [['a', '--S3cr3t=value'], 'cli.option-unknown -…'],
    [['a', '--text'], 'cli.option-needs-value text WORDS'],
    [['a', '--text', '--reveal'], 'cli.option-needs-value text WORDS'],
    [['a', '--reveal=yes'], 'cli.option-takes-none reveal'],
    [['a', '--state', 'up'], 'cli.option-one-of state on, off'],
    [['a', '--text', 'x', '--text', 'y'], 'cli.option-twice text'],
  ])('refuses %j', (argv, failure) => {
    expect(failureOf(argv)).toBe(failure);
  });

  it('asks for no operand when help is wanted', () => {
    expect(readArguments(['--help'], syntax).has('help')).toBe(true);
  });
});

describe('leadingWords', () => {
  it('skips the common options and their values', () => {
    expect(leadingWords(['--json', '--data-dir', 'folder', 'vm', '--language=en', 'list', 'Lab'], 2)).toEqual([3, 5]);
  });
});

describe('refuseSecrets', () => {
  it.each([
    '--password',
    '--master-password=x',
    '--private-key',
    '--privateKey=x',
    '--apikey',
    '--UserData',
    '-secret',
  ])('refuses %s', (argument) => {
    expect(() => refuseSecrets(['vm', argument])).toThrow(CliFailure);
  });

  it('lets pass where a secret is read from, and public keys', () => {
    expect(() => refuseSecrets(['--password-stdin', '--private-key-stdin', '--public-key', 'k'])).not.toThrow();
  });
});

describe('the commands', () => {
  it('have names and options that are told apart', () => {
    const names = commands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, options } of commands) {
      const own = options.map((option) => option.name);
      expect([name, new Set(own).size]).toEqual([name, own.length]);
    }
  });
});
