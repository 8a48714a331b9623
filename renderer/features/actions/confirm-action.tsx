import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ErrorData } from '../../../shared/errors/app-error.ts';
import { isHard } from '../../../shared/model/action.ts';
import type { Field } from '../../../shared/model/verbs/field.ts';
import type { ActionRequest } from '../../../shared/model/verbs/index.ts';
import type { Verb } from '../../../shared/model/verbs/verb.ts';
import { useVm } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { cloudsOf, verbFor, type ConnectionIndex, type Refused } from '../../ui/actions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useNow } from '../../ui/now.tsx';
import { explain, typingFor, type About } from './confirm-words.ts';
import { Consequence } from './consequence.tsx';
import { labelOf } from './form/field-words.ts';
import type { SecretTexts } from './form/form-faults.ts';
import { NameList } from './name-list.tsx';
import { suggestSnapshotName } from './snapshot-name.ts';
import { stakesOf } from './stakes.ts';

export interface Confirmation extends About {
  readonly request: ActionRequest;
  readonly refused: readonly Refused[];
  /** How many of the VMs are not in sight in the list. */
  readonly hidden: number;
  /** What travels beside the request; forgotten with the question. */
  readonly secrets: SecretTexts;
}

interface ConfirmActionProps {
  readonly confirmation: Confirmation;
  readonly connections: ConnectionIndex;
  /** One of the VMs belongs to a connection of production, which asks more. */
  readonly production: boolean;
  readonly onClose: () => void;
  /**
   * With the request as it was confirmed, and the snapshot to take before, if one is wanted. Answers why it cannot be
   * done, or `null`.
   */
  readonly onConfirm: (request: ActionRequest, first: ActionRequest | null) => Promise<ErrorData | null>;
}

/** Says what will happen to which VMs, what is left out and why, before anything is sent. */
export function ConfirmAction({
  confirmation,
  connections,
  production,
  onClose,
  onConfirm,
}: ConfirmActionProps): ReactNode {
  const { allowed, refused, hidden } = confirmation;
  const t = useT();
  const [request, setRequest] = useState(confirmation.request);
  const now = useNow();
  const [snapshotFirst, setSnapshotFirst] = useState(false);
  const [typed, setTyped] = useState('');
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<ErrorData | null>(null);
  const typing = typingFor(t, request, allowed, production);
  const reason = typing === null || typed.trim() === typing.wanted.trim() ? null : typing.first;
  const hard = isHard(request.action);
  const flags = hard ? flagsOf(verbFor(request.action, cloudsOf(allowed, connections))) : [];
  const action = t(`action.${request.action}`);
  const only = allowed.length === 1 ? allowed[0] : undefined;
  const vm = useVm(only?.id ?? null).data;
  const stakes = vm === undefined ? [] : stakesOf(t, request.action, vm);
  const first: ActionRequest | null =
    snapshotFirst && only !== undefined
      ? { action: 'snapshot-create', name: suggestSnapshotName(only.name, new Date(now)), remark: '', memory: false }
      : null;
  const confirm = (): void => {
    if (reason !== null || sending) return;
    setSending(true);
    setFailure(null);
    void onConfirm(request, first).then((error) => {
      setSending(false);
      setFailure(error);
    });
  };
  const words = explain(t, request, confirmation);
  return (
    <Dialog
      testId="confirm"
      about={cloudsOf(allowed, connections)}
      onClose={onClose}
      title={
        only === undefined
          ? t('confirm.title.many', { action, total: allowed.length })
          : t('confirm.title.one', { action, name: only.name })
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        {words === null ? null : <Consequence hard={hard}>{words}</Consequence>}
        {production ? <p className="warning">{t('confirm.production')}</p> : null}
        {hidden > 0 ? <p className="dim">{t('confirm.hidden', { count: hidden })}</p> : null}
        {only === undefined ? (
          <NameList title={t('confirm.allowed', { count: allowed.length })} names={allowed.map((one) => one.name)} />
        ) : null}
        {stakes.length === 0 ? null : (
          <NameList
            title={t(request.action === 'delete' ? 'stakes.title.delete' : 'stakes.title')}
            names={stakes.map(({ name }) => name)}
            notes={stakes.map(({ note }) => note)}
            testId="stakes"
          />
        )}
        {refused.length === 0 ? null : (
          <NameList
            title={t('confirm.refused', { count: refused.length })}
            names={refused.map((one) => one.vm.name)}
            notes={refused.map((one) => t(`reason.${one.reason}`))}
          />
        )}
        {request.action === 'snapshot-revert' ? (
          <Checkbox
            label={t('confirm.snapshot-first')}
            description={t('confirm.snapshot-first.hint')}
            checked={snapshotFirst}
            data-testid="snapshot-first"
            onChange={(event) => setSnapshotFirst(event.currentTarget.checked)}
          />
        ) : null}
        {flags.map((name) => (
          <Checkbox
            key={name}
            label={labelOf(t, request.action, name)}
            checked={Reflect.get(request, name) === true}
            name={name}
            onChange={(event) => setRequest({ ...request, [name]: event.currentTarget.checked })}
          />
        ))}
        {typing === null ? null : (
          <TextInput
            label={typing.label}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            name="typed"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {failure === null ? null : <ErrorNotice error={failure} />}
        <div className="form-buttons">
          <Button variant="subtle" onClick={onClose} {...(hard && typing === null ? { 'data-autofocus': true } : {})}>
            {t('common.cancel')}
          </Button>
          <ActionButton
            submit
            variant="filled"
            testId="confirm-ok"
            reason={reason}
            loading={sending}
            label={only === undefined ? t('confirm.submit', { action, total: allowed.length }) : action}
            {...(hard ? { color: 'danger' } : { autoFocus: true })}
          />
        </div>
      </form>
    </Dialog>
  );
}

/** What can be decided together with the question, for actions that ask for nothing else. */
const flagsOf = ({ fields }: Verb): readonly string[] =>
  Object.entries<Field>(fields).flatMap(([name, field]) => (field.type === 'flag' ? [name] : []));
