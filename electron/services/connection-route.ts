import type { ConnectionSettings } from '../../shared/model/connection.ts';
import { Secret } from '../../shared/util/secret.ts';
import type { ChooseProxy, NetworkRoute, Proxy } from '../net/route.ts';
import type { Roots } from '../net/system-roots.ts';
import type { HttpLimits } from '../providers/http/limits.ts';
import type { ConnectionRecord } from './connection-record.ts';

/** What the computer itself is set to. */
export interface SystemReach {
  readonly roots: Roots;
  readonly proxy: ChooseProxy;
}

/** The secrets of a connection, read when they are needed and not kept. */
export type ReadSecrets = () => Promise<Pick<ConnectionRecord, 'privateKey' | 'secrets'>>;

function proxyOf({ proxy }: ConnectionSettings, read: ReadSecrets, systemProxy: ChooseProxy): Proxy {
  if (proxy.kind === 'none') return { kind: 'none' };
  if (proxy.kind === 'system') return { kind: 'chosen', choose: systemProxy };
  const { kind, host, port, user } = proxy;
  const password = async (): Promise<Secret> => new Secret((await read()).secrets.proxyPassword ?? '');
  return { kind, host, port, login: user === '' ? null : { user, password } };
}

/** How a connection gets to the servers of its cloud, for its API and its consoles alike. */
export const routeOf = (settings: ConnectionSettings, read: ReadSecrets, system: SystemReach): NetworkRoute => ({
  trust: settings.trust,
  roots: system.roots,
  proxy: proxyOf(settings, read, system.proxy),
  jump: null,
});

/** The limits of a connection as the transport takes them. */
export function httpLimitsOf({ limits }: ConnectionSettings): Partial<HttpLimits> {
  const { concurrency, callsPerSecond, connectSeconds, answerSeconds, callSeconds } = limits;
  return {
    concurrency,
    rate: callsPerSecond === null ? null : { perSecond: callsPerSecond, burst: Math.max(1, Math.ceil(callsPerSecond)) },
    connectMs: connectSeconds * 1000,
    idleMs: answerSeconds * 1000,
    totalMs: callSeconds * 1000,
  };
}
