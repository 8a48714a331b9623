import { z } from 'zod';
import type { ConnectionSettings } from './connection.ts';
import { AppError } from '../errors/app-error.ts';
import { fingerprintSchema, mostConsolePins, type ConnectionTrust } from './connection-reach.ts';
import { errorDataSchema } from './error-schema.ts';

export const certificateSchema = z.strictObject({
  /** Distinguished names on one line. */
  subject: z.string(),
  issuer: z.string(),
  /** Milliseconds since the epoch. */
  validFrom: z.number(),
  validTo: z.number(),
  sha256: fingerprintSchema,
});
export type Certificate = z.infer<typeof certificateSchema>;

/** What a server of a connection shows to everybody, and whether the connection believes it. */
export const serverCertificateSchema = z.strictObject({
  about: z.enum(['api', 'console']),
  host: z.string(),
  port: z.number().int(),
  /** Its own certificate first; empty when it could not be fetched. */
  chain: z.array(certificateSchema),
  /** Whether the connection goes on when it meets this certificate. */
  accepted: z.boolean(),
  /** Why the authorities do not vouch for it, why it could not be fetched, or that it is not the one that was trusted. */
  problem: errorDataSchema.nullable(),
});
export type ServerCertificate = z.infer<typeof serverCertificateSchema>;

/**
 * The trust of a connection after a person has decided for the certificate `sha256` that one of its servers shows. The
 * other servers stay believed: what they show now and was accepted is pinned beside it. A pin that nobody shows any more
 * goes, unless a server could not be asked.
 */
export function trustWith(
  trust: ConnectionTrust,
  servers: readonly ServerCertificate[],
  sha256: string,
): ConnectionTrust {
  const shown = servers.flatMap(({ chain, accepted }) => {
    const [leaf] = chain;
    return leaf !== undefined && (accepted || leaf.sha256 === sha256) ? [leaf.sha256] : [];
  });
  const known = trust.kind === 'pinned' && servers.some(({ chain }) => chain.length === 0) ? trust.fingerprints : [];
  return { kind: 'pinned', fingerprints: [...new Set([...known, ...shown, sha256])] };
}

/** Failures after which a person may want to decide for a certificate. */
export const isAboutCertificate = (code: string): boolean =>
  ['tls.self-signed', 'tls.untrusted', 'tls.expired', 'tls.wrong-host', 'tls.changed'].includes(code);

type TrustSettings = Pick<ConnectionSettings, 'trust' | 'consolePins'>;

/**
 * What a connection believes after a person has decided for the certificate `sha256` that some of its servers show. A
 * console's is believed of the host that shows it and of nobody else, in the place of what was before; beside it where
 * one name stands for the hosts of all consoles.
 *
 * @throws AppError `connection.pins-full`: a host whose pin made room would be believed as the others are
 */
export function trusting(
  { trust, consolePins, consoleHost }: TrustSettings & Pick<ConnectionSettings, 'consoleHost'>,
  servers: readonly ServerCertificate[],
  sha256: string,
): TrustSettings {
  const showing = servers.filter(({ chain }) => chain[0]?.sha256 === sha256);
  const asked = showing.some(({ accepted }) => !accepted) ? showing.filter(({ accepted }) => !accepted) : showing;
  const hosts = asked.filter(({ about }) => about === 'console').map(({ host }) => host);
  const kept = consolePins.filter(
    (pin) => !hosts.includes(pin.host) || (pin.host === consoleHost && pin.sha256 !== sha256),
  );
  const pins = [...kept, ...new Set(hosts)].map((pin) => (typeof pin === 'string' ? { host: pin, sha256 } : pin));
  if (pins.length > mostConsolePins) throw new AppError('connection.pins-full', { most: mostConsolePins });
  const api = servers.filter(({ about }) => about === 'api');
  return {
    trust: asked.some(({ about }) => about === 'api') ? trustWith(trust, api, sha256) : trust,
    consolePins: pins,
  };
}
