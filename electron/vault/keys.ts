import { AppError } from '../../shared/errors/app-error.ts';
import type { Secret } from '../../shared/util/secret.ts';
import { checkNewCost } from './cost.ts';
import { wipe, type KdfCost } from './crypto.ts';
import type { Keychain } from './keychain.ts';
import type { OtherSlot, PasswordSlot, VaultDocument } from './layout.ts';
import type { VaultOptions } from './options.ts';
import { checkPassword, wrapByPassword } from './password.ts';
import {
  isBackendName,
  makeQuickSlot,
  openQuickSlot,
  parseQuickSlot,
  quickSlotType,
  type QuickSlot,
} from './quick-slot.ts';
import { makeRecovery, openRecovery, parseRecoveryKey, recoverySlotType } from './recovery.ts';

type Slots = Pick<VaultDocument, 'password' | 'otherSlots'>;

/** What the keys of a vault need of it. */
export interface KeyAccess {
  readonly options: VaultOptions;
  /** Rejects as an unlock does when there is nothing to unlock. */
  readonly document: () => VaultDocument;
  /** The data key for the moment; throws `vault.locked`. */
  readonly dataKey: () => Uint8Array;
  /** One at a time; `either` is aborted by the signal and by a lock. */
  readonly alone: (signal: AbortSignal, work: (either: AbortSignal) => Promise<void>) => Promise<void>;
  /** Unlocks with what `open` gives, then does `next`, whose failure locks again. */
  readonly enter: (
    signal: AbortSignal,
    open: (document: VaultDocument, either: AbortSignal) => Promise<Uint8Array>,
    next?: (either: AbortSignal) => Promise<void>,
  ) => Promise<void>;
  /** Checks the master password, with the delays after wrong ones. */
  readonly verify: (password: Secret, signal: AbortSignal) => Promise<void>;
  /** What the password of a new vault costs here; measured when asked. */
  readonly newCost: (signal: AbortSignal) => Promise<KdfCost>;
  /** Saves with other slots, and the earlier generations with the same ones; or rejects, and the file keeps its own. */
  readonly saveSlots: (change: (slots: Slots) => Slots) => Promise<void>;
}

const without = (slots: readonly OtherSlot[], type: number): readonly OtherSlot[] =>
  slots.filter((slot) => slot.type !== type);

/** The ways to a vault's data key: master password, recovery key, and the keychain of the operating system. */
export class VaultKeys {
  readonly #access: KeyAccess;

  constructor(access: KeyAccess) {
    this.#access = access;
  }

  get hasRecovery(): boolean {
    return this.#find(recoverySlotType) !== null;
  }

  /** What a quick unlock was set up with, or `null`. */
  get quick(): QuickSlot | null {
    const slot = this.#find(quickSlotType);
    try {
      return slot === null ? null : parseQuickSlot(slot);
    } catch {
      return null;
    }
  }

  /** What deriving the password's key costs. */
  get cost(): KdfCost {
    return this.#access.document().password.cost;
  }

  /**
   * Wraps the data key anew; records stay as they are. Rejects with `vault.locked`, `vault.wrong-password`, `vault.wait`,
   * `vault.weak-password`, `storage.*` or `cancelled`, and the old password then holds: no key of the file has changed.
   */
  async changePassword(current: Secret, next: Secret, signal: AbortSignal): Promise<void> {
    checkPassword(next);
    await this.#rewrap(current, next, () => Promise.resolve(this.cost), signal);
  }

  /** As {@link changePassword}, with the same password at another cost, or at the one that new vaults get here. */
  async changeCost(password: Secret, cost: KdfCost | 'measured', signal: AbortSignal): Promise<void> {
    if (cost !== 'measured') checkNewCost(cost);
    const wanted = cost === 'measured' ? this.#access.newCost : () => Promise.resolve(cost);
    await this.#rewrap(password, password, wanted, signal);
  }

