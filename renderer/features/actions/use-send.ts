import { useEffect, useRef } from 'react';
import { AppError, type ErrorData } from '../../../shared/errors/app-error.ts';
import type { ActionRequest } from '../../../shared/model/verbs/index.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { afterTask } from '../../api/after-task.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { notifyFailure } from '../../ui/notify.tsx';
import { earlyFailure } from './early-failure.ts';
import type { SecretTexts } from './form/form-faults.ts';

/** Longest wait, in milliseconds, for the snapshot that is taken before a revert. */
const snapshotLimit = 60 * 60_000;

interface Sending {
  /** Begins an action and tells which VMs refuse it; answers the tasks of the others. */
  readonly send: (action: ActionRequest, vms: readonly VmRow[], secrets?: SecretTexts) => Promise<readonly string[]>;
  /** Begins something and watches it while the first answer may still be a refusal; `null` when it is under way. */
  readonly sendAndSee: (begin: () => Promise<readonly string[]>) => Promise<ErrorData | null>;
  /** Takes a snapshot and, when it is done, goes on with what was asked for. */
  readonly snapshotThen: (snapshot: ActionRequest, next: ActionRequest, vms: readonly VmRow[]) => Promise<void>;
}

/** Sends actions to main for as long as the window shows what they are about. */
export function useSend(onBulk: () => void): Sending {
  const t = useT();
  const life = useRef<AbortController | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    life.current = controller;
    return () => controller.abort();
  }, []);

  const send: Sending['send'] = async (action, vms, secrets = {}) => {
    const vmIds = vms.map((vm) => vm.id);
    const { taskIds, refused } = await request('actions.run', { vmIds, request: action, secrets });
    for (const { vmName, error } of refused) {
      notifyFailure(error, t('tasks.refused.title', { action: t(`action.${action.action}`), name: vmName }));
    }
    if (vms.length > 1) onBulk();
    return taskIds;
  };

  const sendAndSee: Sending['sendAndSee'] = async (begin) => {
    try {
      const [taskId, ...others] = await begin();
      const signal = life.current?.signal;
      if (taskId === undefined || others.length > 0 || signal === undefined) return null;
      return await earlyFailure(taskId, signal);
    } catch (error) {
      return asErrorData(error);
    }
  };

  const snapshotThen: Sending['snapshotThen'] = async (snapshot, next, vms) => {
    const [taskId] = await send(snapshot, vms);
    const signal = life.current?.signal;
    if (taskId === undefined || signal === undefined) return;
    const ended = await afterTask(taskId, AbortSignal.any([signal, AbortSignal.timeout(snapshotLimit)]));
    if (ended.state === 'done') await send(next, vms);
    else notifyFailure(ended.error ?? new AppError('cancelled').toData(), t('snapshot.failed-to-chain'));
  };

  return { send, sendAndSee, snapshotThen };
}
