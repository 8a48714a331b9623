import { Checkbox, NativeSelect, PasswordInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { jumpLogins } from '../../../shared/model/jump.ts';
import { useT } from '../../i18n/language.tsx';
import type { FieldsProps } from './fields-props.ts';
import { jumpFields } from './jump-draft.ts';
import { Section } from './section.tsx';
import { TextField } from './text-field.tsx';

/** The host that is logged in to by SSH on the way to the cloud. */
export function JumpFields({ isStored, ...props }: FieldsProps & { readonly isStored: boolean }): ReactNode {
  const { text, wrong, onChange } = props;
  const t = useT();
  return (
    <Section
      title={t('connection.section.jump')}
      testId="section-jump"
      used={text.jump}
      wrong={jumpFields.some((name) => wrong.has(name))}
    >
      <Checkbox
        label={t('connection.jump')}
        description={t('connection.jump.hint')}
        name="jump"
        checked={text.jump}
        onChange={({ currentTarget: { checked } }) => onChange({ jump: checked })}
      />
      {text.jump ? <JumpHost {...props} isStored={isStored} /> : null}
    </Section>
  );
}

function JumpHost({ isStored, ...props }: FieldsProps & { readonly isStored: boolean }): ReactNode {
  const { text, onChange } = props;
  const t = useT();
  return (
    <>
      <div className="form-row">
        <TextField
          {...{ ...props, name: 'jumpHost' }}
          label={t('connection.jump.host')}
          wrongWords={t('connection.jump.wrong')}
        />
        <TextField
          {...{ ...props, name: 'jumpPort', numeric: true }}
          label={t('connection.jump.port')}
          wrongWords={t('connection.jump.wrong')}
        />
      </div>
      <div className="form-row">
        <TextField
          {...{ ...props, name: 'jumpUser' }}
          label={t('connection.jump.user')}
          wrongWords={t('connection.jump.user.wrong')}
        />
        <NativeSelect
          label={t('connection.jump.login')}
          name="jumpLogin"
          value={text.jumpLogin}
          data={jumpLogins.map((login) => ({ value: login, label: t(`connection.jump.login.${login}`) }))}
          onChange={({ currentTarget: { value } }) =>
            onChange({ jumpLogin: jumpLogins.find((login) => login === value) ?? 'password' })
          }
        />
      </div>
      {text.jumpLogin === 'password' ? (
        <HiddenField {...props} name="jumpPassword" hint={isStored ? t('connection.jump.secret.kept') : ''} />
      ) : (
        <>
          <TextField
            {...{ ...props, name: 'jumpKey', rows: 4, hidden: true }}
            label={t('connection.jump.key')}
            hint={isStored ? t('connection.jump.secret.kept') : t('connection.jump.key.hint')}
            wrongWords={t('connection.jump.secret.wrong')}
          />
          <HiddenField {...props} name="jumpPassphrase" hint={t('connection.jump.passphrase.hint')} />
        </>
      )}
      <TextField
        {...{ ...props, name: 'jumpHostKey' }}
        label={t('connection.jump.host-key')}
        hint={t('connection.jump.host-key.hint')}
        wrongWords={t('connection.jump.host-key.wrong')}
      />
    </>
  );
}

interface HiddenFieldProps extends FieldsProps {
  readonly name: 'jumpPassword' | 'jumpPassphrase';
  readonly hint: string;
}

function HiddenField({ text, wrong, onChange, name, hint }: HiddenFieldProps): ReactNode {
  const t = useT();
  return (
    <PasswordInput
      label={t(name === 'jumpPassword' ? 'connection.jump.password' : 'connection.jump.passphrase')}
      description={hint === '' ? null : hint}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      name={name}
      value={text[name]}
      autoComplete="new-password"
      error={wrong.has(name) ? t('connection.jump.secret.wrong') : null}
      visibilityToggleButtonProps={{ 'aria-label': t('vault.password.show') }}
      onChange={({ currentTarget: { value } }) => onChange({ [name]: value })}
    />
  );
}
