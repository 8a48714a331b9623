import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ErrorData } from '../../../shared/errors/app-error.ts';
import type { VaultStatus } from '../../../shared/model/vault.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { StartCard } from './start-card.tsx';

interface VaultProblemProps {
  readonly problem: ErrorData;
  readonly backupAvailable: boolean;
  readonly demo: boolean;
  readonly onStatus: (status: VaultStatus) => void;
}

/** A vault file that cannot be used: what happened, and the ways out. Nothing is overwritten here. */
export function VaultProblem({ problem, backupAvailable, demo, onStatus }: VaultProblemProps): ReactNode {
  const t = useT();
  const restore = useMutation({
    mutationFn: () => request('vault.restore-backup', null),
    onSuccess: onStatus,
    networkMode: 'always',
  });
  const recheck = useMutation({
    mutationFn: () => request('vault.reload', null),
    onSuccess: onStatus,
    networkMode: 'always',
  });
  const failure = restore.error ?? recheck.error;
  return (
    <StartCard title={t('vault.problem.title')} demo={demo}>
      <div className="form" data-testid="vault-problem">
        <ErrorNotice error={problem} />
        <p className="start-what">{backupAvailable ? t('vault.problem.restore.what') : t('vault.problem.no-copy')}</p>
        {failure === null ? null : <ErrorNotice error={asErrorData(failure)} />}
        {backupAvailable ? (
          <Button
            variant="filled"
            loading={restore.isPending}
            onClick={() => restore.mutate()}
            data-testid="restore-backup"
            fullWidth
          >
            {t('vault.problem.restore')}
          </Button>
        ) : null}
        <Button loading={recheck.isPending} onClick={() => recheck.mutate()} fullWidth>
          {t('vault.problem.recheck')}
        </Button>
      </div>
    </StartCard>
  );
}
