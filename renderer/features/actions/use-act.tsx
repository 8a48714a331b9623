import { useEffect, useRef, useState, type ReactNode } from 'react';
import { AppError, type ErrorData } from '../../../shared/errors/app-error.ts';
import { isHard } from '../../../shared/model/action.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { ActionRequest, VmAction } from '../../../shared/model/verbs/index.ts';
import type { ConsoleKind, VmRow } from '../../../shared/model/vm.ts';
import { afterTask } from '../../api/after-task.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { divide, needsConfirmation, type Act, type ConnectionIndex } from '../../ui/actions.ts';
import { isAvailable } from '../../ui/connection-health.ts';
import { notifyFailure } from '../../ui/notify.tsx';
import { ActionForm, type SendForm } from './action-form.tsx';
import { ConfirmAction, type Confirmation } from './confirm-action.tsx';
import { CreateForm, type SendCreate } from './create-form.tsx';
import { earlyFailure } from './early-failure.ts';
import type { SecretTexts } from './form/form-body.tsx';
import { SnapshotDialog } from './snapshot-dialog.tsx';
import { ViewerDialog } from './viewer-dialog.tsx';

type Known = Readonly<Record<string, string>>;

type Asking =
  | { readonly kind: 'confirm'; readonly confirmation: Confirmation }
  | { readonly kind: 'snapshot'; readonly vms: readonly VmRow[] }
  | { readonly kind: 'form'; readonly action: VmAction; readonly vms: readonly VmRow[]; readonly known: Known }
  | { readonly kind: 'viewer'; readonly vm: VmRow }
  | { readonly kind: 'create'; readonly connectionId: string | null };

/** Longest wait, in milliseconds, for the snapshot that is taken before a revert. */
const snapshotLimit = 60 * 60_000;

interface Acting {
  readonly act: Act;
  /** Asks what a new VM is made of; in one connection first when it is named. `null` where none can make any. */
  readonly create: ((connectionId: string | null) => void) | null;
  /** The question that an action asks, if one does. */
  readonly dialog: ReactNode;
}

const canCreate = (connection: ConnectionView): boolean =>
  connection.capabilities.includes('create') && isAvailable(connection) && connection.regions.length > 0;

/** Carries out what a person asks for: confirms, collects what is missing, sends, and tells what was refused. */
export function useAct(connections: ConnectionIndex, hidden: number, onBulk: () => void): Acting {
  const t = useT();
  const [asking, setAsking] = useState<Asking | null>(null);
  const isProduction = (vms: readonly VmRow[]): boolean =>
    vms.some(({ connectionId }) => connections.get(connectionId)?.settings.environment === 'production');
  const life = useRef<AbortController | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    life.current = controller;
    return () => controller.abort();
  }, []);
  const close = (): void => setAsking(null);

  const send = async (
    action: ActionRequest,
    vms: readonly VmRow[],
    secrets: SecretTexts = {},
  ): Promise<readonly string[]> => {
    const vmIds = vms.map((vm) => vm.id);
    const { taskIds, refused } = await request('actions.run', { vmIds, request: action, secrets });
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

  /** The form stays while the first answer may still be a refusal that it can be put right in. */
  const sendForm = async (begin: () => Promise<readonly string[]>): Promise<ErrorData | null> => {
    try {
      const [taskId, ...others] = await begin();
      const signal = life.current?.signal;
      const failure =
        taskId === undefined || others.length > 0 || signal === undefined ? null : await earlyFailure(taskId, signal);
      if (failure === null) close();
      return failure;
    } catch (error) {
      return asErrorData(error);
    }
  };

  const sendAction: SendForm = async (action, secrets, vms, objectName) => {
    if (!isHard(action.action)) return sendForm(() => send(action, vms, secrets));
    setAsking({
      kind: 'confirm',
      confirmation: { request: action, allowed: vms, refused: [], hidden: 0, snapshotTime: null, objectName, secrets },
    });
    return null;
  };

  const sendCreate: SendCreate = ({ connection, region }, order, secrets) =>
    sendForm(async () => {
      const about = { connectionId: connection.id, region, request: order, secrets };
      return [(await request('actions.create', about)).taskId];
    });

  const act: Act = (intent, vms) => {
    if (intent.kind === 'console') {
      const [vm] = vms;
      if (vm !== undefined) start(openConsole(vm, intent.console));
      return;
    }
    if (intent.kind === 'viewer') {
      const [vm] = vms;
      if (vm !== undefined) setAsking({ kind: 'viewer', vm });
      return;
    }
    if (intent.kind === 'new-snapshot') {
      setAsking({ kind: 'snapshot', vms });
      return;
    }
    if (intent.kind === 'ask') {
      setAsking({ kind: 'form', action: intent.action, vms, known: intent.known ?? {} });
      return;
    }
    const { allowed, refused } = divide(intent.request.action, vms, connections);
    if (allowed.length === 0) return;
    if (!needsConfirmation(intent.request.action, allowed.length, refused.length)) {
      start(send(intent.request, allowed));
      return;
    }
    const { snapshotTime = null, objectName = null } = intent;
    const confirmation = { request: intent.request, snapshotTime, objectName, allowed, refused, secrets: {} };
    setAsking({ kind: 'confirm', confirmation: { ...confirmation, hidden: vms.length > 1 ? hidden : 0 } });
  };

  const [firstMaker, ...otherMakers] = [...connections.values()].filter(canCreate);
  const dialogOf = (open: Asking): ReactNode => {
    switch (open.kind) {
      case 'snapshot':
        return (
          <SnapshotDialog
            vms={open.vms}
            connections={connections}
            onClose={close}
            onCreate={(action, vms) => {
              close();
              start(send(action, vms));
            }}
          />
        );
      case 'viewer':
        return <ViewerDialog vm={open.vm} connections={connections} onClose={close} />;
      case 'form':
        return (
          <ActionForm
            {...{ action: open.action, vms: open.vms, preset: open.known, connections }}
            onClose={close}
            onSend={sendAction}
          />
        );
      case 'create':
        if (firstMaker === undefined) return null;
        return (
          <CreateForm
            connections={[firstMaker, ...otherMakers]}
            first={open.connectionId}
            onClose={close}
            onSend={sendCreate}
          />
        );
      case 'confirm':
        return (
          <ConfirmAction
            production={isProduction(open.confirmation.allowed)}
            confirmation={open.confirmation}
            connections={connections}
            onClose={close}
            onConfirm={(action, first) => {
              close();
              const { allowed, secrets } = open.confirmation;
              start(first === null ? send(action, allowed, secrets) : snapshotThen(first, action, allowed));
            }}
          />
        );
    }
  };
  return {
    act,
    create: firstMaker === undefined ? null : (connectionId) => setAsking({ kind: 'create', connectionId }),
    dialog: asking === null ? null : dialogOf(asking),
  };
}

const openConsole = (vm: VmRow, kind: ConsoleKind): Promise<null> => request('console.open', { vmId: vm.id, kind });
