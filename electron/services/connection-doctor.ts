import { AppError } from '../../shared/errors/app-error.ts';
import { triedAddressesOf, type ConnectionSettings } from '../../shared/model/connection.ts';
import type { DoctorProgress, DoctorRemark, DoctorReport, DoctorStep } from '../../shared/model/doctor.ts';
import { consoleKindSchema, type ConsoleKind, type Vm } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { hostPort } from '../../shared/util/host-port.ts';
import { consoleLimits } from '../consoles/limits.ts';
import type { ConsoleTicket } from '../consoles/ticket.ts';
import { tryConsole } from '../consoles/try-console.ts';
import { UnbelievedServer } from '../net/certificate.ts';
import { createDialer } from '../net/dialer.ts';
import { findEntrance } from '../net/entrance.ts';
import type { Peer } from '../net/failures.ts';
import { resolveName } from '../net/resolve.ts';
import { directRoute, type FixedProxy, type NetworkRoute } from '../net/route.ts';
import { withLimit } from '../net/with-limit.ts';
import { knock } from '../providers/http/knock.ts';
import type { Provider, Region } from '../providers/provider.ts';
import { lookAtCertificate } from './connection-trust.ts';
import { consoleTrust } from './console-certificates.ts';

export interface DoctorParts {
  readonly settings: ConnectionSettings;
  readonly route: NetworkRoute;
  readonly provider: Provider;
  readonly clock: Clock;
  readonly ticket: (vm: Vm, kind: ConsoleKind, signal: AbortSignal) => Promise<ConsoleTicket>;
  readonly onBelieved: (server: Peer) => void;
  /** A console's server is not believed: what it showed is for a person to look at. */
  readonly onUnbelieved: (server: Peer, error: UnbelievedServer) => void;
  /** Told at the beginning and at the end of every step. */
  readonly onProgress: (progress: DoctorProgress) => void;
}

type Params = Readonly<Record<string, string | number>>;
interface Finding {
  readonly said: DoctorRemark;
  readonly params?: Params;
  readonly warns?: boolean;
  readonly skips?: boolean;
}
type Name = DoctorStep['step'];

/** Milliseconds by which clocks may differ, and before its end at which a certificate is worth a remark. */
const clockSlackMs = 60_000;
const endsSoonMs = 30 * 24 * 3600_000;

/** Goes one step: notes how long it took and how it ended, and answers whether the way goes on. */
class Way {
  readonly steps: DoctorStep[] = [];
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #onProgress: DoctorParts['onProgress'];

