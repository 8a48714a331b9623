import type { ErrorData, ErrorDetail } from '../../shared/errors/app-error.ts';
import { errorParams } from '../../shared/i18n/error-params.ts';
import { isMessageKey, type Translate } from '../../shared/i18n/translate.ts';

/** What happened and what to do about it, in the language of `t`. */
export function errorWords(t: Translate, error: ErrorData): { readonly what: string; readonly todo: string | null } {
  const key = `error.${error.code}`;
  const params = errorParams(t, error);
  const todoKey = `${key}.do`;
  return {
    what: isMessageKey(key) ? t.loose(key, params) : error.code,
    todo: isMessageKey(todoKey) ? t.loose(todoKey, params) : null,
  };
}

/** The peer's own words, in the language of `t` where it said them in both. */
export function peerWords(t: Translate, { message, messageZh }: ErrorDetail): string | undefined {
  const [first, second] = t.locale.startsWith('zh') ? [messageZh, message] : [message, messageZh];
  return first === undefined || first === '' ? second : first;
}

/** The failure as text for a report: codes and the peer's own words, no names of ours. */
export const errorReport = (error: ErrorData): string =>
  [
    `code: ${error.code}`,
    ...Object.entries(error.params).map(([name, value]) => `${name}: ${value}`),
    ...(error.detail?.code === undefined ? [] : [`peer code: ${error.detail.code}`]),
    ...(error.detail?.message === undefined ? [] : [`peer message: ${error.detail.message}`]),
    ...(error.detail?.messageZh === undefined ? [] : [`peer message (zh): ${error.detail.messageZh}`]),
    ...(error.detail?.requestId === undefined ? [] : [`request id: ${error.detail.requestId}`]),
  ].join('\n');
