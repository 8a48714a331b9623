import { randomBytes } from 'node:crypto';
import { AppError, type ErrorData } from '../../shared/errors/app-error.ts';
import { freeName } from '../../shared/model/connection-name.ts';
import type { Translate } from '../../shared/i18n/translate.ts';
import type {
  OnConflict,
  VaultCost,
  VaultExport,
  VaultImport,
  VaultKeysView,
  VaultStatus,
} from '../../shared/model/vault.ts';
import type { Clock } from '../../shared/util/clock.ts';
import { noFolderSync } from '../../shared/util/folder-sync.ts';
import type { Secret } from '../../shared/util/secret.ts';
import { costOf } from '../vault/cost.ts';
import { errnoOf, storageError, type VaultFiles } from '../vault/files.ts';
import type { Keychain } from '../vault/keychain.ts';
import { usableBackend, type VaultKeys } from '../vault/keys.ts';
import { refuseOwnFile, type ImportRule } from '../vault/transfer.ts';
import type { Vault } from '../vault/vault.ts';
import type { Audit } from './audit.ts';
import { arrivalOf } from './connection-changes.ts';
import { changedSecrets, connectionKinship } from './connection-kinship.ts';
import { differsInLabelOnly } from './connection-record.ts';
import type { Connections } from './connections.ts';
import { recoverySheet } from './recovery-sheet.ts';
import type { Tasks } from './tasks.ts';
import { generationOf, type VaultSession } from './vault-session.ts';

interface VaultKeeperOptions {
  readonly audit: Audit;
  readonly vault: Vault;
  readonly session: VaultSession;
  readonly connections: Connections;
  readonly tasks: Pick<Tasks, 'clear'>;
  readonly keychain: Keychain;
  readonly files: VaultFiles;
  readonly clock: Clock;
}

/** The ways into the vault, its copies, and its end. Every deed is recorded, also those that failed. */
export class VaultKeeper {
  readonly #options: VaultKeeperOptions;

  constructor(options: VaultKeeperOptions) {
    this.#options = options;
  }

  async keys(): Promise<VaultKeysView> {
    const keys = this.#readable();
    return {
      recovery: keys?.hasRecovery ?? false,
      quickUnlock: keys?.quick?.backend ?? null,
      keychain: await this.#keychain(),
      cost: keys?.cost ?? null,
    };
  }

  /** Rejects as {@link VaultKeys.changePassword} does. */
  changePassword(current: Secret, next: Secret, signal: AbortSignal): Promise<VaultStatus> {
    return this.#deed('change-password', () => this.#options.vault.keys.changePassword(current, next, signal));
  }

