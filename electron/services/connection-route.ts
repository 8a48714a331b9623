import type { ConnectionSettings } from '../../shared/model/connection.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { Secret } from '../../shared/util/secret.ts';
import { FailedProxies } from '../net/failed-proxies.ts';
import { createJump, defaultJumpLimits } from '../net/jump/jump-host.ts';
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

function proxyOf({ proxy, limits }: ConnectionSettings, read: ReadSecrets, { system, clock }: Surroundings): Proxy {
  if (proxy.kind === 'none') return { kind: 'none' };
  if (proxy.kind === 'system') {
    const failed = new FailedProxies(clock);
    return { kind: 'chosen', choose: system.proxy, clock, limitMs: limits.connectSeconds * 1000, failed };
  }
  const { kind, host, port, user } = proxy;
  const password = async (): Promise<Secret> => new Secret((await read()).secrets.proxyPassword ?? '');
  return { kind, host, port, login: user === '' ? null : { user, password } };
}

/** What stands outside of a connection and is needed on the way to its cloud. */
export interface Surroundings {
  readonly system: SystemReach;
  readonly clock: Clock;
}

/** The way as far as the jump host, or to the servers where there is none. */
export const outerRoute = (
  settings: ConnectionSettings,
  read: ReadSecrets,
  surroundings: Surroundings,
): Omit<NetworkRoute, 'jump'> => ({
  ...{ trust: settings.trust, roots: surroundings.system.roots, proxy: proxyOf(settings, read, surroundings) },
});

/**
 * How a connection gets to the servers of its cloud, for its API and its consoles alike. Its jump host, if there is one,
 * has to be closed by whoever asked for the route.
 */
export function routeOf(settings: ConnectionSettings, read: ReadSecrets, surroundings: Surroundings): NetworkRoute {
  const route = outerRoute(settings, read, surroundings);
  const { jump, limits } = settings;
  if (jump === null) return { ...route, jump: null };
  const secret = (name: keyof ConnectionRecord['secrets']) => async (): Promise<Secret> =>
    new Secret((await read()).secrets[name] ?? '');
  const { host, port, user, login, hostKey } = jump;
  return {
    ...route,
    jump: createJump({
      ...{ jump: { host, port }, user, hostKey, route, clock: surroundings.clock },
      limits: { ...defaultJumpLimits, connectMs: limits.connectSeconds * 1000 },
      login:
        login === 'password'
          ? { kind: 'password', password: secret('jumpPassword') }
          : { kind: 'key', key: secret('jumpKey'), passphrase: secret('jumpPassphrase') },
    }),
  };
}

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
