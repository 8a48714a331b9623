import { stepWords } from '../../../shared/i18n/doctor-words.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { DoctorStep } from '../../../shared/model/doctor.ts';

/** What a cloud says in its own words may name anything, and accounts name people: neither is passed on. */
const keptBack = ['message', 'user'] as const;

function withoutNames<T extends Pick<DoctorStep, 'params'>>(told: T): T {
  const hidden = keptBack.filter((name) => name in told.params).map((name) => [name, '…'] as const);
  return { ...told, params: { ...told.params, ...Object.fromEntries(hidden) } };
}

function line(t: Translate, step: DoctorStep): string {
  const { error, ms } = step;
  const time = ms === null ? '' : ` (${t('doctor.ms', { ms })})`;
  const code = error === null ? '' : ` [${[error.code, error.detail?.code ?? ''].join(' ').trimEnd()}]`;
  const head = `${t(`doctor.step.${step.step}`)} ${step.server}`.trimEnd();
  const told = withoutNames({ ...step, error: error === null ? null : withoutNames(error) });
  const words = stepWords(t, told).join(' ');
  return `${head}: ${t(`doctor.state.${step.state}`)}${time}${code} ${words}`.trimEnd();
}

/**
 * A report as text: steps, times, codes and our words; no keys, no names but those of servers and regions.
 *
 * @param at when it began, in milliseconds since the epoch; null for one that was stopped
 */
export const reportText = (t: Translate, at: number | null, steps: readonly DoctorStep[]): string =>
  [at === null ? t('doctor.stopped') : new Date(at).toISOString(), ...steps.map((step) => line(t, step))].join('\n');
