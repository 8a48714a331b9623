import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AppError } from '../../shared/errors/app-error.ts';
import type { DialOptions } from './dialer.ts';
import { toNetError } from './failures.ts';
import { withLimit } from './with-limit.ts';

/** Addresses of one name that are worth a try. */
const mostAddresses = 8;

/**
 * The addresses of a host as the system resolves it, in the order in which they would be tried. An address is its own.
 *
 * @throws AppError `net.unresolved`, `net.timeout`
 */
export async function resolveName(
  host: string,
  { clock, limitMs }: Pick<DialOptions, 'clock' | 'limitMs'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const seconds = limitMs / 1000;
  const expired = (): AppError => new AppError('net.timeout', { host, seconds });
  // The system's resolver cannot be stopped: its late answer is not waited for.
  const ask = (limited: AbortSignal): Promise<readonly string[]> =>
    new Promise((resolve, reject) => {
      limited.addEventListener('abort', () => reject(limited.reason as Error), { once: true });
      lookup(host, { all: true }).then((found) => resolve(found.map(({ address }) => address)), reject);
    });
  try {
    return [...new Set(await withLimit(clock, limitMs, expired, ask, signal))].slice(0, mostAddresses);
  } catch (error) {
    signal.throwIfAborted();
    throw toNetError(error, { host, port: 0 }, seconds);
  }
}
