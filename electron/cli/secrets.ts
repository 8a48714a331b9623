import { Secret } from '../../shared/util/secret.ts';
import type { Arguments } from './arguments.ts';
import { CliFailure } from './failure.ts';
import type { Input } from './stdin.ts';

export const passwordVariable = 'VMDECK_MASTER_PASSWORD';
export const proxyPasswordVariable = 'VMDECK_PROXY_PASSWORD';
export const filePasswordVariable = 'VMDECK_FILE_PASSWORD';
export const privateKeyVariable = 'VMDECK_PRIVATE_KEY';
const jumpVariables = {
  ...{ jumpPassword: 'VMDECK_JUMP_PASSWORD', jumpKey: 'VMDECK_JUMP_KEY', jumpPassphrase: 'VMDECK_JUMP_PASSPHRASE' },
} as const;
export type JumpSecret = keyof typeof jumpVariables;
/** What must not stay in the environment of a program that may start others. */
export const secretVariables: readonly string[] = [
  ...[passwordVariable, proxyPasswordVariable, filePasswordVariable, privateKeyVariable],
  ...Object.values(jumpVariables),
];

/** Secrets come from the environment or from standard input, never from an argument. */
export interface Secrets {
  masterPassword(): Promise<Secret>;
  privateKey(): Promise<Secret>;
  proxyPassword(): Promise<Secret>;
  /** Whether there is one to be had: the option was given, or the variable is set. */
  hasProxyPassword(): boolean;
  /** For a jump host; null when neither standard input nor the environment holds it. */
  jump(name: JumpSecret): Promise<Secret | null>;
  /** Of a file of connections. */
  filePassword(): Promise<Secret>;
  hasFilePassword(): boolean;
  /** What standard input holds after the secrets that were asked for. */
  document(): Promise<string>;
}

interface Source {
  readonly option: string;
  readonly variable: string;
  /** A private key has many lines, the last of which tells that it is the last. */
  readonly isKey?: boolean;
}

const master: Source = { option: 'password-stdin', variable: passwordVariable };
const cloud: Source = { option: 'private-key-stdin', variable: privateKeyVariable };
const proxy: Source = { option: 'proxy-password-stdin', variable: proxyPasswordVariable };
const file: Source = { option: 'file-password-stdin', variable: filePasswordVariable };
const jump: Readonly<Record<JumpSecret, Source>> = {
  jumpPassword: { option: 'jump-password-stdin', variable: jumpVariables.jumpPassword },
  jumpKey: { option: 'jump-key-stdin', variable: jumpVariables.jumpKey, isKey: true },
  jumpPassphrase: { option: 'jump-passphrase-stdin', variable: jumpVariables.jumpPassphrase },
};
/** As standard input holds them. */
const order = [master, cloud, proxy, jump.jumpPassword, jump.jumpKey, jump.jumpPassphrase, file] as const;

/** The text of a private key, PEM or of PuTTY. Old PEM has one empty line; more than that is the end of the input. */
async function readKey(input: Input): Promise<string> {
  const lines: string[] = [];
  for (let empty = 0; empty < 2;) {
    const line = await input.line();
    empty = line === '' ? empty + 1 : 0;
    lines.push(line);
    if (/^-----END |^Private-MAC:/.test(line)) break;
  }
  return lines.every((line) => line === '') ? '' : `${lines.join('\n')}\n`;
}

/** Reads on demand; standard input in a fixed order, as far as each is asked for. */
export function createSecrets(
  args: Arguments,
  environment: Readonly<Record<string, string | undefined>>,
  input: Input,
): Secrets {
  const known = new Map<Source, string>();
  const readOne = async (source: Source): Promise<Secret> => {
    const { option, variable, isKey = false } = source;
    const before = known.get(source);
    if (before !== undefined) return new Secret(before);
    const fromStdin = args.has(option);
    const value = fromStdin ? await (isKey ? readKey(input) : input.line()) : (environment[variable] ?? '');
    if (value === '') throw new CliFailure(fromStdin ? 'cli.stdin-empty' : 'cli.secret-missing', { option, variable });
    known.set(source, value);
    return new Secret(value);
  };
  const read = async (wanted: Source): Promise<Secret> => {
    for (const source of order.slice(0, order.indexOf(wanted))) if (args.has(source.option)) await readOne(source);
    return readOne(wanted);
  };
  const has = ({ option, variable }: Source): boolean => args.has(option) || (environment[variable] ?? '') !== '';
  return {
    masterPassword: () => read(master),
    privateKey: () => read(cloud),
    proxyPassword: () => read(proxy),
    hasProxyPassword: () => has(proxy),
    jump: async (name) => {
      const source = jump[name];
      return has(source) ? read(source) : null;
    },
    filePassword: () => read(file),
    hasFilePassword: () => has(file),
    document: async () => {
      if (args.has(master.option)) await read(master);
      return input.rest();
    },
  };
}