  constructor({ clock, onProgress }: DoctorParts, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  async go(step: Name, server: string, work: () => Promise<Finding>): Promise<boolean> {
    this.#signal.throwIfAborted();
    this.#onProgress({ steps: [...this.steps], now: { step, server } });
    const startedAt = this.#clock.now();
    const took = (): number => Math.max(0, Math.round(this.#clock.now() - startedAt));
    try {
      const { said, params = {}, warns = false, skips = false } = await work();
      const state = skips ? 'skipped' : warns ? 'warned' : 'done';
      this.#end({ step, server, state, ms: skips ? null : took(), said, params, error: null });
      return true;
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      this.#end({ step, server, state: 'failed', ms: took(), said: null, params: {}, error: error.toData() });
      return false;
    }
  }

  skip(step: Name, server: string, said: DoctorRemark = 'not-reached'): void {
    this.#end({ step, server, state: 'skipped', ms: null, said, params: {}, error: null });
  }

  #end(step: DoctorStep): void {
    this.steps.push(step);
    this.#onProgress({ steps: [...this.steps], now: null });
  }
}

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

/** Addresses as `host:port`, or whole where two have that in common. */
function namedAddresses(addresses: readonly string[]): readonly Address[] {
  const urls = [...new Set(addresses)].map((address) => new URL(address));
  const servers = urls.map((url) => hostPort(peerOf(url)));
  return urls.map((url, at) => {
    const server = servers[at] ?? '';
    return { url, server: servers.filter((other) => other === server).length > 1 ? url.href : server };
  });
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

const list = (lists: Readonly<Record<string, readonly string[]>>): Params =>
  Object.fromEntries(Object.entries(lists).map(([name, items]) => [name, items.join(', ')]));

/** Reads the first page of a region and no further. */
async function firstPage(provider: Provider, region: string, signal: AbortSignal): Promise<readonly Vm[]> {
  const enough = new AbortController();
  const done = new AppError('cancelled');
  let page: readonly Vm[] = [];
  const take = (vms: readonly Vm[]): void => {
    if (page.length === 0) page = vms;
    enough.abort(done);
  };
  try {
    await provider.listVms(region, {}, take, AbortSignal.any([signal, enough.signal]));
  } catch (error) {
    if (!enough.signal.aborted || signal.aborted) throw error;
  }
  return page;
}

/** The cloud behind the servers: what the keys may do, and a console. */
async function goIntoCloud(way: Way, parts: DoctorParts, signal: AbortSignal): Promise<void> {
  const { settings, provider } = parts;
  let regions: readonly Region[] = [];
  let count = 0;
  let vms: readonly Vm[] = [];
  const steps = ['permissions', 'list', 'console'] as const;
  const stop = (from: number): void => {
    for (const step of steps.slice(from)) way.skip(step, '');
  };
  const isIn = await way.go('login', '', async () => {
    const all = await provider.regions(signal);
    regions = all.filter(({ id }) => settings.regions.length === 0 || settings.regions.includes(id));
    if (regions.length === 0) return { said: 'no-regions', warns: true };
    return { said: 'login', params: list({ regions: regions.map(({ id, name }) => name || id) }) };
  });
  if (!isIn) {
    stop(0);
    return;
  }
  const isAllowed = await way.go('permissions', '', async () => {
    for (const { id } of regions) count += await provider.countVms(id, signal);
    return count === 0 ? { said: 'no-vms', warns: true } : { said: 'permissions', params: { count } };
  });
  if (!isAllowed) {
    stop(1);
    return;
  }
  const isListed = await way.go('list', '', async () => {
    for (const { id } of regions) if (vms.length === 0) vms = await firstPage(provider, id, signal);
    return { said: 'list', params: { count: vms.length } };
  });
  if (!isListed) {
    stop(2);
    return;
  }
  const running = vms.filter(({ power }) => power.state === 'running');
  const tried = consoleKindSchema.options.flatMap((kind) => {
    const vm = running.find(({ consoles }) => consoles.includes(kind));
    return vm === undefined ? [] : [{ kind, vm }];
  });
  if (tried.length === 0) way.skip('console', '', 'console-none');
  for (const { kind, vm } of tried) await goToConsole(way, kind, vm, parts, signal);
}

/** What a cloud answers that has no console of this kind for a VM, though its documents know of the kind. */
const withoutConsole: readonly string[] = ['cloud.bad-state', 'cloud.refused'];

/** A console of one kind. That a VM with several kinds has none of this one is no fault of the way. */
async function goToConsole(
  way: Way,
  kind: ConsoleKind,
  vm: Vm,
  parts: DoctorParts,
  signal: AbortSignal,
): Promise<void> {
  const { settings, route, clock } = parts;
  await way.go('console', kind.toUpperCase(), async () => {
    let ticket: ConsoleTicket;
    try {
      ticket = await parts.ticket(vm, kind, signal);
    } catch (error) {
      if (vm.consoles.length < 2 || !(error instanceof AppError) || !withoutConsole.includes(error.code)) throw error;
      return { said: 'console-refused', params: { code: error.detail?.code ?? '' }, warns: true };
    }
    const trust = consoleTrust(settings, ticket.host);
    const limits = { ...consoleLimits, connectMs: settings.limits.connectSeconds * 1000 };
    const isSecure = await tryConsole(ticket, { route, trust, clock, limits }, signal).catch((error: unknown) => {
      if (error instanceof UnbelievedServer) parts.onUnbelieved(ticket, error);
      throw error;
    });
    if (isSecure) parts.onBelieved(ticket);
    return { said: isSecure ? 'console-tls' : 'console', params: { port: ticket.port } };
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
