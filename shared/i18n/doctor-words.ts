import type { ErrorData } from '../errors/app-error.ts';
import { errorParams } from './error-params.ts';
import { isMessageKey, type Translate } from './translate.ts';

interface Step {
  readonly state: 'done' | 'warned' | 'failed' | 'skipped';
  readonly said: string | null;
  readonly params: ErrorData['params'];
  readonly error: Pick<ErrorData, 'code' | 'params'> | null;
}

/** What a step has to say: one sentence, or of a failure what happened and what to do. */
export function stepWords(t: Translate, { said, params, error }: Step): readonly string[] {
  if (error !== null) {
    const told = errorParams(t, error);
    return [t.loose(`error.${error.code}`, told), t.loose(`error.${error.code}.do`, told)];
  }
  const key = `doctor.said.${said ?? ''}`;
  return isMessageKey(key) ? [t.loose(key, params)] : [];
}

/** What the steps come to: the words `doctor.<verdict>`. */
export function doctorVerdict({ steps }: { readonly steps: readonly Step[] }): 'good' | 'warned' | 'bad' {
  if (steps.some(({ state }) => state === 'failed')) return 'bad';
  return steps.some(({ state }) => state === 'warned') ? 'warned' : 'good';
}
