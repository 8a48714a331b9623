import type { Presence } from '../services/auto-lock.ts';

/** The part of Electron's `powerMonitor` that is used. */
export interface PowerMonitorLike {
  /** Seconds. */
  getSystemIdleTime(): number;
  /** `locked` on Linux too, where no event tells of it. */
  getSystemIdleState(thresholdSeconds: number): string;
  on(event: 'suspend' | 'lock-screen' | 'user-did-resign-active', listener: () => void): unknown;
}

/** Longer than anybody is away: only whether the screen is locked is asked. */
const never = 1_000_000;

/**
 * The person in front of the computer, as Electron knows it. Events tell of a locked screen on Windows and macOS, the
 * state on Linux; of another user only macOS tells, Windows locks the screen then.
 */
export const systemPresence = (monitor: PowerMonitorLike): Presence => ({
  idleMs: () => monitor.getSystemIdleTime() * 1000,
  isScreenLocked: () => monitor.getSystemIdleState(never) === 'locked',
  onLeft: (listener) => {
    monitor.on('suspend', () => listener('suspend'));
    monitor.on('lock-screen', () => listener('screen-lock'));
    monitor.on('user-did-resign-active', () => listener('user-switch'));
  },
});
