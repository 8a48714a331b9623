import { spelledHost } from '../../../shared/model/connection-reach.ts';
import { jumpLogins, readHostKey, type ConnectionJump } from '../../../shared/model/jump.ts';
import type { ConnectionSecrets } from '../../../shared/model/connection.ts';
import type { Arguments } from '../arguments.ts';
import type { Context } from '../command.ts';
import type { OptionSpec } from '../option.ts';
import type { JumpSecret } from '../secrets.ts';
import { decoded, invalid, refusePassword } from './invalid-option.ts';

/** What may be said of a connection's jump host. */
export const jumpOptions: readonly OptionSpec[] = [
  { name: 'jump', placeholder: 'URL', words: 'cli.option.jump' },
  { name: 'jump-login', placeholder: 'KIND', words: 'cli.option.jump-login', oneOf: jumpLogins },
  { name: 'jump-host-key', placeholder: 'SHA256', words: 'cli.option.jump-host-key' },
  { name: 'jump-password-stdin', words: 'cli.option.jump-password-stdin' },
  { name: 'jump-key-stdin', words: 'cli.option.jump-key-stdin' },
  { name: 'jump-passphrase-stdin', words: 'cli.option.jump-passphrase-stdin' },
];

/** Where SSH servers listen unless somebody moved them (RFC 4250, section 4.5). */
const usualPort = 22;

/** `ssh://USER@HOST[:PORT]`. */
function hostOf(text: string): Pick<ConnectionJump, 'host' | 'port' | 'user'> {
  refusePassword('jump', text);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'ssh:' || url.username === '' || url.hostname === '') throw invalid('jump');
  const { hostname, port, username } = url;
  const host = spelledHost(decoded('jump', hostname).replace(/^\[|\]$/g, ''));
  return { host, port: port === '' ? usualPort : Number(port), user: decoded('jump', username) };
}

/** The jump host of `before`, with what the options say in its place. Another host has another key. */
export function jumpOf(args: Arguments, before: ConnectionJump | null): ConnectionJump | null {
  const text = args.text('jump');
  if (text === 'none') return null;
  const found = text === null ? null : hostOf(text);
  const isSame = found === null || (found.host === before?.host && found.port === before.port);
  const blank = { login: 'password', hostKey: null } as const;
  const known = before === null || !isSame ? { ...blank, ...(before !== null && { login: before.login }) } : before;
  const place = found ?? before;
  const orphan = jumpOptions.find(({ name }) => args.has(name));
  if (place === null) {
    if (orphan !== undefined) throw invalid('jump');
    return null;
  }
  const { host, port, user } = place;
  const chosen = jumpLogins.find((login) => login === args.text('jump-login'));
  const login = chosen ?? (args.has('jump-key-stdin') ? 'key' : args.has('jump-password-stdin') ? 'password' : null);
  const key = args.text('jump-host-key');
  return { host, port, user, login: login ?? known.login, hostKey: key === null ? known.hostKey : readHostKey(key) };
}

/** What is said for the login: by standard input, or by the environment of a command that is about the jump host. */
export async function jumpSecretsOf(
  { args, secrets }: Context,
  jump: ConnectionJump | null,
): Promise<ConnectionSecrets> {
  if (jump === null || !jumpOptions.some(({ name }) => args.has(name))) return {};
  const names: readonly JumpSecret[] = jump.login === 'password' ? ['jumpPassword'] : ['jumpKey', 'jumpPassphrase'];
  const found: Partial<Record<JumpSecret, string>> = {};
  for (const name of names) {
    const secret = await secrets.jump(name);
    if (secret !== null) found[name] = secret.reveal();
  }
  return found;
}