  /** Rejects as {@link VaultKeys.changeCost} does. */
  changeCost(password: Secret, cost: VaultCost, signal: AbortSignal): Promise<VaultStatus> {
    return this.#deed('change-cost', () => this.#options.vault.keys.changeCost(password, costOf(cost), signal), {
      cost,
    });
  }

  /**
   * Writes the records into a vault file under a password of its own, over what is at the path.
   *
   * @throws AppError as {@link Vault.exportTo} does
   */
  export(path: string, current: Secret, own: Secret, signal: AbortSignal): Promise<VaultExport> {
    const { audit, vault } = this.#options;
    return audit.watch({ action: 'vault.export', parameters: { path }, begins: true }, async () => {
      const { exported, damaged } = await vault.exportTo(path, current, own, signal);
      return { path, exported: exported.length, damaged: damaged.length };
    });
  }

  /**
   * Takes the records of a vault file, and opens the connections that came or are other than they were; the others go on.
   * A new one whose name is taken gets a number behind it.
   *
   * @throws AppError as {@link Vault.importFrom} does
   */
  import(path: string, password: Secret, onConflict: OnConflict, signal: AbortSignal): Promise<VaultImport> {
    const { audit, vault, connections } = this.#options;
    return audit.watch({ action: 'vault.import', parameters: { path, onConflict } }, async (tell) => {
      const replaced = new Map<string, readonly string[]>();
      const rule: ImportRule = {
        ...{ onConflict, kinship: connectionKinship },
        onReplace: (id, ...record) => replaced.set(id, changedSecrets(...record)),
      };
      const before = new Map(connections.list().map(({ id, settings }) => [id, settings]));
      const result = await vault.importFrom(path, password, rule, signal);
      tell({ parameters: { path, onConflict, added: result.added.length, replaced: replaced.size } });
      const conflicting = result.conflicting.map((id) => connections.name(id) || id);
      await connections.start();
      for (const { id, settings } of connections.list()) {
        const former = before.get(id);
        // Where the former keys were refused, nobody would try the ones that came; what was opened anew does.
        const goesOn = former !== undefined && differsInLabelOnly(former, settings);
        if (goesOn && (replaced.get(id) ?? []).length > 0) connections.sync(id);
      }
      const taken = new Set([...result.added, ...replaced.keys()]);
      const came = connections.list().filter(({ id }) => taken.has(id));
      await audit.recordAll(came.map(({ id, settings }) => arrivalOf(id, before.get(id), settings, replaced.get(id))));
      for (const id of result.added) await this.#giveFreeName(id);
      const [added, identical, damaged] = [result.added.length, result.identical.length, result.damaged.length];
      return { added, identical, conflicting, damaged };
    });
  }

  /**
   * Makes a recovery key and writes the sheet that holds it. Nobody else gets the key; an earlier sheet is void then.
   *
   * @param path where the sheet goes, over what is there; removed again when the key could not be put into the vault
   * @throws AppError as {@link VaultKeys.addRecovery} does, `vault.own-file`, `storage.*`
   */
  makeRecovery(path: string, current: Secret, words: Translate, signal: AbortSignal): Promise<VaultStatus> {
    const { vault, files, clock } = this.#options;
    const work = async (): Promise<void> => {
      await refuseOwnFile(path, vault.path, files);
      let written = false;
      const handOver = async (key: Secret): Promise<void> => {
        await this.#write(path, recoverySheet({ key, path: vault.path, at: clock.now(), words }));
        written = true;
      };
      await vault.keys.addRecovery(current, handOver, signal).catch(async (error: unknown) => {
        if (written) await files.remove(path).catch(() => undefined);
        throw error;
      });
    };
    return this.#deed('make-recovery', work, {}, true);
  }

  removeRecovery(signal: AbortSignal): Promise<VaultStatus> {
    return this.#deed('remove-recovery', () => this.#options.vault.keys.removeRecovery(signal));
  }

  /** Rejects as {@link VaultKeys.recover} does. */
  recover(recoveryKey: Secret, next: Secret, signal: AbortSignal): Promise<VaultStatus> {
    const { audit, vault, session } = this.#options;
    return audit.watch(
      { action: 'vault.recover' },
      () => session.enter(() => vault.keys.recover(recoveryKey, next, signal)),
      () => ({ parameters: generationOf(vault) }),
    );
  }

  /** Rejects as {@link VaultKeys.enableQuickUnlock} does. */
  enableQuickUnlock(current: Secret, signal: AbortSignal): Promise<VaultStatus> {
    const { vault, keychain } = this.#options;
    return this.#deed('enable-quick-unlock', () => vault.keys.enableQuickUnlock(current, keychain, signal));
  }

  disableQuickUnlock(signal: AbortSignal): Promise<VaultStatus> {
    const { vault, keychain } = this.#options;
    return this.#deed('disable-quick-unlock', () => vault.keys.disableQuickUnlock(keychain, signal));
  }

  /** Rejects as {@link VaultKeys.quickUnlock} does: the password is asked for then. */
  quickUnlock(signal: AbortSignal): Promise<VaultStatus> {
    const { audit, vault, session, keychain } = this.#options;
    return audit.watch(
      { action: 'vault.quick-unlock' },
      () => session.enter(() => vault.keys.quickUnlock(keychain, signal)),
      () => ({ parameters: generationOf(vault) }),
    );
  }

  /**
   * Removes the vault, every copy of it that is kept beside it, its key in the keychain, and the list of tasks, which names
   * its VMs. Exports and sheets stay.
   *
   * @throws AppError `vault.busy`, `vault.in-use`, `storage.*`
   */
  destroy(): Promise<VaultStatus> {
    const { vault, session, keychain, tasks } = this.#options;
    return this.#deed('destroy', async () => {
      const quick = this.#readable()?.quick ?? null;
      await session.lock('destroy');
      // Where it is gone, but perhaps not for good, nothing may outlive it either.
      await vault.destroy().finally(async () => {
        if (vault.state !== 'absent') return;
        tasks.clear();
        if (quick !== null) await keychain.remove(quick.name).catch(() => undefined);
        session.announce();
      });
    });
  }

  async #giveFreeName(id: string): Promise<void> {
    const { connections } = this.#options;
    const views = connections.list();
    const added = views.find((one) => one.id === id);
    if (added === undefined) return;
    const { settings } = added;
    const taken = new Set(views.filter((one) => one !== added).map((one) => one.settings.name));
    const name = freeName(settings.name, taken);
    if (name !== settings.name) await connections.update(id, { ...settings, name, privateKey: null, secrets: {} });
  }

  #deed(
    name: string,
    work: () => Promise<void>,
    parameters: Record<string, string> = {},
    begins = false,
  ): Promise<VaultStatus> {
    const { audit, session, vault } = this.#options;
    const run = async (): Promise<VaultStatus> => {
      await work();
      return session.announce();
    };
    const learn = () => ({ parameters: { ...parameters, ...generationOf(vault) } });
    return audit.watch({ action: `vault.${name}`, parameters, begins }, run, learn);
  }

  /** The keys of a vault whose file can be read. */
  #readable(): VaultKeys | null {
    const { vault } = this.#options;
    return vault.state === 'absent' || vault.problem !== null ? null : vault.keys;
  }

  async #keychain(): Promise<{ backend: string | null; problem: ErrorData | null }> {
    try {
      return { backend: await usableBackend(this.#options.keychain), problem: null };
    } catch (error) {
      if (error instanceof AppError) return { backend: null, problem: error.toData() };
      throw error;
    }
  }

  async #write(path: string, text: string): Promise<void> {
    const { files } = this.#options;
    const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
    try {
      await files.write(temporary, new TextEncoder().encode(text));
      await files.rename(temporary, path);
    } catch (error) {
      await files.remove(temporary).catch(() => undefined);
      throw storageError(error, path);
    }
    await files.syncFolder(path).catch(async (error: unknown) => {
      if (noFolderSync.has(errnoOf(error))) return;
      await files.remove(path).catch(() => undefined);
      throw storageError(error, path);
    });
  }
}
