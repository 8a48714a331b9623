import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconFingerprint } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import type { VaultStatus } from '../../../shared/model/vault.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useVaultKeys } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { errorWords } from '../../ui/error-words.ts';
import { useNow } from '../../ui/now.tsx';
import { PasswordFailure } from '../../ui/password-failure.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { secondsLeft } from '../../ui/wait.ts';
import { RecoverVault } from './recover-vault.tsx';
import { StartCard } from './start-card.tsx';

interface UnlockVaultProps {
  readonly demo: boolean;
  readonly onUnlocked: (status: VaultStatus) => void;
}

/** Asks for the master password, or opens by the other ways that the vault has. */
export function UnlockVault({ demo, onUnlocked }: UnlockVaultProps): ReactNode {
  const t = useT();
  const { data: keys } = useVaultKeys();
  const [recovering, setRecovering] = useState(false);
  if (recovering) return <RecoverVault {...{ demo, onUnlocked }} onBack={() => setRecovering(false)} />;
  return (
    <StartCard title={t('vault.unlock.title')} demo={demo}>
      <p className="start-what">{t('vault.unlock.what')}</p>
      <PasswordForm onUnlocked={onUnlocked} />
      <div className="start-ways">
        {(keys?.quickUnlock ?? null) === null ? null : <QuickUnlock onUnlocked={onUnlocked} />}
        {keys?.recovery === true ? (
          <button type="button" className="link" data-testid="use-recovery" onClick={() => setRecovering(true)}>
            {t('vault.recover')}
          </button>
        ) : null}
      </div>
    </StartCard>
  );
}

/** A wrong password is said below the field, in space kept for it, and can be typed over. */
function PasswordForm({ onUnlocked }: Pick<UnlockVaultProps, 'onUnlocked'>): ReactNode {
  const t = useT();
  const now = useNow();
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
  const left = secondsLeft(failure, unlock.submittedAt, now);
  return (
    <form
      className="form unlock-form"
      data-testid="unlock-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '' && !unlock.isPending && left === 0) unlock.mutate();
      }}
    >
      <PasswordField
        ref={field}
        label={t('vault.password')}
        value={password}
        name="password"
        autoFocus
        kind="current-password"
        onChange={(next) => {
          setPassword(next);
          if (unlock.isError && left === 0) unlock.reset();
        }}
        error={wrong ? errorWords(t, failure).what : null}
      />
      {failure === null || wrong ? null : <PasswordFailure error={failure} left={left} />}
      <Button type="submit" variant="filled" loading={unlock.isPending} disabled={left > 0} fullWidth>
        {t('vault.unlock.submit')}
      </Button>
    </form>
  );
}

function QuickUnlock({ onUnlocked }: Pick<UnlockVaultProps, 'onUnlocked'>): ReactNode {
  const t = useT();
  const quick = useMutation({
    mutationFn: () => request('vault.quick-unlock', null),
    onSuccess: onUnlocked,
    networkMode: 'always',
  });
  return (
    <>
      <Button
        fullWidth
        loading={quick.isPending}
        leftSection={<IconFingerprint size={16} aria-hidden="true" />}
        data-testid="quick-unlock"
        onClick={() => quick.mutate()}
      >
        {t('vault.quick-unlock')}
      </Button>
      {quick.isError ? <ErrorNotice error={asErrorData(quick.error)} /> : null}
    </>
  );
}
