import { PasswordInput } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import { useT } from '../i18n/language.tsx';

interface PasswordFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What a password manager is told about it. */
  readonly kind: 'current-password' | 'new-password' | 'off';
  readonly description?: string;
  readonly error?: string | null;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A field for a password, hidden until it is asked to be shown. */
export function PasswordField({
  kind,
  onChange,
  error = null,
  autoFocus = false,
  ...rest
}: PasswordFieldProps): ReactNode {
  const t = useT();
  return (
    <PasswordInput
      {...rest}
      autoComplete={kind}
      spellCheck={false}
      autoFocus={autoFocus}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
      error={error}
      visibilityToggleButtonProps={{ 'aria-label': t('vault.password.show') }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
