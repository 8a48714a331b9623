import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { VaultStatus } from '../../../shared/model/vault.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { NewPassword, noPassword } from '../../ui/new-password.tsx';
import { passwordFault } from '../../ui/password-rules.ts';
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
  const [value, setValue] = useState(noPassword);
  const [checked, setChecked] = useState(false);
  const [thinClient, setThinClient] = useState(false);
  const create = useMutation({
    mutationFn: () =>
      request('vault.create', { password: value.password, cost: thinClient ? 'thin-client' : 'measured' }),
    onSuccess: onCreated,
    networkMode: 'always',
  });
  const fault = passwordFault(value.password, value.again);
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
        <NewPassword
          label={t('vault.password')}
          againLabel={t('vault.password.again')}
          value={value}
          onChange={setValue}
          checked={checked}
          autoFocus
        />
        <Checkbox
          label={t('vault.create.thin-client')}
          description={t('vault.create.thin-client.what')}
          name="thinClient"
          checked={thinClient}
          onChange={(event) => setThinClient(event.currentTarget.checked)}
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
