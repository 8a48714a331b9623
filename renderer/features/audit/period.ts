import { everyEntry, type AuditFilter, type AuditOutcome } from '../../../shared/model/audit.ts';

const hour = 3_600_000;

/** Milliseconds that a period reaches back; null for all time. */
const lengths = { all: null, hour, day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour } as const;

export type Period = keyof typeof lengths;
export const periods: readonly Period[] = ['all', 'hour', 'day', 'week', 'month'];

/** What a person has chosen in the bar above the entries. */
export interface AuditChoice {
  readonly text: string;
  readonly outcome: AuditOutcome | null;
  /** An id. */
  readonly connection: string | null;
  readonly period: Period;
}

export const noChoice: AuditChoice = { text: '', outcome: null, connection: null, period: 'all' };

export const isNarrowed = ({ text, outcome, connection, period }: AuditChoice): boolean =>
  text.trim() !== '' || outcome !== null || connection !== null || period !== 'all';

/** @param now milliseconds since the epoch; periods begin at a whole minute, so that equal choices ask the same */
export function filterOf({ text, outcome, connection, period }: AuditChoice, now: number): AuditFilter {
  const length = lengths[period];
  const from = length === null ? null : Math.floor((now - length) / 60_000) * 60_000;
  return { ...everyEntry, text, outcomes: outcome === null ? [] : [outcome], connection, from };
}
