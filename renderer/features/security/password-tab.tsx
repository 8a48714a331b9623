import { NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { vaultCostSchema, type VaultCost, type VaultKeysView } from '../../../shared/model/vault.ts';
import { request } from '../../api/client.ts';
import { useT } from '../../i18n/language.tsx';
import { bytes } from '../../ui/format.ts';
import { NewPassword, noPassword } from '../../ui/new-password.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { passwordFault } from '../../ui/password-rules.ts';
import { DeedForm } from './deed-form.tsx';

/** The master password, and what a guess of it costs. */
export function PasswordTab({ keys }: { keys: VaultKeysView | undefined }): ReactNode {
  return (
    <div className="deeds">
      <ChangePassword />
      <ChangeCost cost={keys?.cost ?? null} />
    </div>
  );
}

function ChangePassword(): ReactNode {
  const t = useT();
  const [current, setCurrent] = useState('');
  const [value, setValue] = useState(noPassword);
  const clear = (): void => {
    setCurrent('');
    setValue(noPassword);
  };
  return (
    <DeedForm
      title={t('security.password')}
      what={t('security.password.what')}
      submit={t('security.password.submit')}
      testId="change-password"
      isReady={current !== '' && passwordFault(value.password, value.again) === null}
      run={() => request('vault.change-password', { current, next: value.password })}
      done={() => t('security.password.done')}
      onDone={clear}
    >
      {(checked) => (
        <>
          <PasswordField
            label={t('security.password.current')}
            name="current"
            kind="current-password"
            value={current}
            onChange={setCurrent}
            error={checked && current === '' ? t('security.password.needed') : null}
          />
          <NewPassword
            label={t('security.password.new')}
            againLabel={t('security.password.again')}
            {...{ value, checked }}
            onChange={setValue}
          />
        </>
      )}
    </DeedForm>
  );
}

function ChangeCost({ cost }: Pick<VaultKeysView, 'cost'>): ReactNode {
  const t = useT();
  const [password, setPassword] = useState('');
  const [wanted, setWanted] = useState<VaultCost>('measured');
  const present =
    cost === null
      ? ''
      : t('security.cost.present', {
          memory: bytes(cost.memoryKiB * 1024, t.locale),
          passes: cost.passes,
          lanes: cost.parallelism,
        });
  return (
    <DeedForm
      title={t('security.cost')}
      what={`${t('security.cost.what')} ${present}`}
      submit={t('security.cost.submit')}
      testId="change-cost"
      isReady={password !== ''}
      run={() => request('vault.change-cost', { password, cost: wanted })}
      done={() => t('security.cost.done')}
      onDone={() => setPassword('')}
    >
      {(checked) => (
        <>
          <NativeSelect
            size="xs"
            label={t('security.cost.choice')}
            description={t(`security.cost.${wanted}.what`)}
            name="cost"
            value={wanted}
            data={vaultCostSchema.options.map((value) => ({ value, label: t(`security.cost.${value}`) }))}
            onChange={(event) => setWanted(vaultCostSchema.parse(event.currentTarget.value))}
          />
          <PasswordField
            label={t('security.password.current')}
            name="current"
            kind="current-password"
            value={password}
            onChange={setPassword}
            error={checked && password === '' ? t('security.password.needed') : null}
          />
        </>
      )}
    </DeedForm>
  );
}
