import { Loader } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { VaultKeysView } from '../../../shared/model/vault.ts';
import { request } from '../../api/client.ts';
import { useT } from '../../i18n/language.tsx';
import { errorWords } from '../../ui/error-words.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { DeedForm } from './deed-form.tsx';

/** The ways into the vault besides its password: the keychain of the system, and a printed sheet. */
export function WaysTab({ keys }: { keys: VaultKeysView | undefined }): ReactNode {
  if (keys === undefined) return <Loader size={18} />;
  return (
    <div className="deeds">
      {keys.quickUnlock === null ? <QuickOff keys={keys} /> : <QuickOn keys={keys} backend={keys.quickUnlock} />}
      <MakeRecovery exists={keys.recovery} />
      {keys.recovery ? <RemoveRecovery /> : null}
    </div>
  );
}

function useCurrentPassword(): {
  readonly current: string;
  readonly clear: () => void;
  readonly field: (checked: boolean) => ReactNode;
} {
  const t = useT();
  const [current, setCurrent] = useState('');
  return {
    current,
    clear: () => setCurrent(''),
    field: (checked) => (
      <PasswordField
        label={t('security.password.current')}
        name="current"
        kind="current-password"
        value={current}
        onChange={setCurrent}
        error={checked && current === '' ? t('security.password.needed') : null}
      />
    ),
  };
}

function QuickOff({ keys: { keychain } }: { keys: VaultKeysView }): ReactNode {
  const t = useT();
  const { current, clear, field } = useCurrentPassword();
  if (keychain.problem !== null) {
    const { what, todo } = errorWords(t, keychain.problem);
    return (
      <section className="deed" data-testid="quick-impossible">
        <h3>{t('security.quick')}</h3>
        <p className="deed-what">{what}</p>
        <p className="deed-what">{todo}</p>
      </section>
    );
  }
  return (
    <DeedForm
      title={t('security.quick')}
      what={t('security.quick.off.what', { backend: keychain.backend ?? '' })}
      submit={t('security.quick.enable')}
      testId="enable-quick"
      isReady={current !== ''}
      run={() => request('vault.enable-quick-unlock', { current })}
      done={() => t('security.quick.enabled')}
      onDone={clear}
    >
      {field}
    </DeedForm>
  );
}

function QuickOn({ keys: { keychain }, backend }: { keys: VaultKeysView; backend: string }): ReactNode {
  const t = useT();
  const isOther = keychain.problem === null && keychain.backend !== backend;
  return (
    <DeedForm
      title={t('security.quick')}
      what={
        keychain.problem !== null
          ? errorWords(t, keychain.problem).what
          : t(isOther ? 'security.quick.other' : 'security.quick.on.what', { backend, present: keychain.backend ?? '' })
      }
      submit={t('security.quick.disable')}
      testId="disable-quick"
      isReady
      run={() => request('vault.disable-quick-unlock', null)}
      done={() => ''}
      onDone={() => undefined}
    />
  );
}

function MakeRecovery({ exists }: { exists: boolean }): ReactNode {
  const t = useT();
  const { current, clear, field } = useCurrentPassword();
  return (
    <DeedForm
      title={t('security.recovery')}
      what={t(exists ? 'security.recovery.exists' : 'security.recovery.what')}
      submit={t(exists ? 'security.recovery.again' : 'security.recovery.make')}
      testId="make-recovery"
      isReady={current !== ''}
      run={() => request('vault.make-recovery', { current })}
      done={({ path }) => t('security.recovery.made', { path })}
      onDone={clear}
    >
      {field}
    </DeedForm>
  );
}

function RemoveRecovery(): ReactNode {
  const t = useT();
  return (
    <DeedForm
      title={t('security.recovery.remove')}
      what={t('security.recovery.remove.what')}
      submit={t('security.recovery.remove')}
      testId="remove-recovery"
      danger
      isReady
      run={() => request('vault.remove-recovery', null)}
      done={() => ''}
      onDone={() => undefined}
    />
  );
}
