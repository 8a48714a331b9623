import type { ErrorCode } from '../../shared/errors/codes.ts';
import { chainOf, problemOf, type SeenCertificate } from './certificate.ts';
import { limitedDial, openPlain, type DialOptions } from './dialer.ts';
import { createJudge, shakeHands } from './tls.ts';

export interface Inspection {
  /** As the server sent it: its own certificate first. Never empty. */
  readonly chain: readonly SeenCertificate[];
  /** Why the authorities of the route (of a pinned one: the system's) do not vouch for it; null when they do. */
  readonly problem: ErrorCode | null;
}

/**
 * Fetches a server's certificates without believing them and without sending anything but the TLS handshake, so that a
 * person can compare the fingerprint and pin it.
 *
 * @throws AppError `net.*`, `proxy.*`, `tls.not-tls`, `tls.failed`; the signal's reason when it is aborted
 */
export async function inspectCertificate(
  host: string,
  port: number,
  options: DialOptions,
  signal: AbortSignal,
): Promise<Inspection> {
  const { trust, roots } = options.route;
  let found: Inspection = { chain: [], problem: 'tls.failed' };
  const look = limitedDial(options, async (target, waitFor, limited) => {
    const judge = createJudge(trust.kind === 'pinned' ? { kind: 'system' } : trust, roots);
    const socket = await openPlain(options.route, target, waitFor, limited);
    const secure = await shakeHands(socket, { host, protocols: [], judge, onlyLook: true }, limited);
    found = { chain: chainOf(secure), problem: problemOf(secure) };
    secure.destroy();
    return secure;
  });
  await look(host, port, signal);
  return found;
}
