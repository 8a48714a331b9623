import type { Entry } from './state/fleet.ts';

const DRIFT_SECONDS = 600;

/** Percentages that drift slowly around a level of the VM's own. */
export const utilisation = ({ load }: Pick<Entry, 'load'>, seconds: number) => {
  const wave = (offset: number): number => Math.sin((seconds / DRIFT_SECONDS + load * 7 + offset) * 2 * Math.PI);
  const percent = (level: number, swing: number, offset: number): number =>
    Math.round(Math.min(100, Math.max(0, level + swing * wave(offset))) * 10_000) / 10_000;
  return {
    CPUUtilization: percent(5 + load * 60, 5, 0),
    MemUsage: percent(30 + load * 50, 4, 0.3),
    SpaceUsage: percent(20 + load * 70, 0.5, 0.6),
  };
};
