import { AppError } from '../../shared/errors/app-error.ts';
import { triedAddressesOf } from '../../shared/model/connection.ts';
import type { DoctorReport } from '../../shared/model/doctor.ts';
import { hostPort } from '../../shared/util/host-port.ts';
import { createDialer } from '../net/dialer.ts';
import { findEntrance } from '../net/entrance.ts';
import type { Peer } from '../net/failures.ts';
import { resolveName } from '../net/resolve.ts';
import { directRoute, type FixedProxy } from '../net/route.ts';
import { withLimit } from '../net/with-limit.ts';
import { knock } from '../providers/http/knock.ts';
import { plainAddress } from './connection-changes.ts';
import { lookAtCertificate } from './connection-trust.ts';
import { goIntoCloud } from './doctor-cloud.ts';
import { list, Way, type DoctorParts, type Params } from './doctor-way.ts';

/** Milliseconds by which clocks may differ, and before its end at which a certificate is worth a remark. */
const clockSlackMs = 60_000;
const endsSoonMs = 30 * 24 * 3600_000;

const nameOf = (proxy: FixedProxy): string => (proxy.kind === 'none' ? 'DIRECT' : hostPort(proxy));

/** What is gone by to `target`: where the system is asked, a step of its own. Null when that fails. */
async function goByProxy(
  way: Way,
  server: string,
  target: Peer,
  { settings, route, clock }: DoctorParts,
  signal: AbortSignal,
): Promise<FixedProxy | null> {
  if (route.proxy.kind !== 'chosen') return route.proxy;
  let chosen: FixedProxy = { kind: 'none' };
  const isChosen = await way.go('proxy', server, async () => {
    const seconds = settings.limits.connectSeconds;
    const expired = (): AppError => new AppError('net.timeout', { host: target.host, seconds });
    const find = (limited: AbortSignal) => findEntrance(route, target, () => undefined, limited);
    const { proxy, connected, passed } = await withLimit(clock, seconds * 1000, expired, find, signal);
    connected?.destroy();
    chosen = proxy;
    const kind = proxy.kind === 'none' ? 'proxy-none' : 'proxy-chosen';
    const params = { proxy: nameOf(proxy), silent: passed.map(nameOf).join(', ') };
    return passed.length === 0 ? { said: kind, params } : { said: `${kind}-next`, params, warns: true };
  });
  return isChosen ? chosen : null;
}

/** Into the jump host, where there is one. */
async function goToJumpHost(way: Way, parts: DoctorParts, signal: AbortSignal): Promise<boolean> {
  const { settings, route, clock } = parts;
  const { jump, limits } = settings;
  const { jump: opened } = route;
  if (jump === null || opened === null) return true;
  const { host, user, hostKey } = jump;
  const server = hostPort(jump);
  if ((await goByProxy(way, server, jump, parts, signal)) === null) {
    way.skip('jump', server);
    return false;
  }
  return way.go('jump', server, async () => {
    const seconds = limits.connectSeconds;
    const expired = (): AppError => new AppError('net.timeout', { host, seconds });
    await withLimit(clock, seconds * 1000, expired, (limited) => opened.connect(limited), signal);
    return { said: 'jump', params: { user, key: hostKey ?? '' } };
  });
}

const portOf = ({ port, protocol }: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port));
const peerOf = (url: URL): Peer => ({ host: url.hostname.replace(/^\[|\]$/g, ''), port: portOf(url) });

/** Who connects to a server in this computer's place. */
type Through = { readonly kind: 'jump' | 'proxy'; readonly params: Params } | null;

/** One of a connection, with what its steps go by. */
interface Address {
  readonly url: URL;
  readonly server: string;
}

/** Items, equal ones told apart by a number. */
const numbered = (items: readonly string[]): readonly string[] =>
  items.map((item, at) => {
    const before = items.slice(0, at).filter((other) => other === item).length;
    return before === 0 ? item : `${item} (${before + 1})`;
  });

/** Addresses as `host:port`; without what stands behind a question mark, where two have that in common. */
function namedAddresses(addresses: readonly string[]): readonly Address[] {
  const urls = [...new Set(addresses.map((address) => new URL(address).href))].map((href) => new URL(href));
  const servers = urls.map((url) => hostPort(peerOf(url)));
  const isShared = (server: string): boolean => servers.indexOf(server) !== servers.lastIndexOf(server);
  const names = servers.map((server, at) => (isShared(server) ? plainAddress(urls[at]?.href ?? '') : server));
  const told = numbered(names);
  return urls.map((url, at) => ({ url, server: told[at] ?? '' }));
}

