import { AppError } from '../../../shared/errors/app-error.ts';
import type { Clock } from '../../../shared/util/clock.ts';
import { Secret } from '../../../shared/util/secret.ts';
import { withLimit } from '../with-limit.ts';
import { openLine, type LineOptions } from './line.ts';

interface LookOptions extends Pick<LineOptions, 'jump' | 'route'> {
  /** The one that is pinned: a host with several shows the one of its algorithm. */
  readonly known: string | null;
  readonly clock: Clock;
  /** Milliseconds for everything. */
  readonly limitMs: number;
}

const nobody = { kind: 'password', password: () => Promise.resolve(new Secret('')) } as const;

/**
 * The key that a host proves to have, `ALGORITHM SHA256:…`, fetched without believing it and without logging in, so that
 * a person can compare it and pin it.
 *
 * @throws AppError `jump.unreachable`, `jump.not-ssh`, `jump.handshake`, `jump.lost`, `proxy.*`, `net.timeout`; the
 *   signal's reason when it is aborted
 */
export async function lookAtHostKey(options: LookOptions, signal: AbortSignal): Promise<string> {
  const { jump, route, known, clock, limitMs } = options;
  const expired = (): AppError => new AppError('net.timeout', { host: jump.host, seconds: limitMs / 1000 });
  const line = { jump, route, known, user: '', login: nobody, hostKey: null, keepAliveMs: 0, keepAliveMisses: 0 };
  try {
    await withLimit(clock, limitMs, expired, (limited) => openLine(line, () => undefined, limited), signal);
  } catch (error) {
    if (error instanceof AppError && error.code === 'jump.host-key-unknown') return String(error.params['actual']);
    throw error;
  }
  throw new AppError('jump.handshake', { jump: jump.host, port: jump.port });
}
