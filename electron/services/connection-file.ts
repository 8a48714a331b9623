import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import {
  connectionDefaults,
  connectionSecretsSchema,
  connectionSettingsSchema,
  type ConnectionSettings,
} from '../../shared/model/connection.ts';
import type { Secret } from '../../shared/util/secret.ts';
import {
  passwordBytes,
  saltLength,
  seal,
  unseal,
  wipe,
  type DeriveKey,
  type KdfCost,
  type Random,
} from '../vault/crypto.ts';
import type { ConnectionRecord } from './connection-record.ts';

const format = 'vmdeck-connections';
const version = 1;
/** How a file that was cut off can still be known for ours. */
const beginning = /^\s*\{\s*"format":\s*"vmdeck-connections"/;

/** Of a file that one connection fits into a thousand times. */
export const longestFile = 16 * 1024 * 1024;

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
/** What a derivation may cost: a file from elsewhere must neither be weak nor keep this computer busy for minutes. */
const costSchema = z.strictObject({
  memoryKiB: z
    .number()
    .int()
    .min(19 * 1024)
    .max(1024 * 1024),
  passes: z.number().int().min(2).max(20),
  parallelism: z.number().int().min(1).max(16),
});

const sealedSchema = z.strictObject({
  kdf: z.literal('argon2id-v19'),
  cost: costSchema,
  salt: bytes,
  cipher: z.literal('aes-256-gcm'),
  nonce: bytes,
  ciphertext: bytes,
  tag: bytes,
});

/** Files of earlier versions say nothing of jump hosts and consoles; they are sealed as they are. */
const carriedSettingsSchema = connectionSettingsSchema.extend(
  connectionSettingsSchema.pick({ jump: true, consoleTls: true, consolePins: true, webConsole: true }).partial().shape,
);
type CarriedSettings = z.infer<typeof carriedSettingsSchema>;

const { consoleTls, consolePins } = connectionDefaults;
const upgrade = (settings: CarriedSettings): ConnectionSettings => ({
  ...settings,
  jump: settings.jump ?? null,
  consoleTls: settings.consoleTls ?? consoleTls,
  consolePins: settings.consolePins ?? consolePins,
  webConsole: settings.webConsole ?? null,
});

const fileSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  /** Settings alone, in the order of the list. */
  connections: z.array(carriedSettingsSchema).max(10_000),
  /** The secrets of each, in the same order, under a password; null: none. */
  sealed: sealedSchema.nullable(),
});

const secretsSchema = z.array(z.strictObject({ privateKey: z.string(), secrets: connectionSecretsSchema }));
type Secrets = Pick<ConnectionRecord, 'privateKey' | 'secrets'>;

/** What a file holds of one connection; secrets are null in a file without. */
export interface CarriedConnection {
  readonly settings: ConnectionSettings;
  readonly secrets: Secrets | null;
}

export interface FileCrypto {
  readonly random: Random;
  readonly deriveKey: DeriveKey;
  readonly cost: KdfCost;
}

/** Settings, as the file has them, and cost are authenticated: a key must not be led elsewhere by whoever can change it. */
const associated = (connections: unknown, cost: KdfCost, salt: Uint8Array): Uint8Array =>
  new TextEncoder().encode(JSON.stringify([format, version, connections, cost, Buffer.from(salt).toString('base64')]));

const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');

async function withKey<T>(
  password: Secret,
  { deriveKey, cost, salt }: { readonly deriveKey: DeriveKey; readonly cost: KdfCost; readonly salt: Uint8Array },
  use: (key: Uint8Array) => T,
  signal: AbortSignal,
): Promise<T> {
  const word = passwordBytes(password);
  let key: Uint8Array | null = null;
  try {
    key = await deriveKey(word, salt, cost, signal);
    return use(key);
  } finally {
    wipe(word);
    if (key !== null) wipe(key);
  }
}

/** A file of connections, with their secrets when there is a password to seal them under. */
export async function encodeConnections(
  records: readonly ConnectionRecord[],
  password: Secret | null,
  { random, deriveKey, cost }: FileCrypto,
  signal: AbortSignal,
): Promise<string> {
  const connections = records.map(({ settings }) => connectionSettingsSchema.parse(settings));
  const write = (sealed: unknown): string => `${JSON.stringify({ format, version, connections, sealed }, null, 2)}\n`;
  if (password === null) return write(null);
  const salt = random(saltLength);
  const plaintext = new TextEncoder().encode(
    JSON.stringify(records.map(({ privateKey, secrets }): Secrets => ({ privateKey, secrets }))),
  );
  const aad = associated(connections, cost, salt);
  const sealing = (key: Uint8Array) => seal(key, plaintext, aad, random);
  const { nonce, ciphertext, tag } = await withKey(password, { deriveKey, cost, salt }, sealing, signal).finally(() =>
    wipe(plaintext),
  );
  return write({
    ...{ kdf: 'argon2id-v19', cost, salt: base64(salt), cipher: 'aes-256-gcm' },
    ...{ nonce: base64(nonce), ciphertext: base64(ciphertext), tag: base64(tag) },
  });
}

function parse(text: string): z.infer<typeof fileSchema> & { readonly written: unknown } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new AppError(beginning.test(text) ? 'transfer.damaged' : 'transfer.foreign');
  }
  const head = z
    .looseObject({ format: z.literal(format), version: z.number(), connections: z.unknown().optional() })
    .safeParse(json);
  if (!head.success) throw new AppError('transfer.foreign');
  if (head.data.version > version) throw new AppError('transfer.newer', { version: head.data.version });
  const file = fileSchema.safeParse(json);
  if (!file.success) throw new AppError('transfer.damaged');
  return { ...file.data, written: head.data.connections };
}

/**
 * What a file of connections holds.
 *
 * @throws AppError `transfer.foreign`, `transfer.newer`, `transfer.damaged`; `transfer.password-needed` for a sealed one
 * without a password; `transfer.wrong-password` also when it was changed
 */
export async function decodeConnections(
  text: string,
  password: Secret | null,
  deriveKey: DeriveKey,
  signal: AbortSignal,
): Promise<readonly CarriedConnection[]> {
  const { connections, written, sealed } = parse(text);
  const upgraded = connections.map(upgrade);
  if (sealed === null) return upgraded.map((settings) => ({ settings, secrets: null }));
  if (password === null) throw new AppError('transfer.password-needed');
  const { cost, salt } = sealed;
  const opening = (key: Uint8Array) => unseal(key, sealed, associated(written, cost, salt));
  const plaintext = await withKey(password, { deriveKey, cost, salt }, opening, signal).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    // Lengths that the cipher does not take.
    throw new AppError('transfer.damaged', {}, { cause: error });
  });
  if (plaintext === null) throw new AppError('transfer.wrong-password');
  try {
    const secrets = secretsSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)));
    return upgraded.map((settings, index) => ({ settings, secrets: secrets[index] ?? null }));
  } catch {
    throw new AppError('transfer.damaged');
  } finally {
    wipe(plaintext);
  }
}
