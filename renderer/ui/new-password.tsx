import type { ReactNode } from 'react';
import { minPasswordLength } from '../../shared/model/vault.ts';
import { useT } from '../i18n/language.tsx';
import { PasswordField } from './password-field.tsx';
import { passwordFault } from './password-rules.ts';
import type { Strength } from './strength-scale.ts';
import { useStrength } from './strength.ts';

export interface NewPasswordValue {
  readonly password: string;
  readonly again: string;
}

export const noPassword: NewPasswordValue = { password: '', again: '' };

interface NewPasswordProps {
  readonly label: string;
  readonly againLabel: string;
  readonly value: NewPasswordValue;
  readonly onChange: (value: NewPasswordValue) => void;
  /** Says what is wrong; not before somebody has tried to send it. */
  readonly checked: boolean;
  readonly autoFocus?: boolean;
}

/** A password that is made, how strong it is, and the same once more. */
export function NewPassword({
  label,
  againLabel,
  value,
  onChange,
  checked,
  autoFocus = false,
}: NewPasswordProps): ReactNode {
  const t = useT();
  const { password, again } = value;
  const fault = checked ? passwordFault(password, again) : null;
  return (
    <>
      <div className="new-password">
        <PasswordField
          {...{ label, autoFocus }}
          kind="new-password"
          name="password"
          description={t('vault.password.hint', { min: minPasswordLength })}
          value={password}
          onChange={(next) => onChange({ password: next, again })}
          error={fault === 'short' ? t('vault.password.short', { min: minPasswordLength }) : null}
        />
        <StrengthMeter strength={useStrength(password)} />
      </div>
      <PasswordField
        label={againLabel}
        kind="new-password"
        name="again"
        value={again}
        onChange={(next) => onChange({ password, again: next })}
        error={fault === 'differs' ? t('vault.password.differs') : null}
      />
    </>
  );
}

const marks = [1, 2, 3, 4] as const;

function StrengthMeter({ strength }: { strength: Strength | null }): ReactNode {
  const t = useT();
  return (
    <div className="strength" data-strength={strength ?? 'none'} role="status" data-testid="strength">
      <span className="strength-track" aria-hidden="true">
        {marks.map((mark) => (
          <i key={mark} data-on={strength !== null && mark <= Math.max(1, strength)} />
        ))}
      </span>
      {strength === null ? null : <span>{t(`strength.${strength}`)}</span>}
    </div>
  );
}
