import { BlockList, isIP, isIPv6 } from 'node:net';
import { AppError } from '../../shared/errors/app-error.ts';
import { Secret } from '../../shared/util/secret.ts';
import type { Peer } from '../net/failures.ts';
import type { ChooseProxy, FixedProxy } from '../net/route.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const variable = (environment: Environment, name: string): string =>
  environment[name.toLowerCase()] ?? environment[name] ?? '';

/** Whether `range` is an address, or several of them such as `10.0.0.0/8`, that `host` is or lies in. */
function isInRange(range: string, host: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
  if (isIP(address) === 0 || isIP(address) !== isIP(host)) return false;
  const [family, most] = isIPv6(address) ? (['ipv6', 128] as const) : (['ipv4', 32] as const);
  const list = new BlockList();
  list.addSubnet(address, Math.min(most, Number(bits ?? most)), family);
  return list.check(host, family);
}

/** A name without the dot of the root. */
const withoutRoot = (name: string): string => name.replace(/\.$/, '');

/** `NO_PROXY`: names with everything below them, addresses, ranges of them, `*`; each may carry a port, IPv6 in brackets. */
function isExempt(list: string, { host, port }: Peer): boolean {
  const name = withoutRoot(host.toLowerCase());
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, inner = '', only] = /^(?:\*?\.)?(\[[^\]]+\]|[^:]+|.*:.*:.*)(?::(\d+))?$/.exec(entry) ?? [];
      const domain = withoutRoot(inner.replace(/^\[|\]$/g, ''));
      if (entry === '*') return true;
      if (domain === '' || (only !== undefined && Number(only) !== port)) return false;
      return name === domain || name.endsWith(`.${domain}`) || isInRange(domain, name);
    });
}

const kinds: Readonly<Record<string, 'http' | 'https' | 'socks5'>> = {
  ...{ 'http:': 'http', 'https:': 'https', 'socks5:': 'socks5', 'socks5h:': 'socks5', 'socks:': 'socks5' },
};
const defaultPorts = { http: 80, https: 443, socks5: 1080 } as const;

/** A text with a percent sign that begins no character is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @throws AppError `proxy.unreachable` for an address that is none */
function read(address: string): FixedProxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  const kind = kinds[url?.protocol ?? ''];
  if (url === null || kind === undefined || url.hostname === '') {
    throw new AppError('proxy.unreachable', { proxy: url?.hostname ?? '', port: 0 });
  }
  const { hostname, port, username, password } = url;
  const word = new Secret(decoded(password));
  const login = { user: decoded(username), password: () => Promise.resolve(word) };
  return {
    ...{ kind, host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPorts[kind] : Number(port) },
    login: username === '' ? null : login,
  };
}

/** The proxy that HTTPS_PROXY, else ALL_PROXY names, unless NO_PROXY exempts the server; in either case of letters. */
export const environmentProxy =
  (environment: Environment): ChooseProxy =>
  (target) => {
    const address = variable(environment, 'HTTPS_PROXY') || variable(environment, 'ALL_PROXY');
    if (address === '' || isExempt(variable(environment, 'NO_PROXY'), target)) {
      return Promise.resolve([{ kind: 'none' }]);
    }
    return Promise.resolve(address).then((text) => [read(text)]);
  };
