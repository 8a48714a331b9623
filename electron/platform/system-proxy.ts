import { hostPort } from '../../shared/util/host-port.ts';
import type { ChooseProxy, FixedProxy } from '../net/route.ts';

const kinds: Readonly<Record<string, 'http' | 'https' | 'socks5'>> = {
  ...{ PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5', SOCKS: 'socks5' },
};

/**
 * The first way of a proxy list that we can go, such as `PROXY proxy.example:3128; DIRECT` (the form of FindProxyForURL,
 * and of Electron's answer). A list without one means directly.
 */
export function firstProxy(list: string): FixedProxy {
  for (const entry of list.split(';')) {
    const [, word = '', host = '', port = ''] = /^\s*([A-Z0-9]+)\s+\[?([^\s\]]+?)\]?:(\d{1,5})\s*$/i.exec(entry) ?? [];
    const kind = kinds[word.toUpperCase()];
    if (kind !== undefined) return { kind, host, port: Number(port), login: null };
    if (/^\s*DIRECT\s*$/i.test(entry)) break;
  }
  return { kind: 'none' };
}

/** What the settings of the system say, script (PAC) included. Servers are always asked through a tunnel, so as https. */
export const systemProxy =
  (resolver: { readonly resolveProxy: (url: string, signal: AbortSignal) => Promise<string> }): ChooseProxy =>
  async (server, signal) =>
    firstProxy(await resolver.resolveProxy(`https://${hostPort(server)}/`, signal));
