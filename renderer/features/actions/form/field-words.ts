import { isMessageKey, type MessageKey, type Translate } from '../../../../shared/i18n/translate.ts';
import type { Field } from '../../../../shared/model/verbs/field.ts';
import { verbOf, type Action } from '../../../../shared/model/verbs/index.ts';
import type { Refusal } from './form-state.ts';
import { sizeText } from './size-text.ts';

/** The key of a field's words: its own within the action where that needs another word. */
function keyFor(action: string, name: string, suffix = ''): MessageKey | null {
  const own = `field.${action}.${name}${suffix}`;
  if (isMessageKey(own)) return own;
  const common = `field.${name}${suffix}`;
  return isMessageKey(common) ? common : null;
}

export const labelKey = (action: string, name: string): MessageKey | null => keyFor(action, name);

export function labelOf(t: Translate, action: string, name: string): string {
  const key = keyFor(action, name);
  return key === null ? name : t.loose(key, {});
}

export function hintOf(t: Translate, action: string, name: string): string | null {
  const key = keyFor(action, name, '.hint');
  return key === null ? null : t.loose(key, {});
}

/** A value means what its field makes of it: `none` of a cache is not `none` of a policy. */
export function choiceKey(name: string, value: string): MessageKey | null {
  const own = `choice.${name}.${value}`;
  if (isMessageKey(own)) return own;
  const common = `choice.${value}`;
  return isMessageKey(common) ? common : null;
}

export function choiceWords(t: Translate, name: string, value: string): string {
  const key = choiceKey(name, value);
  return key === null ? value : t.loose(key, {});
}

/** Changes of what is there: what is left out stays as it is. */
const changing = /^(?:resize|(?:options|cloud-init|access|display|boot-order)-set|[a-z]+-update)$/;

/** What a choice that nobody made comes to. */
export function leaveKey(action: Action, name: string): MessageKey {
  if (changing.test(action)) return 'form.leave.same';
  if (verbOf(action).category !== 'lifecycle') return 'form.leave';
  const own = `form.leave.${name}`;
  return isMessageKey(own) ? own : 'form.leave.default';
}

const bounds = (field: Field): { readonly min: number; readonly max: number | null } => {
  if (field.type === 'bytes') return { min: field.min ?? field.step, max: field.max ?? null };
  if (field.type === 'integer' || field.type === 'text') return { min: field.min ?? 0, max: field.max ?? null };
  return { min: 0, max: field.type === 'list' ? field.max : null };
};

/** Why a value cannot be sent, with the bounds that the field has. */
export function refusalWords(t: Translate, action: string, name: string, field: Field | null, reason: Refusal): string {
  const pattern = reason === 'pattern' ? keyFor(action, name, '.pattern') : null;
  if (pattern !== null) return t.loose(pattern, {});
  if (field === null) return t(`refusal.${reason}`);
  const show = (value: number): string =>
    field.type === 'bytes' ? sizeText(value, field.step) : new Intl.NumberFormat(t.locale).format(value);
  const { min, max } = bounds(field);
  if (reason === 'range') {
    return max === null
      ? t('refusal.range.least', { least: show(min) })
      : t('refusal.range.between', { least: show(min), most: show(max) });
  }
  if (reason === 'length' && max !== null) {
    return min === 0
      ? t('refusal.length.most', { most: show(max) })
      : t('refusal.length.between', { least: show(min), most: show(max) });
  }
  if (reason === 'type' && field.type === 'instant') return t('refusal.value');
  if (reason === 'step' && field.type === 'bytes') return t('refusal.step.bytes', { step: show(field.step) });
  return t(`refusal.${reason}`);
}
