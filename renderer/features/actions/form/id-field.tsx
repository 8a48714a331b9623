import { Loader, Select, TextInput } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import type { Choice } from '../../../../shared/model/question.ts';
import { choiceKindSchema, type Field } from '../../../../shared/model/verbs/field.ts';
import { useChoices } from '../../../api/asks.ts';
import { useT } from '../../../i18n/language.tsx';
import { labelOf } from './field-words.ts';
import { isAskedForVm, narrowing, useFormScope } from './form-scope.ts';
import { isOwn, matching, optionsOf, ownChoices } from './own-choices.ts';

type IdFieldKind = Extract<Field, { type: 'id' }>;

export interface WrapperProps {
  /** `null` where it has its name from `aria-label`. */
  readonly label: string | null;
  readonly 'aria-label'?: string;
  readonly description: string | null;
  readonly error: string | null;
  readonly withAsterisk: boolean;
  readonly name: string;
  readonly 'data-testid': string;
}

export const nameOf = (wrapper: WrapperProps): string => wrapper.label ?? wrapper['aria-label'] ?? '';

interface IdFieldProps {
  readonly field: IdFieldKind;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly wrapper: WrapperProps;
}

interface Offered {
  /** `null` while they are not there, or when nobody lists them. */
  readonly choices: readonly Choice[] | null;
  readonly loading: boolean;
  /** What there is to say when nothing can be chosen from. */
  readonly note: string | null;
}

/** Where the id can be chosen from: the VM itself, or a list of its cloud. */
function useOffered({ choose }: IdFieldKind): Offered {
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
    if (vm === null) return { choices: null, loading: false, note: null };
    const choices = ownChoices(choose, vm, t.locale);
    return { choices, loading: false, note: choices.length === 0 ? t('form.choices.own-none') : null };
  }
  if (kind === undefined) return { choices: null, loading: false, note: null };
  if (waits)
    return { choices: null, loading: false, note: t('form.choices.first', { field: labelOf(t, action, outer) }) };
  if (!listed) return { choices: null, loading: false, note: t('form.choices.type-id') };
  if (asked.isPending) return { choices: null, loading: true, note: t('form.choices.loading') };
  if (asked.isError) return { choices: null, loading: false, note: t('form.choices.failed') };
  return { choices: asked.data, loading: false, note: asked.data.length === 0 ? t('form.choices.none') : null };
}

/** An id: chosen from what the cloud lists, or typed where it lists nothing. What is typed may be no choice at all. */
export function IdField({ field, value, onChange, wrapper }: IdFieldProps): ReactNode {
  const t = useT();
  const { choices, loading, note } = useOffered(field);
  const [search, setSearch] = useState('');
  const only = choices?.length === 1 && field.required === true ? choices[0]?.id : undefined;
  useEffect(() => {
    if (only !== undefined && value === '') onChange(only);
  }, [only, value, onChange]);

  if (choices === null || choices.length === 0) {
    return (
      <TextInput
        {...wrapper}
        description={note ?? wrapper.description}
        value={value}
        autoComplete="off"
        spellCheck={false}
        rightSection={loading ? <Loader size={14} /> : null}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const options = optionsOf(choices, value);
  const typed = search.trim();
  const chosen = options.find((option) => option.value === value);
  const found = typed === '' || typed === chosen?.label ? options : matching(options, typed);
  const isKnown = typed === '' || options.some((option) => option.value === typed || option.label === typed);
  const notes = new Map(options.map((option) => [option.value, option.note]));
  return (
    <Select
      {...wrapper}
      data={[
        ...found.map(({ value: id, label }) => ({ value: id, label })),
        ...(isKnown ? [] : [{ value: typed, label: t('form.use-id', { id: typed }) }]),
      ]}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options: all }) => all}
      clearable={field.required !== true}
      clearButtonProps={{ 'aria-label': t('form.clear', { field: nameOf(wrapper) }) }}
      placeholder={t('form.choose')}
      limit={mostOptions}
      maxDropdownHeight={260}
      renderOption={({ option }) => (
        <span className="choice">
          <span className="ellipsis">{option.label}</span>
          <span className="choice-note ellipsis">{notes.get(option.value) ?? ''}</span>
        </span>
      )}
    />
  );
}

/** More than can be looked through: the search narrows them. */
const mostOptions = 200;
