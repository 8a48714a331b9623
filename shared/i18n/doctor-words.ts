import type { ErrorData } from '../errors/app-error.ts';
import { errorParams } from './error-params.ts';
import { isMessageKey, type Translate } from './translate.ts';

/** How a report names the way without a proxy. */
const direct = 'DIRECT';

interface Step {
  readonly state: 'done' | 'warned' | 'failed' | 'skipped';
  readonly said: string | null;
  readonly params: ErrorData['params'];
  readonly error: Pick<ErrorData, 'code' | 'params'> | null;
}

/** Ways that could not be gone, that without a proxy by its name in the language of `t`. */
function withWays(t: Translate, params: ErrorData['params']): ErrorData['params'] {
  const { silent } = params;
  if (typeof silent !== 'string') return params;
  const ways = silent.split(', ').map((way) => (way === direct ? t('doctor.direct') : way));
  return { ...params, silent: ways.join(', ') };
}

/** What a step has to say: a remark and what was answered, or of a failure what happened and what to do. */
export function stepWords(t: Translate, { said, params, error }: Step): readonly string[] {
  const key = `doctor.said.${said ?? ''}`;
  const remark = isMessageKey(key) ? [t.loose(key, withWays(t, params))] : [];
  if (error === null) return remark;
  const told = errorParams(t, error);
  const what = t.loose(`error.${error.code}`, told);
  return remark.length > 0 ? [...remark, what] : [what, t.loose(`error.${error.code}.do`, told)];
}

/** What the steps come to: the words `doctor.<verdict>`. */
export function doctorVerdict({ steps }: { readonly steps: readonly Step[] }): 'good' | 'warned' | 'bad' {
  if (steps.some(({ state }) => state === 'failed')) return 'bad';
  return steps.some(({ state }) => state === 'warned') ? 'warned' : 'good';
}
