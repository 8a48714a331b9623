import type { LockSettings } from '../../shared/model/settings.ts';
import type { LockReason } from '../../shared/model/vault.ts';

/** What the operating system says about the person in front of it. */
export interface Presence {
  /** Milliseconds since the last input on the whole computer; always 0 where the system does not tell. */
  idleMs(): number;
  isScreenLocked(): boolean;
  onLeft(listener: (how: 'suspend' | 'screen-lock' | 'user-switch') => void): void;
}

/** Time for what has to be noticed without being told. */
export interface Ticker {
  /** Milliseconds since some moment; nobody can set it, and it may stand still while the computer sleeps. */
  monotonic(): number;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs something again and again; what it answers ends that. */
  every(ms: number, run: () => void): () => void;
}

interface AutoLockOptions {
  readonly presence: Presence;
  readonly ticker: Ticker;
  readonly settings: () => LockSettings;
  readonly isOpen: () => boolean;
  readonly lock: (reason: LockReason) => void;
}

/** Milliseconds between two looks at the clock and at the system. */
const look = 5_000;
/** A look that comes this much too late was slept through, even if nobody announced that. */
const slept = 60_000;

/**
 * Locks when the person is gone: after a time without input, and when the computer sleeps, locks its screen, goes to
 * another user or, by choice, when the main window is minimised. Where the system does not tell how long it is idle,
 * the input of our own windows decides. Whoever gave them input or opened the vault was there at that moment, whatever
 * the system says: it may count only some of the input (a remote desktop, X programs on Wayland).
 */
export class AutoLock {
  readonly #options: AutoLockOptions;
  readonly #stop: () => void;
  #inputAt: number;
  #openedAt: number;
  #wasOpen = false;
  #lookedAt: { readonly monotonic: number; readonly now: number };
  /** Some systems always say 0. */
  #systemTells = false;

  constructor(options: AutoLockOptions) {
    const { presence, ticker, settings } = options;
    this.#options = options;
    this.#inputAt = ticker.monotonic();
    this.#openedAt = this.#inputAt;
    this.#lookedAt = { monotonic: ticker.monotonic(), now: ticker.now() };
    this.#stop = ticker.every(look, () => this.#look());
    presence.onLeft((how) => {
      const { onSuspend, onScreenLock, onUserSwitch } = settings();
      const wanted = { suspend: onSuspend, 'screen-lock': onScreenLock, 'user-switch': onUserSwitch };
      if (wanted[how]) this.#lock(how);
    });
  }

  /** A window of ours was given input. */
  noteInput(): void {
    this.#inputAt = this.#options.ticker.monotonic();
  }

  /** The vault may have been opened or locked. */
  noteVault(): void {
    const isOpen = this.#options.isOpen();
    if (isOpen && !this.#wasOpen) this.#openedAt = this.#options.ticker.monotonic();
    this.#wasOpen = isOpen;
  }

  noteMinimised(): void {
    if (this.#options.settings().onMinimise) this.#lock('minimise');
  }

  stop(): void {
    this.#stop();
  }

  #look(): void {
    const { presence, settings, isOpen } = this.#options;
    const { late, uncounted } = this.#sinceLastLook();
    this.#inputAt -= uncounted;
    this.#openedAt -= uncounted;
    if (!isOpen()) return;
    const { idleMinutes, onSuspend, onScreenLock } = settings();
    if (onSuspend && late > slept) this.#lock('suspend');
    else if (onScreenLock && presence.isScreenLocked()) this.#lock('screen-lock');
    else if (idleMinutes > 0 && this.#idle() >= idleMinutes * 60_000) this.#lock('idle');
  }

  /** Milliseconds by which this look is late, by either clock, and those that the monotonic clock slept through. */
  #sinceLastLook(): { readonly late: number; readonly uncounted: number } {
    const { ticker } = this.#options;
    const before = this.#lookedAt;
    this.#lookedAt = { monotonic: ticker.monotonic(), now: ticker.now() };
    const counted = this.#lookedAt.monotonic - before.monotonic;
    const passed = this.#lookedAt.now - before.now;
    return { late: Math.max(counted, passed) - look, uncounted: Math.max(0, passed - counted) };
  }

  #idle(): number {
    const { presence, settings, ticker } = this.#options;
    const now = ticker.monotonic();
    const own = now - this.#inputAt;
    const system = presence.idleMs();
    if (system > 0) this.#systemTells = true;
    const isOwnAlone = settings().idleOf === 'app' || !this.#systemTells;
    return Math.min(now - this.#openedAt, isOwnAlone ? own : Math.min(own, system));
  }

  #lock(reason: LockReason): void {
    if (this.#options.isOpen()) this.#options.lock(reason);
  }
}
