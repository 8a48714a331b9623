import { hostPort } from '../../shared/util/host-port.ts';
import type { ChooseProxy, FixedProxy } from '../net/route.ts';

const kinds: Readonly<Record<string, 'http' | 'https' | 'socks5'>> = {
  ...{ PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5', SOCKS: 'socks5' },
};

/**
 * The ways of a proxy list that we can go, in its order, such as `PROXY proxy.example:3128; DIRECT` (the form of
 * FindProxyForURL, and of Electron's answer). A list without one means directly.
 */
export function proxiesOf(list: string): readonly FixedProxy[] {
  const ways = list.split(';').flatMap((entry): readonly FixedProxy[] => {
    if (/^\s*DIRECT\s*$/i.test(entry)) return [{ kind: 'none' }];
    const [, word = '', host = '', port = ''] = /^\s*([A-Z0-9]+)\s+\[?([^\s\]]+?)\]?:(\d{1,5})\s*$/i.exec(entry) ?? [];
    const kind = kinds[word.toUpperCase()];
    return kind === undefined ? [] : [{ kind, host, port: Number(port), login: null }];
  });
  return ways.length === 0 ? [{ kind: 'none' }] : ways;
}

/** What the settings of the system say, script (PAC) included. Servers are always asked through a tunnel, so as https. */
export const systemProxy =
  (resolver: { readonly resolveProxy: (url: string, signal: AbortSignal) => Promise<string> }): ChooseProxy =>
  async (server, signal) =>
    proxiesOf(await resolver.resolveProxy(`https://${hostPort(server)}/`, signal));