const serverSteps = ['name', 'address', 'tcp', 'tls', 'http'] as const;

/** To one address, as far as HTTP. */
async function goToServer(
  way: Way,
  { url, server }: Address,
  parts: DoctorParts,
  signal: AbortSignal,
): Promise<boolean> {
  const { settings, route, clock } = parts;
  const { host, port } = peerOf(url);
  const limitMs = settings.limits.connectSeconds * 1000;
  const dial = createDialer({ route, clock, limitMs });
  const reach = createDialer({ route: directRoute, clock, limitMs });
  let through: Through = { kind: 'jump', params: {} };
  let addresses: readonly string[] = [];

  if (route.jump === null) {
    const proxy = await goByProxy(way, server, { host, port }, parts, signal);
    if (proxy === null) {
      for (const step of serverSteps) way.skip(step, server);
      return false;
    }
    through = proxy.kind === 'none' ? null : { kind: 'proxy', params: { proxy: nameOf(proxy) } };
  }
  const isNamed = await way.go('name', server, async () => {
    if (through !== null) return { said: `by-${through.kind}`, params: through.params, skips: true };
    addresses = await resolveName(host, { clock, limitMs }, signal);
    return addresses.includes(host) ? { said: 'address-itself' } : { said: 'resolved', params: list({ addresses }) };
  });
  const stop = (from: number): false => {
    for (const step of serverSteps.slice(from + 1)) way.skip(step, server);
    return false;
  };
  if (!isNamed) return stop(0);
  const isThere = await way.go('address', server, async () => {
    if (through !== null) return { said: `by-${through.kind}`, params: through.params, skips: true };
    const tried = await Promise.allSettled(
      addresses.map(async (address) => {
        (await reach(address, port, signal)).destroy();
        return address;
      }),
    );
    const answering = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const silent = addresses.filter((address) => !answering.includes(address));
    const [first] = tried;
    if (answering.length === 0 && first?.status === 'rejected') throw first.reason;
    if (silent.length === 0) return { said: 'answering', params: list({ addresses: answering }) };
    return { said: 'some-silent', params: list({ addresses: answering, silent }), warns: true };
  });
  if (!isThere) return stop(1);
  const isOpen = await way.go('tcp', server, async () => {
    (await dial(host, port, signal)).destroy();
    if (through === null) return { said: 'connected', params: { port } };
    return { said: `connected-${through.kind}`, params: { ...through.params, port } };
  });
  if (!isOpen) return stop(2);
  const isSafe = await way.go('tls', server, async () => {
    if (url.protocol === 'http:') return { said: 'no-tls', warns: true };
    const { chain, problem } = await lookAtCertificate({ host, port }, { route, clock, limitMs }, signal);
    const [leaf] = chain;
    if (problem !== null) {
      throw new AppError(problem.code, problem.params, problem.detail === null ? {} : { detail: problem.detail });
    }
    const ends = leaf?.validTo ?? Infinity;
    const params = { issuer: leaf?.issuer ?? '', until: new Date(ends).toISOString().slice(0, 10) };
    const isSoon = ends - clock.now() < endsSoonMs;
    return { said: isSoon ? 'certificate-ends' : 'certificate', params, warns: isSoon };
  });
  if (!isSafe) return stop(3);
  return way.go('http', server, async () => {
    const { status, date } = await knock(
      url,
      { route, clock, limitMs, idleMs: settings.limits.answerSeconds * 1000 },
      signal,
    );
    const differs = date === null ? 0 : clock.now() - date;
    if (Math.abs(differs) <= clockSlackMs) return { said: 'http', params: { status } };
    return { said: 'clock', params: { status, seconds: Math.round(Math.abs(differs) / 1000) }, warns: true };
  });
}

/**
 * Goes the way from this computer to a console step by step and tells where it breaks off. Nothing is changed; one
 * console ticket of each kind is asked for.
 */
export async function examine(parts: DoctorParts, signal: AbortSignal): Promise<DoctorReport> {
  const way = new Way(parts, signal);
  const at = parts.clock.now();
  let reached = 0;
  const isIn = await goToJumpHost(way, parts, signal);
  for (const address of namedAddresses(triedAddressesOf(parts.settings))) {
    if (!isIn) for (const step of serverSteps) way.skip(step, address.server);
    else if (await goToServer(way, address, parts, signal)) reached += 1;
  }
  if (reached > 0) await goIntoCloud(way, parts, signal);
  else for (const step of ['login', 'permissions', 'list', 'console'] as const) way.skip(step, '');
  return { at, steps: way.steps };
}
