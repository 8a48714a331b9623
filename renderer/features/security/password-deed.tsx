import { useState, type ReactNode } from 'react';
import { useT } from '../../i18n/language.tsx';
import { NewPassword, noPassword } from '../../ui/new-password.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { passwordFault } from '../../ui/password-rules.ts';
import { DeedForm, type DeedFormProps } from './deed-form.tsx';

interface PasswordDeedProps<T> extends Omit<DeedFormProps<T>, 'isReady' | 'run' | 'onDone' | 'children'> {
  /** Words for a password that is made with the deed; left out where none is. */
  readonly next?: { readonly label: string; readonly againLabel: string };
  /** What is chosen before the password is typed. */
  readonly choice?: ReactNode;
  /** With the master password, and the one that was made (empty where none is). */
  readonly run: (current: string, next: string) => Promise<T | null>;
}

/** A deed that asks for the master password; both passwords are forgotten once it is done. */
export function PasswordDeed<T>({ next, choice, run, ...deed }: PasswordDeedProps<T>): ReactNode {
  const t = useT();
  const [current, setCurrent] = useState('');
  const [value, setValue] = useState(noPassword);
  return (
    <DeedForm
      {...deed}
      isReady={current !== '' && (next === undefined || passwordFault(value.password, value.again) === null)}
      run={() => run(current, value.password)}
      onDone={() => {
        setCurrent('');
        setValue(noPassword);
      }}
    >
      {(checked) => (
        <>
          {choice}
          <PasswordField
            label={t('security.password.current')}
            name="current"
            kind="current-password"
            value={current}
            onChange={setCurrent}
            error={checked && current === '' ? t('security.password.needed') : null}
          />
          {next === undefined ? null : <NewPassword {...next} {...{ value, checked }} onChange={setValue} />}
        </>
      )}
    </DeedForm>
  );
}
