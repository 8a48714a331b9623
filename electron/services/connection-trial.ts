import type { ServerCertificate } from '../../shared/model/certificate.ts';
import type { ConnectionSettings } from '../../shared/model/connection.ts';
import type { DoctorProgress, DoctorReport } from '../../shared/model/doctor.ts';
import type { ConsoleKind, Vm } from '../../shared/model/vm.ts';
import { Secret } from '../../shared/util/secret.ts';
import type { ConsoleTicket } from '../consoles/ticket.ts';
import type { NetworkRoute } from '../net/route.ts';
import type { Provider, Region } from '../providers/provider.ts';
import { examine } from './connection-doctor.ts';
import { httpLimitsOf, routeOf, type ReadSecrets, type Surroundings } from './connection-route.ts';
import { lookAtCertificates } from './connection-trust.ts';
import { ticketFor, type ConsoleCertificates } from './console-certificates.ts';
import type { DoctorParts } from './doctor-way.ts';
import type { ProviderRequest } from './connections-options.ts';

interface TrialParts extends Surroundings {
  readonly createProvider: (request: ProviderRequest) => Provider;
}

/** A connection that is tried: kept or not, switched on or not. */
export interface Candidate {
  readonly id: string;
  readonly settings: ConnectionSettings;
  readonly read: ReadSecrets;
}

export const providerOf = (
  { createProvider }: Pick<TrialParts, 'createProvider'>,
  { id, settings, read }: Candidate,
  route: NetworkRoute,
): Provider =>
  createProvider({
    ...{ connectionId: id, settings, route, limits: httpLimitsOf(settings) },
    secret: async () => new Secret((await read()).privateKey),
  });

/** Goes to a cloud by a way of its own, so that nothing waits behind a long sync, and closes it again. */
async function onOwnWay<T>(
  parts: TrialParts,
  candidate: Candidate,
  work: (provider: Provider, route: NetworkRoute) => Promise<T>,
): Promise<T> {
  const route = routeOf(candidate.settings, candidate.read, parts);
  const provider = providerOf(parts, candidate, route);
  try {
    return await work(provider, route);
  } finally {
    route.jump?.close();
    await provider.close();
  }
}

/** The login, the regions, and one count of VMs. */
export const tryConnection = (
  parts: TrialParts,
  candidate: Candidate,
  signal: AbortSignal,
): Promise<{ regions: Region[]; vmCount: number }> =>
  onOwnWay(parts, candidate, async (provider) => {
    const { settings } = candidate;
    const regions = await provider.regions(signal);
    let vmCount = 0;
    for (const region of regions) {
      if (settings.regions.length > 0 && !settings.regions.includes(region.id)) continue;
      vmCount += await provider.countVms(region.id, signal);
    }
    return { regions: [...regions], vmCount };
  });

/** What the servers show, and whether they are believed. */
export async function certificatesOf(
  parts: Surroundings,
  { settings, read }: Candidate,
  signal: AbortSignal,
): Promise<ServerCertificate[]> {
  const route = routeOf(settings, read, parts);
  try {
    return await lookAtCertificates(settings, route, parts.clock, signal);
  } finally {
    route.jump?.close();
  }
}

/** Goes the way to a cloud step by step and tells where it breaks off. */
export const examineConnection = (
  parts: TrialParts & { readonly consoles: ConsoleCertificates },
  candidate: Candidate,
  onProgress: (progress: DoctorProgress) => void,
  signal: AbortSignal,
): Promise<DoctorReport> =>
  onOwnWay(parts, candidate, (provider, route) => {
    const { settings } = candidate;
    const { clock } = parts;
    const ticket = async (vm: Vm, kind: ConsoleKind, limited: AbortSignal): Promise<ConsoleTicket> => {
      const found = await provider.consoleTicket(vm, kind, limited);
      return ticketFor(settings, found);
    };
    const onUnbelieved: DoctorParts['onUnbelieved'] = (server, error) =>
      parts.consoles.note(candidate.id, server, error.chain, error.toData());
    const onBelieved: DoctorParts['onBelieved'] = ({ host }) => parts.consoles.forget(candidate.id, host);
    const told = { onProgress, onBelieved, onUnbelieved };
    return examine({ settings, route, provider, clock, ticket, ...told }, signal);
  });
