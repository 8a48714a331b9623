import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { VaultStatus } from '../../../shared/model/vault.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { errorWords } from '../../ui/error-words.ts';
import { StartCard } from './start-card.tsx';

/** Asks for the master password. A wrong one is said below the field, in space kept for it, and can be typed over. */
export function UnlockVault({
  demo,
  onUnlocked,
}: {
  demo: boolean;
  onUnlocked: (status: VaultStatus) => void;
}): ReactNode {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState('');
  const unlock = useMutation({
    mutationFn: () => request('vault.unlock', { password }),
    onSuccess: onUnlocked,
    onError: () => {
      field.current?.focus();
      field.current?.select();
    },
    networkMode: 'always',
  });
  const failure = unlock.isError ? asErrorData(unlock.error) : null;
  const wrong = failure?.code === 'vault.wrong-password';
  return (
    <StartCard title={t('vault.unlock.title')} demo={demo}>
      <p className="start-what">{t('vault.unlock.what')}</p>
      <form
        className="form unlock-form"
        data-testid="unlock-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '' && !unlock.isPending) unlock.mutate();
        }}
      >
        <PasswordInput
          ref={field}
          label={t('vault.password')}
          value={password}
          name="password"
          autoFocus
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('vault.password.show') }}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
            if (unlock.isError) unlock.reset();
          }}
          error={wrong ? errorWords(t, failure).what : null}
        />
        {failure === null || wrong ? null : <ErrorNotice error={failure} onAction={() => unlock.mutate()} />}
        <Button type="submit" variant="filled" loading={unlock.isPending} fullWidth>
          {t('vault.unlock.submit')}
        </Button>
      </form>
    </StartCard>
  );
}
