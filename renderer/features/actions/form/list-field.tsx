import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import type { Field } from '../../../../shared/model/verbs/field.ts';
import { useT } from '../../../i18n/language.tsx';
import { useFormScope } from './form-scope.ts';
import { emptyValue, type DraftValue } from './form-state.ts';

interface ListFieldProps {
  readonly name: string;
  readonly path: string;
  readonly value: DraftValue | undefined;
  readonly onChange: (value: DraftValue) => void;
  readonly field: Extract<Field, { type: 'list' }>;
  readonly label: string;
  readonly hint: string | null;
  readonly error: string | null;
  readonly renderItem: (
    path: string,
    value: DraftValue,
    onChange: (value: DraftValue) => void,
    /** Which of them it is, e.g. `Tags 2`. */
    spoken: string,
  ) => ReactNode;
}

/** Values of one kind, as many as are wanted. */
export function ListField(props: ListFieldProps): ReactNode {
  const { name, field, path, value, onChange, label, hint, error, renderItem } = props;
  const t = useT();
  const { first } = useFormScope();
  const labelId = useId();
  const items = Array.isArray(value) ? (value as readonly DraftValue[]) : [];
  const isGroup = field.item.type === 'group';
  return (
    <div className="list-field" role="group" aria-labelledby={labelId} data-name={path}>
      <span className="list-label" id={labelId}>
        {label}
        {field.required === true ? (
          <span className="needed" aria-hidden="true">
            {' '}
            *
          </span>
        ) : null}
      </span>
      {hint === null ? null : <span className="list-hint">{hint}</span>}
      {items.map((item, index) => (
        // A line has no identity but its place: removing one moves the text of those below it up.
        <div key={index} className={isGroup ? 'list-item list-item-group' : 'list-item'}>
          {renderItem(
            `${path}.${index}`,
            item,
            (next) => onChange(items.map((one, place) => (place === index ? next : one))),
            `${label} ${index + 1}`,
          )}
          <ActionIcon
            size={24}
            aria-label={t('form.list.remove.of', { number: index + 1, field: label })}
            onClick={() => onChange(items.filter((_one, place) => place !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      {error === null ? null : (
        <span className="list-error" role="alert">
          {error}
        </span>
      )}
      <Button
        className="list-add"
        leftSection={<IconPlus size={14} />}
        disabled={items.length >= field.max}
        data-testid={`add-${name}`}
        aria-invalid={error !== null}
        {...(path === first ? { 'data-autofocus': true } : {})}
        onClick={() => onChange([...items, emptyValue(field.item)])}
      >
        {t('form.list.add')}
      </Button>
    </div>
  );
}
