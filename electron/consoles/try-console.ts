import { AppError } from '../../shared/errors/app-error.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { NetworkRoute, Trust } from '../net/route.ts';
import { withLimit } from '../net/with-limit.ts';
import type { ConsoleLimits } from './limits.ts';
import { Line } from './line.ts';
import type { ConsoleTicket } from './ticket.ts';
import { authenticate } from './vnc/client.ts';

interface TryOptions {
  readonly route: NetworkRoute;
  readonly trust: Trust;
  readonly clock: Clock;
  readonly limits: ConsoleLimits;
}

/**
 * Goes to a console as far as nobody who looks at it notices: VNC as far as the login, SPICE as far as TCP, or TLS where
 * the ticket says so. Answers whether it speaks TLS.
 *
 * @throws AppError `net.*`, `proxy.*`, `tls.*`, `console.*`
 */
export async function tryConsole(ticket: ConsoleTicket, options: TryOptions, signal: AbortSignal): Promise<boolean> {
  const { clock, limits } = options;
  const line = await Line.open({ ...options, server: ticket }, signal);
  const expired = (): AppError => new AppError('console.handshake-timeout', { seconds: limits.handshakeMs / 1000 });
  const shake = async (limited: AbortSignal): Promise<void> => {
    if (ticket.kind === 'vnc') await authenticate(line, ticket, limited);
    else if (ticket.tls === true) await line.secure(limited);
  };
  try {
    await withLimit(clock, limits.handshakeMs, expired, shake, signal);
    return line.isSecure;
  } finally {
    line.close();
  }
}
