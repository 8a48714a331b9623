import { z } from 'zod';
import { fingerprintSchema, type ConnectionTrust } from './connection-reach.ts';
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
