import type { LockReason, VaultCost, VaultStatus } from '../../shared/model/vault.ts';
import type { Secret } from '../../shared/util/secret.ts';
import type { Audit } from './audit.ts';
import type { Vault } from '../vault/vault.ts';
import { generationOf, VaultSession, type VaultSessionOptions } from './vault-session.ts';

/** A vault session whose openings, also those that failed, and closings are recorded. */
export class AuditedVaultSession extends VaultSession {
  readonly #audit: Audit;
  readonly #vault: Vault;

  constructor(audit: Audit, options: VaultSessionOptions) {
    super(options);
    this.#audit = audit;
    this.#vault = options.vault;
  }

  override create(password: Secret, cost: VaultCost, signal: AbortSignal): Promise<VaultStatus> {
    return this.#audit.watch({ action: 'vault.create', parameters: { cost } }, () =>
      super.create(password, cost, signal),
    );
  }

  override unlock(password: Secret, signal: AbortSignal): Promise<VaultStatus> {
    return this.#audit.watch(
      { action: 'vault.unlock' },
      () => super.unlock(password, signal),
      () => ({
        parameters: generationOf(this.#vault),
      }),
    );
  }

  protected override noteLock(reason: LockReason): void {
    super.noteLock(reason);
    const parameters = { reason, ...generationOf(this.#vault) };
    this.#audit.record({ action: 'vault.lock', parameters }, { outcome: 'done' });
  }

  override async restoreBackup(): Promise<VaultStatus> {
    if (!this.status().backupAvailable) return super.restoreBackup();
    return this.#audit.watch({ action: 'vault.restore' }, () => super.restoreBackup());
  }
}
