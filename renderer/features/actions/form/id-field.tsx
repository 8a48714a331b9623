import { Loader, Select, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Choice } from '../../../../shared/model/question.ts';
import type { Field } from '../../../../shared/model/verbs/field.ts';
import { useT } from '../../../i18n/language.tsx';
import { matching, optionsOf } from './own-choices.ts';
import { useOffered } from './use-offered.tsx';

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
  readonly 'data-autofocus'?: boolean;
}

export const nameOf = (wrapper: WrapperProps): string => wrapper.label ?? wrapper['aria-label'] ?? '';

interface IdFieldProps {
  readonly field: IdFieldKind;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly wrapper: WrapperProps;
}

/** An id: chosen from what the cloud lists, or typed where it lists nothing. What is typed may be no choice at all. */
export function IdField({ field, value, onChange, wrapper }: IdFieldProps): ReactNode {
  const { choices, loading, note } = useOffered(field);
  const only = choices?.length === 1 && field.required === true ? choices[0]?.id : undefined;
  useEffect(() => {
    if (only !== undefined && value === '') onChange(only);
  }, [only, value, onChange]);
  const holder = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  useEffect(() => {
    // The list turned out to be none while somebody was about to choose: the line goes on as a text.
    if (choices === null && hadFocus.current) holder.current?.querySelector('input')?.focus();
  }, [choices]);
  const { description: hint } = wrapper;
  const described =
    note === null
      ? wrapper
      : {
          ...wrapper,
          description: (
            <>
              {hint === null ? '' : `${hint} `}
              {note}
            </>
          ),
        };
  return (
    <div
      ref={holder}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={() => {
        hadFocus.current = false;
      }}
    >
      {choices === null ? (
        <TextInput
          {...described}
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <ChoiceSelect {...{ choices, loading, value, onChange }} wrapper={described} clearable={!field.required} />
      )}
    </div>
  );
}

interface ChoiceSelectProps extends Pick<IdFieldProps, 'value' | 'onChange'> {
  readonly choices: readonly Choice[];
  readonly loading: boolean;
  readonly clearable: boolean;
  readonly wrapper: Omit<WrapperProps, 'description'> & { readonly description: ReactNode };
}

function ChoiceSelect({ choices, loading, value, onChange, clearable, wrapper }: ChoiceSelectProps): ReactNode {
  const t = useT();
  const [search, setSearch] = useState('');
  const options = optionsOf(choices, value);
  const typed = search.trim();
  const chosen = options.find((option) => option.value === value);
  const found = typed === '' || typed === chosen?.label ? options : matching(options, typed);
  const isKnown = typed === '' || options.some((option) => option.value === typed || option.label === typed);
  const notes = new Map(options.map((option) => [option.value, option.note]));
  const name = wrapper.label ?? wrapper['aria-label'] ?? '';
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
      // The focus also comes by itself, where something has to be filled in: the list would hide what is said there.
      openOnFocus={false}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options: all }) => all}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': t('form.clear', { field: name }) }}
      placeholder={t('form.choose')}
      limit={mostOptions}
      maxDropdownHeight={260}
      {...(loading ? { rightSection: <Loader size={14} /> } : {})}
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
