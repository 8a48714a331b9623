import { useEffect, useRef, useState, type ReactNode } from 'react';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ActionRequest } from '../../../shared/model/verbs/index.ts';
import type { ConsoleKind, VmRow } from '../../../shared/model/vm.ts';
import { afterTask } from '../../api/after-task.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { divide, needsConfirmation, type Act, type ConnectionIndex } from '../../ui/actions.ts';
import { notifyFailure } from '../../ui/notify.tsx';
import { ConfirmAction, type Confirmation } from './confirm-action.tsx';
import { SnapshotDialog } from './snapshot-dialog.tsx';

type Asking =
  | { readonly kind: 'confirm'; readonly confirmation: Confirmation }
  | { readonly kind: 'snapshot'; readonly vms: readonly VmRow[] };

/** Longest wait, in milliseconds, for the snapshot that is taken before a revert. */
const snapshotLimit = 60 * 60_000;

interface Acting {
  readonly act: Act;
  /** The question that an action asks, if one does. */
  readonly dialog: ReactNode;
}

/** Carries out what a person asks for: confirms, collects what is missing, sends, and tells what was refused. */
export function useAct(connections: ConnectionIndex, hidden: number, onBulk: () => void): Acting {
  const t = useT();
  const [asking, setAsking] = useState<Asking | null>(null);
  const life = useRef<AbortController | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    life.current = controller;
    return () => controller.abort();
  }, []);

  const send = async (action: ActionRequest, vms: readonly VmRow[]): Promise<string[]> => {
    const { taskIds, refused } = await request('actions.run', {
      vmIds: vms.map((vm) => vm.id),
      request: action,
      secrets: {},
    });
    for (const { vmName, error } of refused) {
      notifyFailure(error, t('tasks.refused.title', { action: t(`action.${action.action}`), name: vmName }));
    }
    if (vms.length > 1) onBulk();
    return taskIds;
  };

  const start = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      const data = asErrorData(error);
      if (data.code !== 'cancelled') notifyFailure(data);
    });
  };

  const snapshotThen = async (snapshot: ActionRequest, next: ActionRequest, vms: readonly VmRow[]): Promise<void> => {
    const [taskId] = await send(snapshot, vms);
    const signal = life.current?.signal;
    if (taskId === undefined || signal === undefined) return;
    const ended = await afterTask(taskId, AbortSignal.any([signal, AbortSignal.timeout(snapshotLimit)]));
    if (ended.state === 'done') await send(next, vms);
    else notifyFailure(ended.error ?? new AppError('cancelled').toData(), t('snapshot.failed-to-chain'));
  };

  const act: Act = (intent, vms) => {
    if (intent.kind === 'console') {
      const [vm] = vms;
      if (vm !== undefined) start(openConsole(vm, intent.console));
      return;
    }
    if (intent.kind === 'new-snapshot') {
      setAsking({ kind: 'snapshot', vms });
      return;
    }
    const { allowed, refused } = divide(intent.request.action, vms, connections);
    if (allowed.length === 0) return;
    if (!needsConfirmation(intent.request.action, allowed.length, refused.length)) {
      start(send(intent.request, allowed));
      return;
    }
    const confirmation = { request: intent.request, snapshotTime: intent.snapshotTime ?? null, allowed, refused };
    setAsking({ kind: 'confirm', confirmation: { ...confirmation, hidden: vms.length > 1 ? hidden : 0 } });
  };

  const close = (): void => setAsking(null);
  const dialog =
    asking === null ? null : asking.kind === 'snapshot' ? (
      <SnapshotDialog
        vms={asking.vms}
        connections={connections}
        onClose={close}
        onCreate={(action, vms) => {
          close();
          start(send(action, vms));
        }}
      />
    ) : (
      <ConfirmAction
        confirmation={asking.confirmation}
        onClose={close}
        onConfirm={(first) => {
          close();
          const { request: action, allowed } = asking.confirmation;
          start(first === null ? send(action, allowed) : snapshotThen(first, action, allowed));
        }}
      />
    );
  return { act, dialog };
}

const openConsole = (vm: VmRow, kind: ConsoleKind): Promise<null> => request('console.open', { vmId: vm.id, kind });
