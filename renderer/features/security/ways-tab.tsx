import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import type { VaultKeysView } from '../../../shared/model/vault.ts';
import { request } from '../../api/client.ts';
import { useT } from '../../i18n/language.tsx';
import { errorWords } from '../../ui/error-words.ts';
import { DeedForm } from './deed-form.tsx';
import { PasswordDeed } from './password-deed.tsx';

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

function QuickOff({ keys: { keychain } }: { keys: VaultKeysView }): ReactNode {
  const t = useT();
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
    <PasswordDeed
      title={t('security.quick')}
      what={t('security.quick.off.what', { backend: keychain.backend ?? '' })}
      submit={t('security.quick.enable')}
      testId="enable-quick"
      run={(current) => request('vault.enable-quick-unlock', { current })}
      done={() => t('security.quick.enabled')}
    />
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
  return (
    <PasswordDeed
      title={t('security.recovery')}
      what={t(exists ? 'security.recovery.exists' : 'security.recovery.what')}
      submit={t(exists ? 'security.recovery.again' : 'security.recovery.make')}
      testId="make-recovery"
      run={(current) => request('vault.make-recovery', { current })}
      done={({ path }) => t('security.recovery.made', { path })}
    />
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
