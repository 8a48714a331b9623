import type { ErrorData } from '../errors/app-error.ts';
import { isMessageKey, type Translate } from './translate.ts';

/** The parameters of a failure as its words show them: a power state by its name in the language of `t`. */
export function errorParams(t: Translate, { params }: Pick<ErrorData, 'params'>): ErrorData['params'] {
  const key = `state.${params['state'] ?? ''}`;
  return isMessageKey(key) ? { ...params, state: t.loose(key, {}) } : params;
}
