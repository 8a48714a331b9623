import { z } from 'zod';
import { hostSchema, portSchema } from './connection-reach.ts';
import { errorDataSchema } from './error-schema.ts';

/** Algorithms of the keys that a jump host may have, as SSH names them. */
const algorithms = [...['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'ssh-rsa']];

/** The public key of an SSH host as OpenSSH shows it, behind its algorithm where that is known: `ssh-ed25519 SHA256:…`. */
export const hostKeySchema = z
  .string()
  .regex(new RegExp(`^(?:(?:${algorithms.join('|')}) )?SHA256:[A-Za-z0-9+/]{43}$`));

export const jumpLogins = ['password', 'key'] as const;

/** The host that a connection logs in to by SSH, and through which it reaches its cloud. Its secrets are kept apart. */
export const jumpSchema = z.strictObject({
  host: hostSchema,
  port: portSchema,
  user: z.string().trim().min(1).max(200),
  login: z.enum(jumpLogins),
  /** The one key that is believed; null: nobody has looked at one yet, and nothing is sent. */
  hostKey: hostKeySchema.nullable(),
});
export type ConnectionJump = z.infer<typeof jumpSchema>;

/** What a jump host shows to everybody, and whether the connection believes it. */
export const shownHostKeySchema = z.strictObject({
  host: z.string(),
  port: z.number().int(),
  /** Null when it could not be fetched. */
  key: hostKeySchema.nullable(),
  accepted: z.boolean(),
  /** Why it is not believed: `jump.host-key-unknown`, `jump.host-key-changed`, or why it could not be fetched. */
  problem: errorDataSchema.nullable(),
});
export type ShownHostKey = z.infer<typeof shownHostKeySchema>;

/** What `ssh-keygen -l` calls the algorithms. */
const shortNames: Readonly<Record<string, string>> = { ED25519: 'ssh-ed25519', RSA: 'ssh-rsa' };

/** A host key as the model wants it, out of what OpenSSH's programs print; a text without one stays as it is. */
export function readHostKey(text: string): string {
  const fingerprint = /SHA256:[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/.exec(text)?.[0];
  if (fingerprint === undefined) return text.trim();
  const short = /\((\w+)\)\s*$/.exec(text)?.[1] ?? '';
  const algorithm = algorithms.find((name) => text.split(/\s+/).includes(name)) ?? shortNames[short];
  return algorithm === undefined ? fingerprint : `${algorithm} ${fingerprint}`;
}
