import { AppError } from '../../shared/errors/app-error.ts';
import type { Secret } from '../../shared/util/secret.ts';
import {
  passwordBytes,
  passwordLength,
  saltLength,
  seal,
  unseal,
  wipe,
  type DeriveKey,
  type KdfCost,
  type Random,
} from './crypto.ts';
import { passwordSlotAad, type PasswordSlot } from './layout.ts';

/** Unicode code points after normalisation. */
export const minPasswordLength = 8;

/** What wrapping a key by a password needs. */
export interface PasswordParts {
  readonly deriveKey: DeriveKey;
  readonly random: Random;
}

/** Refuses a password that is too short, with `vault.weak-password`. */
export function checkPassword(password: Secret): void {
  if (passwordLength(password) < minPasswordLength) {
    throw new AppError('vault.weak-password', { min: minPasswordLength });
  }
}

async function passwordKey(
  deriveKey: DeriveKey,
  password: Secret,
  salt: Uint8Array,
  cost: KdfCost,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const bytes = passwordBytes(password);
  const key = await deriveKey(bytes, salt, cost, signal).finally(() => wipe(bytes));
  if (!signal.aborted) return key;
  wipe(key);
  throw new AppError('cancelled');
}

/** A slot of the data key under a password, with a fresh salt. Rejects with `cancelled`. */
export async function wrapByPassword(
  { deriveKey, random }: PasswordParts,
  dataKey: () => Uint8Array,
  password: Secret,
  cost: KdfCost,
  signal: AbortSignal,
): Promise<PasswordSlot> {
  const salt = random(saltLength);
  const key = await passwordKey(deriveKey, password, salt, cost, signal);
  try {
    return { cost, salt, wrapped: seal(key, dataKey(), passwordSlotAad(cost, salt), random) };
  } finally {
    wipe(key);
  }
}

/** The data key, which the caller zeroes. Rejects with `vault.wrong-password` or `cancelled`. */
export async function unwrapByPassword(
  deriveKey: DeriveKey,
  password: Secret,
  { cost, salt, wrapped }: PasswordSlot,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const key = await passwordKey(deriveKey, password, salt, cost, signal);
  const dataKey = unseal(key, wrapped, passwordSlotAad(cost, salt));
  wipe(key);
  if (dataKey === null) throw new AppError('vault.wrong-password');
  return dataKey;
}
