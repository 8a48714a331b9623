import { Secret } from '../../shared/util/secret.ts';
import type { Arguments } from './arguments.ts';
import { CliFailure } from './failure.ts';
import type { Input } from './stdin.ts';

export const passwordVariable = 'VMDECK_MASTER_PASSWORD';
export const proxyPasswordVariable = 'VMDECK_PROXY_PASSWORD';
export const filePasswordVariable = 'VMDECK_FILE_PASSWORD';
export const privateKeyVariable = 'VMDECK_PRIVATE_KEY';

/** Secrets come from the environment or from standard input, never from an argument. */
export interface Secrets {
  masterPassword(): Promise<Secret>;
  privateKey(): Promise<Secret>;
  proxyPassword(): Promise<Secret>;
  /** Of a file of connections. */
  filePassword(): Promise<Secret>;
  /** What standard input holds after the secrets that were asked for. */
  document(): Promise<string>;
}

/** Reads on demand; standard input in the order master password, private key, proxy password, document, as far as each is asked for. */
export function createSecrets(
  args: Arguments,
  environment: Readonly<Record<string, string | undefined>>,
  input: Input,
): Secrets {
  const keys = new Map<string, string>();
  const read = async (option: string, variable: string): Promise<Secret> => {
    const known = keys.get(variable);
    if (known !== undefined) return new Secret(known);
    const fromStdin = args.has(option);
    const value = fromStdin ? await input.line() : (environment[variable] ?? '');
    if (value === '') throw new CliFailure(fromStdin ? 'cli.stdin-empty' : 'cli.secret-missing', { option, variable });
    keys.set(variable, value);
    return new Secret(value);
  };
  const masterPassword = (): Promise<Secret> => read('password-stdin', passwordVariable);
  return {
    masterPassword,
    privateKey: async () => {
      if (args.has('password-stdin')) await masterPassword();
      return read('private-key-stdin', privateKeyVariable);
    },
    proxyPassword: async () => {
      if (args.has('password-stdin')) await masterPassword();
      if (args.has('private-key-stdin')) await read('private-key-stdin', privateKeyVariable);
      return read('proxy-password-stdin', proxyPasswordVariable);
    },
    filePassword: async () => {
      if (args.has('password-stdin')) await masterPassword();
      return read('file-password-stdin', filePasswordVariable);
    },
    document: async () => {
      if (args.has('password-stdin')) await masterPassword();
      return input.rest();
    },
  };
}
