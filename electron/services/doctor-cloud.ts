import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { DoctorStep } from '../../shared/model/doctor.ts';
import { consoleKindSchema, type ConsoleKind, type Vm } from '../../shared/model/vm.ts';
import { consoleLimits } from '../consoles/limits.ts';
import { tryConsole } from '../consoles/try-console.ts';
import { UnbelievedServer } from '../net/certificate.ts';
import type { Provider, Region } from '../providers/provider.ts';
import { consoleTrust } from './console-certificates.ts';
import { list, type DoctorParts, type Way } from './doctor-way.ts';

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
export async function goIntoCloud(way: Way, parts: DoctorParts, signal: AbortSignal): Promise<void> {
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
  const isReached = way.steps.some(({ step, state }) => step === 'console' && state === 'done');
  const choice = tried.flatMap(({ kind, vm }) => (vm.consoles.length > 1 ? [serverOf(kind)] : []));
  const isNone = ({ step, server }: DoctorStep, code: ErrorCode): boolean =>
    step === 'console' && choice.includes(server) && withoutConsole.includes(code);
  if (isReached) way.excuse('console-refused', isNone);
}

const serverOf = (kind: ConsoleKind): string => kind.toUpperCase();

/**
 * What a cloud answers that has no console of this kind for a VM, though its documents know of the kind. Where it gives
 * one of another kind, that is no fault of the way; where it gives none, nobody gets a screen.
 */
const withoutConsole: readonly ErrorCode[] = ['cloud.bad-state', 'cloud.refused'];

/** A console of one kind. */
async function goToConsole(
  way: Way,
  kind: ConsoleKind,
  vm: Vm,
  parts: DoctorParts,
  signal: AbortSignal,
): Promise<void> {
  const { settings, route, clock } = parts;
  await way.go('console', serverOf(kind), async () => {
    const ticket = await parts.ticket(vm, kind, signal);
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
