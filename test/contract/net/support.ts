import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { createHttpTransport } from '../../../electron/providers/http/transport.ts';
import type { HttpRequest } from '../../../electron/providers/http/exchange.ts';
import type { HttpLimits } from '../../../electron/providers/http/limits.ts';
import type { NetworkRoute, Proxy, Trust } from '../../../electron/net/route.ts';
import { systemClock } from '../../../electron/services/system-clock.ts';
import { Secret } from '../../../shared/util/secret.ts';

export const never = (): AbortSignal => new AbortController().signal;

const folder = new URL('../../unit/electron/providers/http/tls/', import.meta.url);
export const pem = (name: string): string => readFileSync(new URL(`${name}.pem`, folder), 'utf8');
export const fingerprint = (name: string): string => new X509Certificate(pem(name)).fingerprint256;
export const pinned = (name: string): Trust => ({ kind: 'pinned', fingerprints: [fingerprint(name)] });

export const routeOf = (trust: Trust, proxy: Proxy = { kind: 'none' }): NetworkRoute => ({
  ...{ trust, proxy },
  jump: null,
});
export const loginOf = (user: string, password: string) => ({
  user,
  password: () => Promise.resolve(new Secret(password)),
});

/** One call over a fresh transport. */
export async function call(url: URL, route: NetworkRoute, limits: Partial<HttpLimits> = {}): Promise<unknown> {
  const transport = createHttpTransport({ clock: systemClock, random: () => 0, route, limits });
  onTestFinished(() => transport.close());
  const request: HttpRequest = { method: 'POST', url, headers: {}, body: 'a=b', effect: 'reads' };
  return (await transport.send(request, never())).json;
}

/** What a promise rejects with. */
export const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => Promise.reject(new Error(`nothing failed: ${JSON.stringify(value)}`)),
    (error: unknown) => error,
  );
