import { readFile } from 'node:fs/promises';
import { AppError } from '../../../shared/errors/app-error.ts';
import {
  addressesOf,
  addressFaults,
  connectionChangeSchema,
  connectionColors,
  consoleTlsChoices,
  environments,
  type ConnectionSecrets,
  type ConnectionSettings,
} from '../../../shared/model/connection.ts';
import { spelledHost, type ConnectionProxy, type ConnectionTrust } from '../../../shared/model/connection-reach.ts';
import { providerKinds } from '../../../shared/model/provider-kind.ts';
import { fallsToPlain } from '../../../shared/model/address.ts';
import { formatFingerprint } from '../../net/certificate.ts';
import type { Context } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';
import { decoded, invalid, refusePassword } from './invalid-option.ts';
import { jumpOf, jumpOptions, jumpSecretsOf } from './jump-options.ts';
import type { OptionSpec } from '../option.ts';

/** What may be said of a connection, when it is added and later. */
export const connectionOptions: readonly OptionSpec[] = [
  { name: 'name', placeholder: 'NAME', words: 'cli.option.name' },
  { name: 'kind', placeholder: 'KIND', words: 'cli.option.kind', oneOf: providerKinds },
  { name: 'url', placeholder: 'URL', words: 'cli.option.url' },
  { name: 'other-url', placeholder: 'URL', words: 'cli.option.other-url', several: true },
  { name: 'public-key', placeholder: 'KEY', words: 'cli.option.public-key' },
  { name: 'private-key-stdin', words: 'cli.option.private-key-stdin' },
  { name: 'company-id', placeholder: 'N', words: 'cli.option.company-id', several: true },
  { name: 'project', placeholder: 'ID', words: 'cli.option.project', several: true },
  { name: 'region', placeholder: 'ID', words: 'cli.option.region', several: true },
  { name: 'color', placeholder: 'COLOR', words: 'cli.option.color', oneOf: connectionColors },
  { name: 'environment', placeholder: 'KIND', words: 'cli.option.environment', oneOf: [...environments, 'none'] },
  { name: 'tag', placeholder: 'TAG', words: 'cli.option.tag', several: true },
  { name: 'ca-file', placeholder: 'FILE', words: 'cli.option.ca-file' },
  { name: 'pin', placeholder: 'SHA256', words: 'cli.option.pin', several: true },
  { name: 'proxy', placeholder: 'URL', words: 'cli.option.proxy' },
  { name: 'proxy-password-stdin', words: 'cli.option.proxy-password-stdin' },
  ...jumpOptions,
  { name: 'console-host', placeholder: 'HOST', words: 'cli.option.console-host' },
  { name: 'console-tls', placeholder: 'WHEN', words: 'cli.option.console-tls', oneOf: consoleTlsChoices },
  { name: 'console-pin', placeholder: 'HOST=SHA256', words: 'cli.option.console-pin', several: true },
  { name: 'web-console', placeholder: 'URL', words: 'cli.option.web-console' },
  { name: 'concurrency', placeholder: 'N', words: 'cli.option.concurrency' },
  { name: 'calls-per-second', placeholder: 'N', words: 'cli.option.calls-per-second' },
  { name: 'poll', placeholder: 'SECONDS', words: 'cli.option.poll' },
  { name: 'connect-limit', placeholder: 'SECONDS', words: 'cli.option.connect-limit' },
  { name: 'answer-limit', placeholder: 'SECONDS', words: 'cli.option.answer-limit' },
  { name: 'call-limit', placeholder: 'SECONDS', words: 'cli.option.call-limit' },
];

/** The option that a field of the draft came from. */
const optionOf: Readonly<Record<string, string>> = {
  ...{ name: 'name', kind: 'kind', url: 'url', otherUrls: 'other-url', publicKey: 'public-key' },
  ...{ companyIds: 'company-id', projectIds: 'project', regions: 'region' },
  ...{ color: 'color', environment: 'environment', tags: 'tag', privateKey: 'private-key-stdin' },
  ...{
    proxy: 'proxy',
    consoleHost: 'console-host',
    consoleTls: 'console-tls',
    consolePins: 'console-pin',
    webConsole: 'web-console',
    secrets: 'proxy-password-stdin',
  },
  ...{ jump: 'jump', 'jump.hostKey': 'jump-host-key' },
  ...{ 'limits.concurrency': 'concurrency', 'limits.callsPerSecond': 'calls-per-second', 'limits.pollSeconds': 'poll' },
  'limits.connectSeconds': 'connect-limit',
  'limits.answerSeconds': 'answer-limit',
  'limits.callSeconds': 'call-limit',
};

const defaultPorts = { http: 80, https: 443, socks5: 1080 } as const;

/** `none`, `system`, or `http|https|socks5://[USER@]HOST[:PORT]`. */
function proxyOf(text: string): ConnectionProxy {
  if (text === 'none' || text === 'system') return { kind: text };
  refusePassword('proxy', text);
  const url = URL.canParse(text) ? new URL(text) : null;
  const kind = (['http', 'https', 'socks5'] as const).find((one) => `${one}:` === url?.protocol);
  if (url === null || kind === undefined) throw invalid('proxy');
  const port = url.port === '' ? defaultPorts[kind] : Number(url.port);
  const host = spelledHost(url.hostname.replace(/^\[|\]$/g, ''));
  return { kind, host, port, user: decoded('proxy', url.username) };
}

