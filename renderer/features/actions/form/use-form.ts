import { useCallback, useMemo, useState } from 'react';
import type { ErrorData } from '../../../../shared/errors/app-error.ts';
import type { Action } from '../../../../shared/model/verbs/index.ts';
import type { SecretName, Verb } from '../../../../shared/model/verbs/verb.ts';
import { dependents } from './form-scope.ts';
import { itemsOf, type FormItem } from './form-sections.ts';
import { blamed, faultsOf, isLeftEmpty, stillWrong, type SecretTexts } from './form-faults.ts';
import { emptyValue, nothingWrong, readDraft, type Draft, type DraftValue, type Wrong } from './form-state.ts';
import { relevantFields } from './relevant-fields.ts';

/** The values of a form that is filled in well. */
export interface Filled {
  readonly values: Readonly<Record<string, unknown>>;
  readonly secrets: SecretTexts;
}

/** How sending ended: why it cannot be done, `sent`, or `left` by a person who thought better of it. */
export type SendEnd = ErrorData | 'sent' | 'left';

interface UseFormOptions {
  readonly action: Action;
  readonly verb: Verb;
  readonly start: Draft;
  readonly onSend: (filled: Filled) => Promise<SendEnd>;
}

export interface FormControl {
  /** The lines that mean something as the form stands. */
  readonly items: readonly FormItem[];
  readonly draft: Draft;
  readonly secrets: SecretTexts;
  readonly wrong: Wrong;
  /** What the cloud or this client says against the whole; the place that it blames, if any, is in `wrong`. */
  readonly failure: ErrorData | null;
  /** It was to be sent with nothing in it. */
  readonly empty: boolean;
  readonly sending: boolean;
  /** How often it was tried to send it. */
  readonly attempts: number;
  readonly setField: (name: string, value: DraftValue) => void;
  readonly setSecret: (name: SecretName, value: string) => void;
  readonly submit: () => void;
}

/** A form from the first letter to the answer: what is filled in, what is wrong, and sending it once. */
export function useForm({ action, verb, start, onSend }: UseFormOptions): FormControl {
  const [draft, setDraft] = useState(start);
  const [secrets, setSecrets] = useState<SecretTexts>({});
  const [wrong, setWrong] = useState<Wrong>(nothingWrong);
  const [failure, setFailure] = useState<ErrorData | null>(null);
  const [empty, setEmpty] = useState(false);
  const [sending, setSending] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const fields = useMemo(() => relevantFields(verb.fields, draft), [verb, draft]);
  const items = useMemo(() => itemsOf({ ...verb, fields }), [verb, fields]);

  const setField = useCallback(
    (name: string, value: DraftValue): void => {
      if (draft[name] === value) return;
      const cleared = (dependents[name] ?? []).flatMap((other) => {
        const field = verb.fields[other];
        return field === undefined ? [] : [[other, emptyValue(field)] as const];
      });
      const next = { ...draft, ...Object.fromEntries(cleared), [name]: value };
      setDraft(next);
      setWrong((before) => stillWrong(before, name, relevantFields(verb.fields, next), next));
      setEmpty(false);
    },
    [draft, verb],
  );
  const setSecret = (name: SecretName, value: string): void => {
    setSecrets({ ...secrets, [name]: value });
    setWrong((before) => new Map([...before].filter(([path]) => path !== name)));
    setEmpty(false);
  };

  const submit = (): void => {
    if (sending) return;
    setAttempts(attempts + 1);
    const read = readDraft(fields, draft);
    const faults = faultsOf(read, items, secrets);
    setWrong(faults);
    setFailure(null);
    if (faults.size > 0 || 'wrong' in read) return;
    const given = Object.fromEntries(Object.entries(secrets).filter(([, text]) => text !== ''));
    const isEmpty = isLeftEmpty(action, { ...read.values, ...given });
    setEmpty(isEmpty);
    if (isEmpty) return;
    setSending(true);
    void onSend({ values: read.values, secrets: given }).then((end) => {
      setSending(false);
      if (typeof end === 'string') return;
      const places = blamed(items, end);
      setWrong(places);
      // What was found before anything was sent is said at its field; an answer of the cloud is also told in full.
      if (places.size === 0 || end.detail?.message !== undefined || end.detail?.requestId !== undefined)
        setFailure(end);
    });
  };
  return { items, draft, secrets, wrong, failure, empty, sending, attempts, setField, setSecret, submit };
}