  /**
   * Makes a recovery key, in the place of an earlier one, and hands it over once: the vault keeps only what it opens. It
   * does not open the file unless this resolves; an earlier one does until then. Rejects as {@link changePassword} does,
   * and with what `handOver` rejects with.
   */
  addRecovery(current: Secret, handOver: (key: Secret) => Promise<void>, signal: AbortSignal): Promise<void> {
    return this.#confirmed(current, signal, async (either) => {
      const { key, slot } = makeRecovery(this.#access.dataKey(), this.#access.options.random);
      await handOver(key);
      if (either.aborted) throw new AppError('cancelled');
      await this.#put(slot);
    });
  }

  /** The printed key opens nothing any more. */
  removeRecovery(signal: AbortSignal): Promise<void> {
    return this.#access.alone(signal, () => this.#drop(recoverySlotType));
  }

  /**
   * Unlocks with the printed key and sets a new master password. Rejects with `vault.recovery-invalid` (a slip of
   * typing), `vault.recovery-wrong`, `vault.recovery-absent`, and otherwise as an unlock does.
   */
  async recover(recoveryKey: Secret, next: Secret, signal: AbortSignal): Promise<void> {
    checkPassword(next);
    const { enter, options, dataKey } = this.#access;
    const key = parseRecoveryKey(recoveryKey);
    const open = (): Promise<Uint8Array> => {
      const slot = this.#find(recoverySlotType);
      if (slot === null) throw new AppError('vault.recovery-absent');
      return Promise.resolve(openRecovery(slot, key));
    };
    try {
      await enter(
        signal,
        () => new Promise((resolve) => resolve(open())),
        async (either) => {
          await this.#savePassword(await wrapByPassword(options, dataKey, next, this.cost, either));
        },
      );
    } finally {
      wipe(key);
    }
  }

  /**
   * Lets the operating system's keychain unlock, as one more way. Rejects as {@link changePassword} does, with
   * `vault.keychain-unavailable`, or with `vault.keychain-insecure` where secrets would lie in the open.
   */
  async enableQuickUnlock(current: Secret, keychain: Keychain, signal: AbortSignal): Promise<void> {
    const { dataKey, options } = this.#access;
    const backend = await usableBackend(keychain);
    await this.#confirmed(current, signal, async (either) => {
      const old = this.quick;
      const { key, slot } = makeQuickSlot(dataKey(), backend, options.random);
      const { name } = parseQuickSlot(slot);
      try {
        await asking(keychain.store(name, key)).finally(() => wipe(key));
        if (either.aborted) throw new AppError('cancelled');
        await this.#put(slot);
      } catch (error) {
        await keychain.remove(name).catch(() => undefined);
        throw error;
      }
      if (old !== null) await keychain.remove(old.name).catch(() => undefined);
    });
  }

  disableQuickUnlock(keychain: Keychain, signal: AbortSignal): Promise<void> {
    return this.#access.alone(signal, async () => {
      const { quick } = this;
      await this.#drop(quickSlotType);
      if (quick !== null) await keychain.remove(quick.name).catch(() => undefined);
    });
  }

  /**
   * Unlocks without a password. Rejects with `vault.quick-absent`, `vault.keychain-unavailable`,
   * `vault.keychain-insecure` or `vault.keychain-changed`: the password is asked for then, and nothing is removed.
   */
  quickUnlock(keychain: Keychain, signal: AbortSignal): Promise<void> {
    return this.#access.enter(signal, async () => {
      const slot = this.#find(quickSlotType);
      if (slot === null) throw new AppError('vault.quick-absent');
      const { backend, name } = parseQuickSlot(slot);
      const present = await usableBackend(keychain);
      if (present !== backend) throw new AppError('vault.keychain-changed', { before: backend, now: present });
      const key = await asking(keychain.load(name));
      const dataKey = key === null ? null : openQuickSlot(slot, key);
      if (dataKey === null) throw new AppError('vault.keychain-changed', { before: backend, now: present });
      return dataKey;
    });
  }

  #find(type: number): OtherSlot | null {
    return this.#access.document().otherSlots.find((slot) => slot.type === type) ?? null;
  }

  /** Resolves when the master password of this unlocked vault was given, with the delays after wrong ones. */
  confirm(current: Secret, signal: AbortSignal): Promise<void> {
    return this.#confirmed(current, signal, () => Promise.resolve());
  }

  /** Whoever finds the vault unlocked can use it, but not make a way in of their own. */
  #confirmed(current: Secret, signal: AbortSignal, work: (either: AbortSignal) => Promise<void>): Promise<void> {
    const { alone, dataKey, verify } = this.#access;
    return alone(signal, async (either) => {
      dataKey();
      await verify(current, either);
      await work(either);
    });
  }

  async #rewrap(
    current: Secret,
    next: Secret,
    cost: (signal: AbortSignal) => Promise<KdfCost>,
    signal: AbortSignal,
  ): Promise<void> {
    const { dataKey, options } = this.#access;
    await this.#confirmed(current, signal, async (either) => {
      await this.#savePassword(await wrapByPassword(options, dataKey, next, await cost(either), either));
    });
  }

  #savePassword(password: PasswordSlot): Promise<void> {
    return this.#access.saveSlots(({ otherSlots }) => ({ password, otherSlots }));
  }

  #put(slot: OtherSlot): Promise<void> {
    return this.#access.saveSlots(({ password, otherSlots }) => ({
      password,
      otherSlots: [...without(otherSlots, slot.type), slot],
    }));
  }

  #drop(type: number): Promise<void> {
    return this.#access.saveSlots(({ password, otherSlots }) => ({ password, otherSlots: without(otherSlots, type) }));
  }
}

async function asking<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new AppError('vault.keychain-unavailable', {}, { cause: error });
  }
}

/**
 * What keeps the secrets of a keychain that can be used. Rejects with `vault.keychain-unavailable`, or with
 * `vault.keychain-insecure` where secrets would lie in the open.
 */
export async function usableBackend(keychain: Keychain): Promise<string> {
  const backend = await asking(keychain.backend());
  if (backend === null || !isBackendName(backend)) throw new AppError('vault.keychain-unavailable');
  if (backend === 'basic_text') throw new AppError('vault.keychain-insecure');
  return backend;
}