/** `--pin`, `--ca-file`, or what was before. */
export async function trustOf({ args }: Context, before: ConnectionTrust): Promise<ConnectionTrust> {
  if (args.has('pin') && args.has('ca-file')) throw invalid('pin');
  if (args.has('pin')) return { kind: 'pinned', fingerprints: args.all('pin').map(formatFingerprint) };
  const file = args.text('ca-file');
  if (file === null) return before;
  const pem = await readFile(file, 'utf8').catch(() => {
    throw invalid('ca-file');
  });
  return { kind: 'authorities', pem };
}

/** `HOST=SHA256` each, or nothing but `none`. */
const pinsOf = (all: readonly string[]): unknown =>
  all.length === 1 && all[0] === 'none'
    ? []
    : all.map((text) => {
        const at = text.lastIndexOf('=');
        return { host: text.slice(0, Math.max(0, at)), sha256: formatFingerprint(text.slice(at + 1)) };
      });

const numberOr = <T>({ args }: Context, option: string, before: T): number | T => {
  const text = args.text(option);
  return text === null ? before : Number(text);
};

const userOf = (proxy: ConnectionProxy | undefined): string =>
  proxy === undefined || proxy.kind === 'none' || proxy.kind === 'system' ? '' : proxy.user;

/**
 * The password of the proxy: by the option always, by the variable where a proxy with a user is named.
 *
 * @throws AppError `connection.password-needed` for another user or proxy without one
 */
async function readProxyPassword(
  { args, secrets }: Context,
  before: Partial<ConnectionSettings>,
  proxy: ConnectionProxy | undefined,
): Promise<ConnectionSecrets> {
  const isNew = args.has('proxy') && userOf(proxy) !== '';
  if (args.has('proxy-password-stdin') || (isNew && secrets.hasProxyPassword()))
    return { proxyPassword: (await secrets.proxyPassword()).reveal() };
  if (isNew && JSON.stringify(proxy) !== JSON.stringify(before.proxy)) throw new AppError('connection.password-needed');
  return {};
}

/** The settings of `before`, with what the options say in its place; secrets are those that the options ask for. */
export async function readDraft(context: Context, before: Partial<ConnectionSettings>, isNew: boolean) {
  const { args, secrets } = context;
  for (const option of ['url', 'other-url']) for (const address of args.all(option)) refusePassword(option, address);
  const list = (option: string, known: readonly string[] = []) => (args.has(option) ? args.all(option) : known);
  const environment = args.text('environment');
  const proxy = args.text('proxy');
  const webConsole = args.text('web-console');
  const jump = jumpOf(args, before.jump ?? null);
  const wantedProxy = proxy === null ? before.proxy : proxyOf(proxy);
  const draft = {
    ...before,
    ...{ name: args.text('name') ?? before.name, kind: args.text('kind') ?? before.kind },
    ...{ url: args.text('url') ?? before.url, otherUrls: list('other-url', before.otherUrls) },
    publicKey: args.text('public-key') ?? before.publicKey,
    companyIds: args.has('company-id') ? args.all('company-id').map(Number) : before.companyIds,
    ...{ projectIds: list('project', before.projectIds), regions: list('region', before.regions) },
    ...{ color: args.text('color') ?? before.color, tags: list('tag', before.tags) },
    environment: environment === null ? before.environment : environment === 'none' ? null : environment,
    trust: await trustOf(context, before.trust ?? { kind: 'system' }),
    proxy: wantedProxy,
    jump,
    consoleHost: args.text('console-host') ?? before.consoleHost,
    webConsole: webConsole === null ? before.webConsole : webConsole === 'none' ? null : webConsole,
    consoleTls: args.text('console-tls') ?? before.consoleTls,
    consolePins: args.has('console-pin') ? pinsOf(args.all('console-pin')) : before.consolePins,
    limits: {
      ...before.limits,
      concurrency: numberOr(context, 'concurrency', before.limits?.concurrency),
      callsPerSecond: numberOr(context, 'calls-per-second', before.limits?.callsPerSecond),
      pollSeconds: numberOr(context, 'poll', before.limits?.pollSeconds),
      connectSeconds: numberOr(context, 'connect-limit', before.limits?.connectSeconds),
      answerSeconds: numberOr(context, 'answer-limit', before.limits?.answerSeconds),
      callSeconds: numberOr(context, 'call-limit', before.limits?.callSeconds),
    },
    privateKey: isNew || args.has('private-key-stdin') ? (await secrets.privateKey()).reveal() : null,
    secrets: { ...(await readProxyPassword(context, before, wantedProxy)), ...(await jumpSecretsOf(context, jump)) },
  };
  const parsed = connectionChangeSchema.safeParse(draft);
  if (parsed.success) {
    const [fault] = addressFaults(parsed.data, isNew ? null : before);
    if (fault === undefined) return parsed.data;
    if (fault === 'otherUrls' && fallsToPlain(addressesOf(parsed.data)))
      throw new CliFailure('cli.address-plain', {}, exitCodes.validation);
    throw invalid(optionOf[fault] ?? fault);
  }
  const path = parsed.error.issues[0]?.path.map(String) ?? [];
  const field = path[0] === 'trust' ? (args.has('pin') ? 'pin' : 'ca-file') : undefined;
  const [name = ''] = path;
  throw invalid(field ?? optionOf[path.slice(0, 2).join('.')] ?? optionOf[name] ?? name);
}
