import { AppError } from '../../shared/errors/app-error.ts';
import type { VaultSession } from './vault-session.ts';

/**
 * Shows a page of the web in the browser of this computer, as long as the vault is open: what a cloud answers after a
 * lock is shown to nobody.
 *
 * @throws AppError `vault.locked`, what `open` throws
 */
export const linkOpener =
  (vault: Pick<VaultSession, 'status'>, open: (link: string) => Promise<void>) =>
  async (link: string): Promise<void> => {
    if (vault.status().state !== 'unlocked') throw new AppError('vault.locked');
    await open(link);
  };
