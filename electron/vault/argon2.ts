import { hashRaw } from '@node-rs/argon2';
import { AppError } from '../../shared/errors/app-error.ts';
import { keyLength, wipe, type DeriveKey } from './crypto.ts';

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
      .then((key) => {
        if (signal.aborted) wipe(key);
        else resolve(key);
      }, reject)
      .finally(() => {
        signal.removeEventListener('abort', cancel);
      });
  });
