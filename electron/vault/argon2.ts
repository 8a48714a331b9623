import { hashRaw } from '@node-rs/argon2';
import { AppError } from '../../shared/errors/app-error.ts';
import { keyLength, wipe, type DeriveKey, type KdfCost } from './crypto.ts';

/** Argon2's ARGON2_MEMORY_ALLOCATION_ERROR as the library words it. */
const isOutOfMemory = (error: unknown): boolean => error instanceof Error && /memory allocation/i.test(error.message);

const noMemory = ({ memoryKiB }: KdfCost, cause: unknown): AppError =>
  new AppError('vault.no-memory', { mebibytes: Math.ceil(memoryKiB / 1024) }, { cause });

/** {@link DeriveKey} on the native Argon2. A running derivation cannot be stopped: its late result is zeroed unseen. */
export const argon2id: DeriveKey = (password, salt, cost, signal) =>
  new Promise((resolve, reject) => {
    const cancel = (): void => {
      reject(new AppError('cancelled', {}, { cause: signal.reason }));
    };
    if (signal.aborted) {
      cancel();
      return;
    }
    signal.addEventListener('abort', cancel, { once: true });
    // The library's defaults are what DeriveKey promises: Argon2id, version 0x13.
    hashRaw(password, {
      memoryCost: cost.memoryKiB,
      timeCost: cost.passes,
      parallelism: cost.parallelism,
      outputLen: keyLength,
      salt,
    })
      .catch((error: unknown) => {
        throw isOutOfMemory(error) ? noMemory(cost, error) : error;
      })
      .then((key) => {
        if (signal.aborted) wipe(key);
        else resolve(key);
      }, reject)
      .finally(() => {
        signal.removeEventListener('abort', cancel);
      });
  });
