import type { ErrorData } from '../../../../shared/errors/app-error.ts';
import type { Fields } from '../../../../shared/model/verbs/field.ts';
import type { Action } from '../../../../shared/model/verbs/index.ts';
import type { SecretName } from '../../../../shared/model/verbs/verb.ts';
import type { FormItem } from './form-sections.ts';
import { fieldNamed, refusalByMain, nothingWrong, readDraft, type Draft, type Wrong } from './form-state.ts';

export type SecretTexts = Readonly<Partial<Record<SecretName, string>>>;

/** Everything that keeps a form from being sent. */
export function faultsOf(read: ReturnType<typeof readDraft>, items: readonly FormItem[], secrets: SecretTexts): Wrong {
  const missing = items.flatMap((item) =>
    item.kind === 'secret' && item.required && (secrets[item.name] ?? '') === '' ? [item.name] : [],
  );
  return new Map([
    ...('wrong' in read ? read.wrong : nothingWrong),
    ...missing.map((name) => [name, 'missing'] as const),
  ]);
}

const headOf = (path: string): string => path.split('.')[0] ?? '';

/** What is left of the faults once a field has changed: those of other fields, and those that it still has. */
export function stillWrong(before: Wrong, changed: string, fields: Fields, draft: Draft): Wrong {
  if (before.size === 0) return before;
  const read = readDraft(fields, draft);
  const now = 'wrong' in read ? read.wrong : nothingWrong;
  return new Map([...before].filter(([path]) => headOf(path) !== changed || now.has(path)));
}

/** Where an answer says that a value is to blame and the form has that field: the place and the reason. */
export function blamed(items: readonly FormItem[], error: ErrorData): Wrong {
  if (error.code !== 'cloud.invalid-parameter' && error.code !== 'ipc.invalid-input') return nothingWrong;
  const { field, reason } = error.params;
  if (typeof field !== 'string') return nothingWrong;
  const path = fieldNamed(
    items.map(({ name }) => name),
    field,
  );
  return path === null ? nothingWrong : new Map([[path, refusalByMain(reason)]]);
}

/** Actions that demand no field and still change nothing when all of them are empty. */
const saysNothingEmpty: ReadonlySet<Action> = new Set(['options-set', 'gateway-set', 'cloud-init-set', 'cpu-bind']);

/** Whether a form was left as it was though the action needs something to do. */
export const isLeftEmpty = (action: Action, values: object): boolean =>
  saysNothingEmpty.has(action) && Object.keys(values).length === 0;
