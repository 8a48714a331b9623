import { AppError } from '../../shared/errors/app-error.ts';
import { hostPort } from '../../shared/util/host-port.ts';
import type { ChooseProxy, FixedProxy } from '../net/route.ts';

const kinds: Readonly<Record<string, 'http' | 'https' | 'socks5'>> = {
  ...{ PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5', SOCKS: 'socks5' },
};

const mostPort = 65_535;

/**
 * The ways of a proxy list that we can go, in its order, such as `PROXY proxy.example:3128; DIRECT` (the form of
 * FindProxyForURL, and of Electron's answer). An empty list means directly.
 *
 * @throws AppError `proxy.unknown` for a list of which no way can be gone: that it means directly, nobody has said
 */
export function proxiesOf(list: string): readonly FixedProxy[] {
  const entries = list.split(';').filter((entry) => entry.trim() !== '');
  if (entries.length === 0) return [{ kind: 'none' }];
  const ways = entries.flatMap((entry): readonly FixedProxy[] => {
    if (/^\s*DIRECT\s*$/i.test(entry)) return [{ kind: 'none' }];
    const [, word = '', host = '', port = ''] = /^\s*([A-Z0-9]+)\s+\[?([^\s\]]+?)\]?:(\d{1,5})\s*$/i.exec(entry) ?? [];
    const kind = kinds[word.toUpperCase()];
    const isPort = Number(port) > 0 && Number(port) <= mostPort;
    return kind === undefined || !isPort ? [] : [{ kind, host, port: Number(port), login: null }];
  });
  if (ways.length > 0) return ways;
  // No more than the kinds: what else is in an entry may be a login.
  const code = entries.map((entry) => entry.trim().split(/\s/, 1)[0] ?? '').join(', ');
  throw new AppError('proxy.unknown', {}, { detail: { code: code.slice(0, 100) } });
}

/** What the settings of the system say, script (PAC) included. Servers are always asked through a tunnel, so as https. */
export const systemProxy =
  (resolver: { readonly resolveProxy: (url: string, signal: AbortSignal) => Promise<string> }): ChooseProxy =>
  async (server, signal) =>
    proxiesOf(await resolver.resolveProxy(`https://${hostPort(server)}/`, signal));
