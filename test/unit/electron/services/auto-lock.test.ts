import { beforeEach, describe, expect, it } from 'vitest';
import { systemPresence, type PowerMonitorLike } from '../../../../electron/platform/presence.ts';
import { AutoLock, type Ticker } from '../../../../electron/services/auto-lock.ts';
import { defaultSettings, type LockSettings } from '../../../../shared/model/settings.ts';
import type { LockReason } from '../../../../shared/model/vault.ts';

const second = 1_000;
const minute = 60 * second;
const away = { idleMinutes: 5, onSuspend: false, onScreenLock: false, onUserSwitch: false } as const;

/** Time that the test lets pass, looks included. */
class HandTicker implements Ticker {
  #monotonic = 0;
  #now = 1_700_000_000_000;
  #runs: { readonly ms: number; readonly run: () => void; next: number }[] = [];

  monotonic(): number {
    return this.#monotonic;
  }

  now(): number {
    return this.#now;
  }

  every(ms: number, run: () => void): () => void {
    const entry = { ms, run, next: this.#monotonic + ms };
    this.#runs.push(entry);
    return () => {
      this.#runs = this.#runs.filter((one) => one !== entry);
    };
  }

  pass(ms: number): void {
    for (let left = ms; left > 0; left -= second) {
      this.#monotonic += second;
      this.#now += second;
      for (const entry of this.#runs) {
        if (this.#monotonic < entry.next) continue;
        entry.next += entry.ms;
        entry.run();
      }
    }
  }

  /** The computer sleeps: no look, and a monotonic clock that may stand still. */
  sleep(ms: number, isCounted: boolean): void {
    this.#now += ms;
    if (!isCounted) return;
    this.#monotonic += ms;
    for (const entry of this.#runs) entry.next += ms;
  }

  setClock(by: number): void {
    this.#now += by;
  }
}

/** A system that says what the test tells it to. */
function makeSystem() {
  const heard = new Map<string, () => void>();
  const state = { idleSeconds: 0, locked: false };
  const monitor: PowerMonitorLike = {
    getSystemIdleTime: () => state.idleSeconds,
    getSystemIdleState: () => (state.locked ? 'locked' : 'active'),
    on: (event, listener) => heard.set(event, listener),
  };
  return { state, monitor, emit: (event: string) => heard.get(event)?.() };
}

let ticker: HandTicker;
let system: ReturnType<typeof makeSystem>;
let settings: LockSettings;
let locked: LockReason[];
let isOpen: boolean;
let autoLock: AutoLock;

const set = (change: Partial<LockSettings>): void => {
  settings = { ...defaultSettings.lock, ...change };
};

beforeEach(() => {
  ticker = new HandTicker();
  system = makeSystem();
  set({});
  locked = [];
  isOpen = true;
  autoLock = new AutoLock({
    presence: systemPresence(system.monitor),
    ticker,
    settings: () => settings,
    isOpen: () => isOpen,
    lock: (reason) => {
      locked.push(reason);
      isOpen = false;
    },
  });
});

describe('idle', () => {
  it('is decided by our own windows where the system never says that it is idle', () => {
    set(away);
    ticker.pass(4 * minute);
    autoLock.noteInput();
    ticker.pass(5 * minute - 10 * second);
    expect(locked).toEqual([]);
    ticker.pass(15 * second);
    expect(locked).toEqual(['idle']);
  });

  it('is that of the whole computer, where it tells: work in another program counts', () => {
    set(away);
    system.state.idleSeconds = 3;
    ticker.pass(60 * minute);
    expect(locked).toEqual([]);
    system.state.idleSeconds = 300;
    ticker.pass(5 * second);
    expect(locked).toEqual(['idle']);
  });

  it('is that of our windows alone when so chosen', () => {
    set({ ...away, idleOf: 'app' });
    system.state.idleSeconds = 1;
    ticker.pass(5 * minute);
    expect(locked).toEqual(['idle']);
  });

  it.each(['computer', 'app'] as const)(
    'never is while somebody types in VMDeck, counted or not: of the %s',
    (idleOf) => {
      set({ ...away, idleOf });
      for (let passed = 0; passed < 60 * minute; passed += minute) {
        system.state.idleSeconds += 60;
        ticker.pass(minute);
        autoLock.noteInput();
      }
      expect(locked).toEqual([]);
      ticker.pass(5 * minute);
      expect(locked).toEqual(['idle']);
    },
  );

  it('begins when the vault is opened, whatever the system did not count before', () => {
    for (const idleOf of ['computer', 'app'] as const) {
      set({ ...away, idleOf });
      isOpen = false;
      autoLock.noteVault();
      system.state.idleSeconds = 3600;
      ticker.pass(minute);
      isOpen = true;
      autoLock.noteInput();
      autoLock.noteVault();
      ticker.pass(3 * minute);
      autoLock.noteVault();
      ticker.pass(2 * minute - 10 * second);
      expect(locked).toEqual([]);
      ticker.pass(15 * second);
      expect(locked.splice(0)).toEqual(['idle']);
    }
  });

  it('never locks when it is switched off', () => {
    set({ ...away, idleMinutes: 0 });
    system.state.idleSeconds = 100_000;
    ticker.pass(120 * minute);
    expect(locked).toEqual([]);
  });

  it('takes another limit at once', () => {
    set({ ...away, idleMinutes: 60 });
    ticker.pass(10 * minute);
    set({ ...away, idleMinutes: 5 });
    ticker.pass(5 * second);
    expect(locked).toEqual(['idle']);
  });

  it('is not fooled by a clock that is set', () => {
    set(away);
    ticker.pass(minute);
    ticker.setClock(-60 * minute);
    ticker.pass(4 * minute);
    expect(locked).toEqual(['idle']);
  });

  it('counts the time that the computer slept, whether its clock did or not', () => {
    for (const isCounted of [true, false]) {
      set(away);
      autoLock.noteInput();
      ticker.sleep(6 * minute, isCounted);
      ticker.pass(5 * second);
      isOpen = true;
    }
    expect(locked).toEqual(['idle', 'idle']);
  });
});

describe('leaving the computer', () => {
  const events = [
    ['suspend', 'suspend', 'onSuspend'],
    ['lock-screen', 'screen-lock', 'onScreenLock'],
    ['user-did-resign-active', 'user-switch', 'onUserSwitch'],
  ] as const;

  it.each(events)('%s locks, once, unless that is switched off', (event, reason, setting) => {
    set({ [setting]: false });
    system.emit(event);
    expect(locked).toEqual([]);
    set({});
    system.emit(event);
    system.emit(event);
    expect(locked).toEqual([reason]);
  });

  it('locks when the screen is found to be locked, where no event tells', () => {
    system.state.locked = true;
    ticker.pass(5 * second);
    expect(locked).toEqual(['screen-lock']);
    isOpen = true;
    set({ onScreenLock: false });
    ticker.pass(minute);
    expect(locked).toEqual(['screen-lock']);
  });

  it('locks after a sleep that nobody announced', () => {
    for (const isCounted of [true, false]) {
      ticker.pass(minute);
      ticker.sleep(2 * minute, isCounted);
      ticker.pass(5 * second);
      isOpen = true;
    }
    expect(locked).toEqual(['suspend', 'suspend']);
  });

  it('locks when the main window is minimised only if that was chosen', () => {
    autoLock.noteMinimised();
    expect(locked).toEqual([]);
    set({ onMinimise: true });
    autoLock.noteMinimised();
    expect(locked).toEqual(['minimise']);
  });

  it('does nothing to a vault that is not open, nor after its end', () => {
    isOpen = false;
    set({ idleMinutes: 1, onMinimise: true });
    system.emit('suspend');
    autoLock.noteMinimised();
    ticker.pass(60 * minute);
    expect(locked).toEqual([]);
    isOpen = true;
    autoLock.stop();
    ticker.pass(60 * minute);
    expect(locked).toEqual([]);
  });
});
