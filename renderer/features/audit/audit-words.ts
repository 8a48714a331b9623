import { isMessageKey, type Translate } from '../../../shared/i18n/translate.ts';
import type { AuditEntry, AuditOutcome } from '../../../shared/model/audit.ts';
import type { GlyphShape } from '../../ui/glyph.tsx';

const shapes: Readonly<Record<AuditOutcome, GlyphShape>> = {
  begun: 'move',
  done: 'done',
  failed: 'err',
  'timed-out': 'err',
  cancelled: 'gone',
  interrupted: 'unknown',
};

export const shapeOfOutcome = (outcome: AuditOutcome): GlyphShape => shapes[outcome];

/** An action of a VM has the words of its button; one that only a newer version knows is shown as it is. */
export function actionWords(t: Translate, action: string): string {
  const key = [`audit.action.${action}`, action.replace(/^vm\./, 'action.')].find(isMessageKey);
  return key === undefined ? action : t.loose(key, {});
}

const precise = new Map<string, Intl.NumberFormat>();

/** Milliseconds to a tenth of a second, e.g. `1.2s`; short ones in milliseconds. */
export function lasted(ms: number | null, locale: string): string {
  if (ms === null) return '—';
  const unit = ms < 1000 ? 'millisecond' : 'second';
  const key = `${locale} ${unit}`;
  const format =
    precise.get(key) ??
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 1 });
  precise.set(key, format);
  return format.format(ms < 1000 ? ms : ms / 1000);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Milliseconds since the epoch as `2026-03-09 14:05:07`, in the local time zone: one form for every reader. */
export function exactTime(at: number): string {
  const time = new Date(at);
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}

/** What an entry holds beside its columns, in words. */
export const detailsOf = (t: Translate, entry: AuditEntry): readonly (readonly [string, string])[] =>
  [
    ...Object.entries(entry.parameters).map(([name, value]) => [name, String(value)] as const),
    [t('audit.column.error'), entry.error ?? ''] as const,
    [t('audit.field.request-id'), entry.requestId ?? ''] as const,
    [t('audit.field.operation-id'), entry.operationId] as const,
    [t('audit.field.client'), t(`audit.client.${entry.client}`)] as const,
    [t('audit.field.seq'), String(entry.seq)] as const,
  ].filter(([, value]) => value !== '');
