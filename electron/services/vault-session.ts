import { AppError, type ErrorData } from '../../shared/errors/app-error.ts';
import type { LockSettings } from '../../shared/model/settings.ts';
import type { LockReason, VaultCost, VaultStatus } from '../../shared/model/vault.ts';
import type { Secret } from '../../shared/util/secret.ts';
import { costOf } from '../vault/cost.ts';
import type { Vault } from '../vault/vault.ts';
import type { Connections } from './connections.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import { eachStep } from './each-step.ts';
import { createListeners } from './listeners.ts';
import type { Log } from './ports.ts';
import type { SecretClipboard } from './secret-clipboard.ts';
import type { Tasks } from './tasks.ts';

export interface VaultSessionOptions {
  readonly vault: Vault;
  readonly connections: Connections;
  readonly tasks: Tasks;
  readonly consoles: ConsoleSessions;
  /** Holds secrets that were copied. */
  readonly clipboard: Pick<SecretClipboard, 'clear'>;
  /** What becomes of consoles and tasks at a lock. */
  readonly lockPolicy: () => Pick<LockSettings, 'consoles' | 'tasks'>;
  readonly log: Log;
}

/** That an older copy than the one this computer knew was unlocked, as a failure with words; `null` when none was. */
export function olderThanKnown({ older }: Vault): AppError | null {
  return older === null ? null : new AppError('vault.older', { ...older });
}

/** What the audit log tells of the open file: its generation, and what was known when it was opened as an older copy. */
export const generationOf = ({ older, generation }: Vault): Record<string, number> => ({
  ...(generation !== null && { generation }),
  ...(older !== null && { olderThan: older.known }),
});

/** Unlock opens every connection and lets tasks go on; lock ends connections and drops the keys. */
export class VaultSession {
  readonly #options: VaultSessionOptions;
  readonly #changed = createListeners<VaultStatus>();
  #announced: VaultStatus | null = null;

  constructor(options: VaultSessionOptions) {
    this.#options = options;
    options.connections.onChange(() => this.#noticeDamage());
  }

  onChange(listener: (status: VaultStatus) => void): () => void {
    return this.#changed.add(listener);
  }

  status(): VaultStatus {
    const { vault, connections } = this.#options;
    const problem: ErrorData | null = vault.problem ?? connections.damaged()[0]?.toData() ?? null;
    const older = olderThanKnown(vault)?.toData() ?? null;
    return { state: vault.state, problem, older, backupAvailable: vault.backup };
  }

  create(password: Secret, cost: VaultCost, signal: AbortSignal): Promise<VaultStatus> {
    return this.enter(() => this.#options.vault.create(password, costOf(cost), signal));
  }

  unlock(password: Secret, signal: AbortSignal): Promise<VaultStatus> {
    return this.enter(() => this.#options.vault.unlock(password, signal));
  }

  /** Unlocks by another way than the master password. */
  async enter(open: () => Promise<void>): Promise<VaultStatus> {
    await open();
    return this.#opened();
  }

  /**
   * Ends or blanks the consoles, has the tasks rest or finish, drops the keys, and takes copies of secrets off the clipboard. At the end of the app or of the vault
   * nothing goes on; what the clouds have already accepted goes on there.
   */
  async lock(reason: LockReason = 'asked'): Promise<VaultStatus> {
    const { vault, connections, tasks, consoles, clipboard, log, lockPolicy } = this.#options;
    const cleared = clipboard.clear();
    const policy = reason === 'quit' || reason === 'destroy' ? null : lockPolicy();
    let held: ReturnType<Tasks['hold']> = { connectionIds: new Set(), settled: Promise.resolve() };
    const steps = [
      () => (policy?.consoles === 'blank' ? consoles.seal() : consoles.closeAll()),
      () => (policy === null ? tasks.interrupt() : undefined),
      () => void (held = tasks.hold(policy?.tasks === 'finish')),
    ];
    // The keys go whatever fails before.
    eachStep(steps, (error) => log.write('error', 'vault.lock-incomplete', { error: String(error) }));
    if (policy?.tasks === 'finish') await connections.lendKeys(held.connectionIds);
    const wasOpen = vault.state === 'unlocked';
    const saved = vault.close();
    void held.settled.then(() => connections.takeBack());
    const stopped = connections.stop(held.connectionIds);
    if (wasOpen) this.noteLock(reason);
    // What follows can take as long as a medium or a server that does not answer; nothing may be seen until then, and
    // who has seen it may unlock again meanwhile.
    this.announce();
    await Promise.all([stopped, saved, cleared]);
    return this.status();
  }

  /** Once the keys are gone: what a lock waits for after that may never come. */
  protected noteLock(reason: LockReason): void {
    this.#options.log.write('info', 'vault.locked', { reason });
  }

  /** Looks at the vault file again. */
  async reload(): Promise<VaultStatus> {
    await this.#options.vault.reload();
    return this.announce();
  }

  /** Does nothing to a vault that needs none. */
  async restoreBackup(): Promise<VaultStatus> {
    if (!this.#options.vault.backup) return this.status();
    await this.lock();
    await this.#options.vault.restoreBackup();
    return this.announce();
  }

  async #opened(): Promise<VaultStatus> {
    const { connections, tasks, log } = this.#options;
    await connections.start();
    tasks.resume();
    log.write('info', 'vault.unlocked', { damagedRecords: connections.damaged().length });
    return this.announce();
  }

  /** A damaged record that was removed is no problem any more. */
  #noticeDamage(): void {
    const known = this.#announced?.problem;
    if (known?.code === 'vault.record-damaged' && this.status().problem?.params['id'] !== known.params['id']) {
      this.announce();
    }
  }

  /** Tells the listeners how the vault is now. */
  announce(): VaultStatus {
    const status = this.status();
    this.#announced = status;
    this.#changed.notify(status);
    return status;
  }
}
