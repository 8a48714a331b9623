import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { minPasswordLength, type VaultStatus } from '../../../shared/model/vault.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { passwordFault } from './password-rules.ts';
import { StartCard } from './start-card.tsx';

/** First run: makes the vault and says plainly that its password cannot be recovered. */
export function CreateVault({
  demo,
  onCreated,
}: {
  demo: boolean;
  onCreated: (status: VaultStatus) => void;
}): ReactNode {
  const t = useT();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [checked, setChecked] = useState(false);
  const create = useMutation({
    mutationFn: () => request('vault.create', { password }),
    onSuccess: onCreated,
    networkMode: 'always',
  });
  const fault = passwordFault(password, again);
  const shown = {
    autoComplete: 'new-password',
    visibilityToggleButtonProps: { 'aria-label': t('vault.password.show') },
  };
  return (
    <StartCard title={t('vault.create.title')} demo={demo}>
      <p className="start-what">{t('vault.create.what')}</p>
      <form
        className="form"
        data-testid="create-vault-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (fault === null && !create.isPending) create.mutate();
        }}
      >
        <PasswordInput
          {...shown}
          label={t('vault.password')}
          description={t('vault.password.hint', { min: minPasswordLength })}
          value={password}
          data-autofocus
          autoFocus
          name="password"
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={checked && fault === 'short' ? t('vault.password.short', { min: minPasswordLength }) : null}
        />
        <PasswordInput
          {...shown}
          label={t('vault.password.again')}
          value={again}
          name="again"
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={checked && fault === 'differs' ? t('vault.password.differs') : null}
        />
        <p className="warning">
          <IconAlertTriangle size={15} aria-hidden="true" />
          {t('vault.create.forgotten')}
        </p>
        {create.isError ? <ErrorNotice error={asErrorData(create.error)} /> : null}
        <Button type="submit" variant="filled" loading={create.isPending} fullWidth>
          {t('vault.create.submit')}
        </Button>
      </form>
    </StartCard>
  );
}
