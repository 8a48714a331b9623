import { Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FieldsProps } from './fields-props.ts';
import type { DraftText } from './draft.ts';

type TextName = {
  [K in keyof DraftText]: string extends DraftText[K] ? K : never;
}[keyof DraftText];

interface TextFieldProps extends FieldsProps {
  readonly name: TextName;
  readonly label: string;
  readonly wrongWords: string;
  readonly hint?: string;
  /** More than one line: the number that is shown. */
  readonly rows?: number;
  readonly numeric?: boolean;
  /** Shown as dots, as a password is. */
  readonly hidden?: boolean;
}

/** Beside each other, hints of different length must not push the fields apart. */
const hintBelow = ['label', 'input', 'description', 'error'] as const;

/** One text of the form. */
export function TextField(props: TextFieldProps): ReactNode {
  const { text, wrong, onChange, name, label, wrongWords, hint, rows, numeric = false, hidden = false } = props;
  const common = {
    ...{ name, label, description: hint, value: text[name], autoComplete: 'off', spellCheck: false },
    error: wrong.has(name) ? wrongWords : null,
    inputWrapperOrder: [...hintBelow],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
  };
  const look = hidden ? 'mono-input hidden-input' : 'mono-input';
  if (rows !== undefined) return <Textarea {...common} rows={rows} className={look} />;
  return <TextInput {...common} {...(numeric && { inputMode: 'decimal' as const })} />;
}
