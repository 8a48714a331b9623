import { stepWords } from '../../../shared/i18n/doctor-words.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import type { DoctorStep } from '../../../shared/model/doctor.ts';

/** What a cloud says in its own words may name anything, so it stays out of what is passed on. */
function withoutTheirWords(step: DoctorStep): DoctorStep {
  const { error } = step;
  if (error?.params['message'] === undefined) return step;
  return { ...step, error: { ...error, params: { ...error.params, message: '…' } } };
}

function line(t: Translate, step: DoctorStep): string {
  const { error, ms } = step;
  const time = ms === null ? '' : ` (${t('doctor.ms', { ms })})`;
  const code = error === null ? '' : ` [${[error.code, error.detail?.code ?? ''].join(' ').trimEnd()}]`;
  const head = `${t(`doctor.step.${step.step}`)} ${step.server}`.trimEnd();
  const words = stepWords(t, withoutTheirWords(step)).join(' ');
  return `${head}: ${t(`doctor.state.${step.state}`)}${time}${code} ${words}`.trimEnd();
}

/**
 * A report as text: steps, times, codes and our words; no keys, no names but those of servers and regions.
 *
 * @param at when it began, in milliseconds since the epoch; null for one that was stopped
 */
export const reportText = (t: Translate, at: number | null, steps: readonly DoctorStep[]): string =>
  [at === null ? t('doctor.stopped') : new Date(at).toISOString(), ...steps.map((step) => line(t, step))].join('\n');
