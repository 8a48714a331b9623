import { useState, type ReactNode } from 'react';
import type { ErrorData } from '../../../shared/errors/app-error.ts';
import { isHard } from '../../../shared/model/action.ts';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { ActionRequest, VmAction } from '../../../shared/model/verbs/index.ts';
import type { ConsoleKind, VmRow } from '../../../shared/model/vm.ts';
import { request } from '../../api/client.ts';
import { asErrorData } from '../../api/errors.ts';
import { useT } from '../../i18n/language.tsx';
import { divide, needsConfirmation, type Act, type ConnectionIndex } from '../../ui/actions.ts';
import { isAvailable } from '../../ui/connection-health.ts';
import { notifyFailure } from '../../ui/notify.tsx';
import { ActionForm, type SendForm } from './action-form.tsx';
import { ConfirmAction, type Confirmation } from './confirm-action.tsx';
import { typingFor } from './confirm-words.ts';
import { CreateForm, type SendCreate } from './create-form.tsx';
import type { SendEnd } from './form/use-form.ts';
import { SnapshotDialog } from './snapshot-dialog.tsx';
import { useSend } from './use-send.ts';
import { ViewerDialog } from './viewer-dialog.tsx';

type Known = Readonly<Record<string, string>>;

type Asking =
  | { readonly kind: 'confirm'; readonly confirmation: Confirmation }
  | { readonly kind: 'snapshot'; readonly vms: readonly VmRow[] }
  | {
      readonly kind: 'form';
      readonly action: VmAction;
      readonly vms: readonly VmRow[];
      readonly known: Known;
      /** Whether what was filled in is meant. */
      readonly confirming: Confirming | null;
    }
  | { readonly kind: 'viewer'; readonly vm: VmRow }
  | { readonly kind: 'create'; readonly connectionId: string | null };

interface Confirming {
  readonly confirmation: Confirmation;
  readonly onEnd: (end: SendEnd) => void;
}

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
  const { send, sendAndSee, snapshotThen } = useSend(onBulk);
  const close = (): void => setAsking(null);

  const start = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      const data = asErrorData(error);
      if (data.code !== 'cancelled') notifyFailure(data);
    });
  };

  const sendAndClose = async (begin: () => Promise<readonly string[]>): Promise<ErrorData | null> => {
    const failure = await sendAndSee(begin);
    if (failure === null) close();
    return failure;
  };

  const sendForm = async (begin: () => Promise<readonly string[]>): Promise<SendEnd> =>
    (await sendAndClose(begin)) ?? 'sent';

  const sendAction: SendForm = (action, secrets, vms, objectName) => {
    if (!isHard(action.action)) return sendForm(() => send(action, vms, secrets));
    const about = { request: action, secrets, allowed: vms, objectName };
    return new Promise((resolve) => {
      const onEnd = (end: SendEnd): void => {
        setAsking((open) => (open?.kind === 'form' ? { ...open, confirming: null } : open));
        resolve(end);
      };
      const confirmation: Confirmation = { ...about, refused: [], hidden: 0, snapshotTime: null };
      setAsking((open) => (open?.kind === 'form' ? { ...open, confirming: { confirmation, onEnd } } : open));
    });
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
      setAsking({ kind: 'form', action: intent.action, vms, known: intent.known ?? {}, confirming: null });
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

  /** What was typed to confirm it is kept while the cloud may refuse; anything else goes to the list of tasks at once. */
  const carryOut = async (
    { allowed, secrets }: Confirmation,
    action: ActionRequest,
    first: ActionRequest | null,
  ): Promise<ErrorData | null> => {
    const asked = allowed.length === 1 && typingFor(t, action, allowed, isProduction(allowed)) !== null;
    if (first === null && asked) return sendAndClose(() => send(action, allowed, secrets));
    close();
    start(first === null ? send(action, allowed, secrets) : snapshotThen(first, action, allowed));
    return null;
  };

  /** Asked on top of a form, which comes back with what was filled in unless the action has begun. */
  const questionOf = ({ confirmation, onEnd }: Confirming): ReactNode => (
    <ConfirmAction
      production={isProduction(confirmation.allowed)}
      confirmation={confirmation}
      connections={connections}
      onClose={() => onEnd('left')}
      onConfirm={async (action) => {
        onEnd(await sendForm(() => send(action, confirmation.allowed, confirmation.secrets)));
        return null;
      }}
    />
  );

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
          <>
            <ActionForm
              {...{ action: open.action, vms: open.vms, preset: open.known, connections }}
              hidden={open.confirming !== null}
              onClose={close}
              onSend={sendAction}
            />
            {open.confirming === null ? null : questionOf(open.confirming)}
          </>
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
            onConfirm={(action, first) => carryOut(open.confirmation, action, first)}
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
