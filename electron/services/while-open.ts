import { AppError } from '../../shared/errors/app-error.ts';
import type { VaultSession } from './vault-session.ts';

/**
 * A question to the person that a lock takes back: an answer that comes later is heard by nobody, and what was typed for
 * what should follow does not wait for it. Rejects with `vault.locked` then, otherwise as `ask` does.
 */
export const whileOpen =
  <A extends readonly unknown[], T>(vault: Pick<VaultSession, 'onChange'>, ask: (...about: A) => Promise<T>) =>
  async (...about: A): Promise<T> => {
    let ignore = (): void => undefined;
    const locked = new Promise<never>((_, reject) => {
      ignore = vault.onChange(({ state }) => {
        if (state !== 'unlocked') reject(new AppError('vault.locked'));
      });
    });
    return Promise.race([ask(...about), locked]).finally(ignore);
  };
