import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Field } from '../../../../shared/model/verbs/field.ts';
import { useT } from '../../../i18n/language.tsx';
import { choiceWords, hintOf, labelOf, leaveKey, refusalWords } from './field-words.ts';
import { useFormScope } from './form-scope.ts';
import type { Draft, DraftValue } from './form-state.ts';
import { IdField } from './id-field.tsx';
import { ListField } from './list-field.tsx';
import { SizeField } from './size-field.tsx';

export interface FieldInputProps {
  readonly name: string;
  readonly field: Field;
  /** Where it is in the form, e.g. `moves.0.diskId`. */
  readonly path: string;
  readonly value: DraftValue | undefined;
  readonly onChange: (value: DraftValue) => void;
  /** Read out in the place of a label, where the label stands above several fields already. */
  readonly spoken?: string;
}

/** Beside each other, hints of different length must not push the fields apart. */
const hintBelow = ['label', 'input', 'description', 'error'] as const;

/** The control of one field of an action, by its type. */
export function FieldInput(props: FieldInputProps): ReactNode {
  const { name, field, path, value, onChange, spoken } = props;
  const t = useT();
  const { action, wrong, first } = useFormScope();
  const reason = wrong.get(path);
  const text = typeof value === 'string' ? value : '';
  const wrapper = {
    ...(spoken === undefined
      ? { label: labelOf(t, action, name), description: hintOf(t, action, name) }
      : { label: null, description: null, 'aria-label': spoken }),
    error: reason === undefined ? null : refusalWords(t, action, name, field, reason),
    withAsterisk: field.required === true,
    inputWrapperOrder: [...hintBelow],
    name: path,
    'data-testid': `field-${path}`,
    ...(path === first ? { 'data-autofocus': true } : {}),
  };
  const typing = {
    value: text,
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  switch (field.type) {
    case 'flag':
      return (
        <Checkbox
          label={wrapper.label}
          description={wrapper.description}
          error={wrapper.error}
          name={path}
          data-testid={wrapper['data-testid']}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'text':
      return field.lines === true ? (
        <Textarea {...wrapper} {...typing} rows={3} />
      ) : (
        <TextInput {...wrapper} {...typing} />
      );
    case 'integer':
      return (
        <TextInput
          {...wrapper}
          {...typing}
          inputMode="numeric"
          rightSection={field.unit === undefined ? null : <span className="unit">{t(`unit.${field.unit}`)}</span>}
          rightSectionWidth={field.unit === undefined ? 0 : 56}
        />
      );
    case 'instant':
      return <TextInput {...wrapper} {...typing} type="datetime-local" />;
    case 'choice':
      return (
        <NativeSelect
          {...wrapper}
          {...typing}
          data={[
            ...(field.required === true && text !== '' ? [] : [{ value: '', label: t(leaveKey(action, name)) }]),
            ...field.of.map((one) => ({ value: one, label: choiceWords(t, name, one) })),
          ]}
        />
      );
    case 'bytes':
      return <SizeField field={field} value={text} onChange={onChange} wrapper={wrapper} />;
    case 'id':
      return <IdField field={field} value={text} onChange={onChange} wrapper={wrapper} />;
    case 'list':
      return (
        <ListField
          {...{ name, path, value, onChange, field }}
          {...{ label: labelOf(t, action, name), hint: wrapper.description, error: wrapper.error }}
          renderItem={(itemPath, item, onItem, itemName) => (
            <FieldInput
              name={name}
              field={field.item}
              path={itemPath}
              value={item}
              onChange={onItem}
              spoken={itemName}
            />
          )}
        />
      );
    case 'group':
      return <GroupFields fields={field.fields} path={path} value={value} onChange={onChange} />;
  }
}

interface GroupFieldsProps {
  readonly fields: Readonly<Record<string, Field>>;
  readonly path: string;
  readonly value: DraftValue | undefined;
  readonly onChange: (value: DraftValue) => void;
}

function GroupFields({ fields, path, value, onChange }: GroupFieldsProps): ReactNode {
  const draft = (typeof value === 'object' ? value : {}) as Draft;
  return (
    <div className="field-group">
      {Object.entries(fields).map(([name, field]) => (
        <FieldInput
          key={name}
          name={name}
          field={field}
          path={`${path}.${name}`}
          value={draft[name]}
          onChange={(next) => onChange({ ...draft, [name]: next })}
        />
      ))}
    </div>
  );
}
