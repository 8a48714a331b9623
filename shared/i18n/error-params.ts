import type { ErrorData } from '../errors/app-error.ts';
import { isMessageKey, type Translate } from './translate.ts';

/** A sentence of a peer with its full stop, since words of ours follow it. */
const ended = (t: Translate, sentence: string): string => {
  const text = sentence.trimEnd();
  if (text === '' || /[.!?…。！？]["'”’»)）」]*$/.test(text)) return text;
  return `${text}${t.locale.startsWith('zh') ? '。' : '.'}`;
};

/**
 * The parameters of a failure as its words show them: a power state by its name in the language of `t`, what a peer
 * says as a whole sentence.
 */
export function errorParams(t: Translate, { params }: Pick<ErrorData, 'params'>): ErrorData['params'] {
  const key = `state.${params['state'] ?? ''}`;
  const { message } = params;
  return {
    ...params,
    ...(isMessageKey(key) && { state: t.loose(key, {}) }),
    ...(typeof message === 'string' && { message: ended(t, message) }),
  };
}
