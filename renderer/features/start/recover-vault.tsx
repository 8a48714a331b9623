import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { VaultStatus } from '../../../shared/model/vault.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { NewPassword, noPassword } from '../../ui/new-password.tsx';
import { useNow } from '../../ui/now.tsx';
import { PasswordFailure } from '../../ui/password-failure.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { passwordFault } from '../../ui/password-rules.ts';
import { secondsLeft } from '../../ui/wait.ts';
import { StartCard } from './start-card.tsx';

interface RecoverVaultProps {
  readonly demo: boolean;
  readonly onUnlocked: (status: VaultStatus) => void;
  readonly onBack: () => void;
}

/** Opens the vault with the key of a printed sheet, and sets a new master password. */
export function RecoverVault({ demo, onUnlocked, onBack }: RecoverVaultProps): ReactNode {
  const t = useT();
  const now = useNow();
  const [recoveryKey, setRecoveryKey] = useState('');
  const [value, setValue] = useState(noPassword);
  const [checked, setChecked] = useState(false);
  const recover = useMutation({
    mutationFn: () => request('vault.recover', { recoveryKey, next: value.password }),
    onSuccess: onUnlocked,
    networkMode: 'always',
  });
  const failure = recover.isError ? asErrorData(recover.error) : null;
  const left = secondsLeft(failure, recover.submittedAt, now);
  const isReady = recoveryKey.trim() !== '' && passwordFault(value.password, value.again) === null;
  return (
    <StartCard title={t('vault.recover.title')} demo={demo}>
      <p className="start-what">{t('vault.recover.what')}</p>
      <form
        className="form"
        data-testid="recover-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setChecked(true);
          if (isReady && !recover.isPending && left === 0) recover.mutate();
        }}
      >
        <PasswordField
          label={t('vault.sheet.key')}
          name="recoveryKey"
          kind="off"
          autoFocus
          description={t('vault.recover.hint')}
          value={recoveryKey}
          onChange={setRecoveryKey}
          error={checked && recoveryKey.trim() === '' ? t('vault.recover.needed') : null}
        />
        <NewPassword
          label={t('security.password.new')}
          againLabel={t('security.password.again')}
          {...{ value, checked }}
          onChange={setValue}
        />
        {failure === null ? null : <PasswordFailure error={failure} left={left} />}
        <Button type="submit" variant="filled" loading={recover.isPending} disabled={left > 0} fullWidth>
          {t('vault.recover.submit')}
        </Button>
        <Button variant="subtle" onClick={onBack} fullWidth>
          {t('vault.recover.back')}
        </Button>
      </form>
    </StartCard>
  );
}
