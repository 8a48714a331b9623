import { Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { VaultStatus } from '../../shared/model/vault.ts';
import type { ErrorData } from '../../shared/errors/app-error.ts';
import { request, subscribe } from '../api/client.ts';
import { asErrorData } from '../api/errors.ts';
import { forgetContent } from '../api/live.ts';
import { queryKeys, useVaultStatus } from '../api/queries.ts';
import { CreateVault } from '../features/start/create-vault.tsx';
import { UnlockVault } from '../features/start/unlock-vault.tsx';
import { VaultProblem } from '../features/start/vault-problem.tsx';
import { useT } from '../i18n/language.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { clearNotifications, notifyFailure } from '../ui/notify.tsx';
import { MainWindow } from './main-window.tsx';
import { useSettings } from './settings-context.tsx';
import { keepFilter } from './use-list-state.ts';
import { SettingsMenu } from './settings-menu.tsx';

function removeRecord(id: string): void {
  request('connections.remove', { id }).catch((failure: unknown) => notifyFailure(asErrorData(failure)));
}

/** The vault decides what is on the screen: without it open, nothing that was in it stays. */
export function Gate(): ReactNode {
  const t = useT();
  const client = useQueryClient();
  const { demo } = useSettings().info;
  const { data: status, error, refetch } = useVaultStatus();
  // From what main says, not from the form's own answer: news of the new vault may be here before that answer.
  const [firstRun, setFirstRun] = useState(false);
  if (status?.state === 'absent' && !firstRun) setFirstRun(true);
  if (status?.state === 'locked' && firstRun) setFirstRun(false);
  const open = status?.state === 'unlocked';
  const [left, setLeft] = useState<ErrorData | null>(null);
  const [keeper] = useState(keepFilter);
  useEffect(() => {
    if (!open) return;
    return () => {
      forgetContent(client);
      clearNotifications();
    };
  }, [open, client]);
  useEffect(() => subscribe('clipboard.changed', ({ problem }) => setLeft(problem)), []);
  useEffect(() => {
    // Once more after a lock, which takes every notice off the screen.
    if (left !== null) notifyFailure(left);
  }, [left, open]);
  const problem = open ? status.problem : null;
  useEffect(() => {
    if (problem === null) return;
    const id = problem.params['id'];
    const isRemovable = problem.code === 'vault.record-damaged' && typeof id === 'string';
    notifyFailure(problem, undefined, isRemovable ? () => removeRecord(id) : undefined);
  }, [problem]);
  const older = open ? status.older : null;
  useEffect(() => {
    if (older !== null) notifyFailure(older);
  }, [older]);
  const take = (next: VaultStatus): void => {
    client.setQueryData(queryKeys.vault, next);
  };
  if (error !== null) {
    return (
      <main className="notice-page">
        <ErrorNotice error={asErrorData(error)} onAction={() => void refetch()} />
      </main>
    );
  }
  if (status === undefined) {
    return (
      <main className="opening" role="status">
        <Loader size={18} /> {t('app.loading')}
      </main>
    );
  }
  if (open) return <MainWindow firstRun={firstRun} keeper={keeper} />;
  return (
    <>
      <header className="start-head">
        <SettingsMenu />
      </header>
      <Start status={status} demo={demo} onStatus={take} />
    </>
  );
}

interface StartProps {
  readonly status: VaultStatus;
  readonly demo: boolean;
  readonly onStatus: (next: VaultStatus) => void;
}

/** The screen that leads to an open vault. */
function Start({ status, demo, onStatus }: StartProps): ReactNode {
  const { problem, backupAvailable, state } = status;
  if (problem !== null) return <VaultProblem {...{ problem, backupAvailable, demo, onStatus }} />;
  if (state === 'locked') return <UnlockVault demo={demo} onUnlocked={onStatus} />;
  return <CreateVault demo={demo} onCreated={onStatus} />;
}
