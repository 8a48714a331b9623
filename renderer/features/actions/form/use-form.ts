import { useCallback, useState } from 'react';
import type { ErrorData } from '../../../../shared/errors/app-error.ts';
import type { Fields } from '../../../../shared/model/verbs/field.ts';
import type { SecretName } from '../../../../shared/model/verbs/verb.ts';
import { dependents } from './form-scope.ts';
import type { FormItem } from './form-sections.ts';
import {
  emptyValue,
  fieldNamed,
  nothingWrong,
  readDraft,
  refusalByMain,
  type Draft,
  type DraftValue,
  type Wrong,
} from './form-state.ts';
import type { SecretTexts } from './form-body.tsx';

/** The values of a form that is filled in well. */
export interface Filled {
  readonly values: Readonly<Record<string, unknown>>;
  readonly secrets: SecretTexts;
}

interface UseFormOptions {
  readonly fields: Fields;
  readonly items: readonly FormItem[];
  readonly start: Draft;
  /** Carries it out; answers why it cannot be, or `null` when it is. */
  readonly onSend: (filled: Filled) => Promise<ErrorData | null>;
}

export interface FormControl {
  readonly draft: Draft;
  readonly secrets: SecretTexts;
  readonly wrong: Wrong;
  /** What no field is to blame for. */
  readonly failure: ErrorData | null;
  readonly sending: boolean;
  readonly setField: (name: string, value: DraftValue) => void;
  readonly setSecret: (name: SecretName, value: string) => void;
  readonly submit: () => void;
}

/** Where main says that a value is to blame and the form has that field: the place and the reason. */
function blamed(items: readonly FormItem[], error: ErrorData): Wrong | null {
  if (error.code !== 'cloud.invalid-parameter' && error.code !== 'ipc.invalid-input') return null;
  const { field, reason } = error.params;
  const path =
    typeof field === 'string'
      ? fieldNamed(
          items.map(({ name }) => name),
          field,
        )
      : null;
  return path === null ? null : new Map([[path, refusalByMain(reason)]]);
}

/** A form from the first letter to the answer: what is filled in, what is wrong, and sending it once. */
export function useForm({ fields, items, start, onSend }: UseFormOptions): FormControl {
  const [draft, setDraft] = useState(start);
  const [secrets, setSecrets] = useState<SecretTexts>({});
  const [wrong, setWrong] = useState<Wrong>(nothingWrong);
  const [failure, setFailure] = useState<ErrorData | null>(null);
  const [sending, setSending] = useState(false);

  const setField = useCallback(
    (name: string, value: DraftValue): void =>
      setDraft((before) => {
        if (before[name] === value) return before;
        const cleared = (dependents[name] ?? []).flatMap((other) => {
          const field = fields[other];
          return field === undefined ? [] : [[other, emptyValue(field)] as const];
        });
        return { ...before, ...Object.fromEntries(cleared), [name]: value };
      }),
    [fields],
  );
  const setSecret = (name: SecretName, value: string): void => setSecrets({ ...secrets, [name]: value });

  const submit = (): void => {
    if (sending) return;
    const read = readDraft(fields, draft);
    const missing = items.flatMap((item) =>
      item.kind === 'secret' && item.required && (secrets[item.name] ?? '') === '' ? [item.name] : [],
    );
    const faults: Wrong = new Map([
      ...('wrong' in read ? read.wrong : nothingWrong),
      ...missing.map((name) => [name, 'missing'] as const),
    ]);
    setWrong(faults);
    setFailure(null);
    if (faults.size > 0 || 'wrong' in read) return;
    const given = Object.fromEntries(Object.entries(secrets).filter(([, text]) => text !== ''));
    setSending(true);
    void onSend({ values: read.values, secrets: given }).then((error) => {
      setSending(false);
      const places = error === null ? null : blamed(items, error);
      if (places === null) setFailure(error);
      else setWrong(places);
    });
  };
  return { draft, secrets, wrong, failure, sending, setField, setSecret, submit };
}
