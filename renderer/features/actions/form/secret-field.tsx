import { PasswordInput, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { SecretName } from '../../../../shared/model/verbs/verb.ts';
import { useT } from '../../../i18n/language.tsx';
import { hintOf, labelOf, refusalWords } from './field-words.ts';
import { useFormScope } from './form-scope.ts';

interface SecretFieldProps {
  readonly name: SecretName;
  readonly required: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const hintBelow = ['label', 'input', 'description', 'error'] as const;

/** Something that only the cloud may see; hidden until it is asked to be shown. */
export function SecretField({ name, required, value, onChange }: SecretFieldProps): ReactNode {
  const t = useT();
  const { action, wrong, first } = useFormScope();
  const [shown, setShown] = useState(false);
  const reason = wrong.get(name);
  const common = {
    label: labelOf(t, action, name),
    description: hintOf(t, action, name) ?? t('form.secret.hint'),
    inputWrapperOrder: [...hintBelow],
    withAsterisk: required,
    error: reason === undefined ? null : refusalWords(t, action, name, null, reason),
    name,
    value,
    spellCheck: false,
    autoComplete: 'new-password',
    'data-testid': `field-${name}`,
    'aria-invalid': reason !== undefined,
    ...(first === name ? { 'data-autofocus': true } : {}),
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (name !== 'userData')
    return <PasswordInput {...common} visibilityToggleButtonProps={{ 'aria-label': t('form.secret.show') }} />;
  return (
    <>
      <Textarea {...common} rows={4} className={shown ? 'mono-area' : 'mono-area masked'} />
      <button type="button" className="link" onClick={() => setShown(!shown)}>
        {t(shown ? 'form.secret.hide-text' : 'form.secret.show-text')}
      </button>
    </>
  );
}
