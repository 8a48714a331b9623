import { NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { vaultCostSchema, type VaultCost, type VaultKeysView } from '../../../shared/model/vault.ts';
import { request } from '../../api/client.ts';
import { useT } from '../../i18n/language.tsx';
import { bytes } from '../../ui/format.ts';
import { PasswordDeed } from './password-deed.tsx';

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
  return (
    <PasswordDeed
      title={t('security.password')}
      what={t('security.password.what')}
      submit={t('security.password.submit')}
      testId="change-password"
      next={{ label: t('security.password.new'), againLabel: t('security.password.again') }}
      run={(current, next) => request('vault.change-password', { current, next })}
      done={() => t('security.password.done')}
    />
  );
}

function ChangeCost({ cost }: Pick<VaultKeysView, 'cost'>): ReactNode {
  const t = useT();
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
    <PasswordDeed
      title={t('security.cost')}
      what={`${t('security.cost.what')} ${present}`}
      submit={t('security.cost.submit')}
      testId="change-cost"
      run={(password) => request('vault.change-cost', { password, cost: wanted })}
      done={() => t('security.cost.done')}
      choice={
        <NativeSelect
          size="xs"
          label={t('security.cost.choice')}
          description={t(`security.cost.${wanted}.what`)}
          name="cost"
          value={wanted}
          data={vaultCostSchema.options.map((value) => ({ value, label: t(`security.cost.${value}`) }))}
          onChange={(event) => setWanted(vaultCostSchema.parse(event.currentTarget.value))}
        />
      }
    />
  );
}
