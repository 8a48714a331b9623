import { AppError, toErrorData } from '../../shared/errors/app-error.ts';
import type { ServerCertificate } from '../../shared/model/certificate.ts';
import { addressesOf, type ConnectionSettings } from '../../shared/model/connection.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { hostPort } from '../../shared/util/host-port.ts';
import type { DialOptions } from '../net/dialer.ts';
import { inspectCertificate, type Inspection } from '../net/inspect.ts';
import type { NetworkRoute } from '../net/route.ts';
import { formatFingerprint } from '../net/certificate.ts';

interface Server {
  readonly host: string;
  readonly port: number;
}

/** The servers of a connection that show a certificate, each once. */
function secureServers(settings: ConnectionSettings): readonly Server[] {
  const urls = addressesOf(settings)
    .map((address) => new URL(address))
    .filter(({ protocol }) => protocol === 'https:');
  return [...new Map(urls.map((url) => [url.host, url])).values()].map(({ hostname, port }) => ({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 443 : Number(port),
  }));
}

function judged({ host, port }: Server, { chain, problem }: Inspection, { trust }: NetworkRoute): ServerCertificate {
  const actual = chain[0]?.sha256 ?? '';
  const seen = { about: 'api' as const, host, port, chain: [...chain] };
  if (trust.kind !== 'pinned') {
    return {
      ...seen,
      accepted: problem === null,
      problem: problem === null ? null : new AppError(problem, { host }).toData(),
    };
  }
  const expected = trust.fingerprints.map(formatFingerprint);
  if (expected.includes(actual)) return { ...seen, accepted: true, problem: null };
  const changed = new AppError('tls.changed', { host, expected: expected.join(', '), actual });
  return { ...seen, accepted: false, problem: changed.toData() };
}

/** What one server shows, and whether the route believes it; with its failure when it cannot be asked. */
export async function lookAtCertificate(
  server: Server,
  options: DialOptions,
  signal: AbortSignal,
): Promise<ServerCertificate> {
  const { host, port } = server;
  try {
    return judged(server, await inspectCertificate(host, port, options, signal), options.route);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return { about: 'api', host, port, chain: [], accepted: false, problem: toErrorData(error, '') };
  }
}

/** What the servers of a connection show. Nothing but TLS handshakes is sent. */
export function lookAtCertificates(
  settings: ConnectionSettings,
  route: NetworkRoute,
  clock: Clock,
  signal: AbortSignal,
): Promise<ServerCertificate[]> {
  const options = { route, clock, limitMs: settings.limits.connectSeconds * 1000 };
  return Promise.all(secureServers(settings).map((server) => lookAtCertificate(server, options, signal)));
}

/** Learns `host:port` of the servers that show a certificate, or of the jump host that was asked for its key. */
export type OnShown = (by: readonly string[]) => void;

/**
 * Which of these servers show this certificate, `host:port`.
 *
 * @throws AppError `tls.changed` when none does
 */
export function shownBy(servers: readonly ServerCertificate[], sha256: string): readonly string[] {
  const showing = servers.filter(({ chain }) => chain[0]?.sha256 === sha256);
  if (showing.length > 0) return showing.map(hostPort);
  const shown = servers.flatMap(({ chain }) => chain[0]?.sha256 ?? []);
  throw new AppError('tls.changed', { host: servers[0]?.host ?? '', expected: sha256, actual: shown.join(', ') });
}
