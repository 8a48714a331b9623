import type { ReactNode } from 'react';
import type { Choice } from '../../../../shared/model/question.ts';
import { choiceKindSchema, type Field } from '../../../../shared/model/verbs/field.ts';
import { useChoices } from '../../../api/asks.ts';
import { asErrorData } from '../../../api/errors.ts';
import { useT } from '../../../i18n/language.tsx';
import { errorWords } from '../../../ui/error-words.ts';
import { labelOf } from './field-words.ts';
import { isAskedForVm, narrowing, useFormScope } from './form-scope.ts';
import { isOwn, ownChoices } from './own-choices.ts';

interface Offered {
  /** `null` when nobody lists them. */
  readonly choices: readonly Choice[] | null;
  readonly loading: boolean;
  /** What there is to say when nothing can be chosen from. */
  readonly note: ReactNode;
}

const typed = (note: ReactNode): Offered => ({ choices: null, loading: false, note });

/** Where an id can be chosen from: the VM itself, or a list of its cloud. */
export function useOffered({ choose }: Extract<Field, { type: 'id' }>): Offered {
  const t = useT();
  const { action, place, vm, draft } = useFormScope();
  const kind = choiceKindSchema.safeParse(choose).data;
  const outer = kind === undefined ? null : narrowing(kind);
  const within = kind !== undefined && isAskedForVm(kind) ? vm?.cloudId : outer === null ? undefined : draft[outer];
  const waits = outer !== null && Object.hasOwn(draft, outer) && within === '';
  const listed = kind !== undefined && place?.connection.capabilities.includes('choices') === true && !waits;
  const asked = useChoices(
    listed
      ? {
          ...{ connectionId: place.connection.id, region: place.region, kind },
          ...(typeof within === 'string' && within !== '' ? { within } : {}),
        }
      : null,
  );
  if (choose !== undefined && isOwn(choose)) {
    if (vm === null) return typed(null);
    const choices = ownChoices(choose, vm, t.locale);
    if (choices.length > 0) return { choices, loading: false, note: null };
    return typed(t(choose === 'own-snapshot' ? 'form.choices.no-snapshot' : 'form.choices.own-none'));
  }
  if (kind === undefined) return typed(null);
  if (place === null) return typed(t('form.choices.several'));
  if (waits) return typed(t('form.choices.first', { field: labelOf(t, action, outer) }));
  if (!listed) return typed(t('form.choices.type-id'));
  if (asked.isPending) return { choices: [], loading: true, note: t('form.choices.loading') };
  if (asked.isError) {
    const error = asErrorData(asked.error);
    if (error.code === 'question.unavailable') return typed(t('form.choices.type-id'));
    return typed(
      <>
        {t('form.choices.failed', { what: errorWords(t, error).what })}{' '}
        <button type="button" className="link" disabled={asked.isFetching} onClick={() => void asked.refetch()}>
          {t('error-action.retry')}
        </button>
      </>,
    );
  }
  return asked.data.length === 0 ? typed(t('form.choices.none')) : { choices: asked.data, loading: false, note: null };
}
