import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { isHard } from '../../../shared/model/action.ts';
import type { Field } from '../../../shared/model/verbs/field.ts';
import type { ActionRequest, VmAction } from '../../../shared/model/verbs/index.ts';
import type { Verb } from '../../../shared/model/verbs/verb.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { isMessageKey, type Translate } from '../../../shared/i18n/translate.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { cloudsOf, verbFor, type ConnectionIndex, type Refused } from '../../ui/actions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { dateTime } from '../../ui/format.ts';
import { useNow } from '../../ui/now.tsx';
import { labelOf } from './form/field-words.ts';
import type { SecretTexts } from './form/form-body.tsx';
import { suggestSnapshotName } from './snapshot-name.ts';

export interface Confirmation {
  readonly request: ActionRequest;
  readonly allowed: readonly VmRow[];
  readonly refused: readonly Refused[];
  /** How many of the VMs are not in sight in the list. */
  readonly hidden: number;
  /** When the snapshot of the request was taken; milliseconds since the epoch. */
  readonly snapshotTime: number | null;
  /** What the request's object is called, where its id says nothing to a person. */
  readonly objectName: string | null;
  /** What travels beside the request; forgotten with the question. */
  readonly secrets: SecretTexts;
}

interface ConfirmActionProps {
  readonly confirmation: Confirmation;
  readonly connections: ConnectionIndex;
  /** One of the VMs belongs to a connection of production, which asks more. */
  readonly production: boolean;
  readonly onClose: () => void;
  /** With the request as it was confirmed, and the snapshot to take before, if one is wanted. */
  readonly onConfirm: (request: ActionRequest, first: ActionRequest | null) => void;
}

/** What will happen, in the action's own words where it has any. */
function explain(t: Translate, request: ActionRequest, time: number | null, objectName: string | null): string | null {
  if (request.action === 'snapshot-revert')
    return time === null
      ? t('confirm.snapshot-revert.undated', { snapshot: request.snapshotName })
      : t('confirm.snapshot-revert', { snapshot: request.snapshotName, time: dateTime(time, t.locale) });
  if (request.action === 'delete') return t(request.withResources ? 'confirm.delete.with-resources' : 'confirm.delete');
  const key = `confirm.${request.action}`;
  if (!isMessageKey(key)) return isHard(request.action) ? t('confirm.plain') : null;
  return t.loose(key, {
    snapshot: 'snapshotName' in request ? request.snapshotName : '',
    job: objectName ?? ('jobId' in request ? request.jobId : ''),
    image: objectName ?? ('imageId' in request ? (request.imageId ?? '') : ''),
  });
}

/** What loses data that no other action brings back. */
const irreversible: ReadonlySet<VmAction> = new Set([
  ...(['delete', 'recycle-purge', 'reinstall', 'snapshot-clear', 'disk-import', 'disk-import-iscsi'] as const),
]);

interface Typing {
  readonly wanted: string;
  readonly label: string;
  /** Why it cannot be confirmed before. */
  readonly first: string;
}

/** What cannot be had back asks for the name of what will be gone, or for how many when it is many. */
function typingFor(
  t: Translate,
  request: ActionRequest,
  { allowed, production }: Confirmation & { readonly production: boolean },
): Typing | null {
  if (request.action === 'snapshot-delete') {
    const name = request.snapshotName;
    return { wanted: name, label: t('confirm.type-name', { name }), first: t('confirm.type-name.first') };
  }
  const asksMore = production && isHard(request.action);
  if (!irreversible.has(request.action) && !asksMore) return null;
  const only = allowed.length === 1 ? allowed[0] : undefined;
  if (only === undefined) {
    const number = String(allowed.length);
    return { wanted: number, label: t('confirm.type-count', { number }), first: t('confirm.type-count.first') };
  }
  const { name } = only;
  return { wanted: name, label: t('confirm.type-name', { name }), first: t('confirm.type-vm.first') };
}

/** Says what will happen to which VMs, what is left out and why, before anything is sent. */
export function ConfirmAction({
  confirmation,
  connections,
  production,
  onClose,
  onConfirm,
}: ConfirmActionProps): ReactNode {
  const { allowed, refused, hidden, snapshotTime, objectName } = confirmation;
  const t = useT();
  const [request, setRequest] = useState(confirmation.request);
  const now = useNow();
  const [snapshotFirst, setSnapshotFirst] = useState(false);
  const [typed, setTyped] = useState('');
  const typing = typingFor(t, request, { ...confirmation, production });
  const reason = typing === null || typed.trim() === typing.wanted.trim() ? null : typing.first;
  const flags = isHard(request.action) ? flagsOf(verbFor(request.action, cloudsOf(allowed, connections))) : [];
  const action = t(`action.${request.action}`);
  const only = allowed.length === 1 ? allowed[0] : undefined;
  const hard = isHard(request.action);
  const first: ActionRequest | null =
    snapshotFirst && only !== undefined
      ? { action: 'snapshot-create', name: suggestSnapshotName(only.name, new Date(now)), remark: '', memory: false }
      : null;
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
          if (reason === null) onConfirm(request, first);
        }}
      >
        <p className="selectable">{explain(t, request, snapshotTime, objectName)}</p>
        {production ? <p className="warning">{t('confirm.production')}</p> : null}
        {hidden > 0 ? <p className="dim">{t('confirm.hidden', { count: hidden })}</p> : null}
        {only === undefined ? (
          <NameList title={t('confirm.allowed', { count: allowed.length })} names={allowed.map((vm) => vm.name)} />
        ) : null}
        {refused.length === 0 ? null : (
          <NameList
            title={t('confirm.refused', { count: refused.length })}
            names={refused.map(({ vm }) => vm.name)}
            notes={refused.map(({ reason }) => t(`reason.${reason}`))}
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
        <div className="form-buttons">
          <Button variant="subtle" onClick={onClose} {...(hard && typing === null ? { 'data-autofocus': true } : {})}>
            {t('common.cancel')}
          </Button>
          <ActionButton
            submit
            variant="filled"
            testId="confirm-ok"
            reason={reason}
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

const namesShown = 6;

interface NameListProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly notes?: readonly string[];
}

function NameList({ title, names, notes }: NameListProps): ReactNode {
  const t = useT();
  return (
    <section className="name-list">
      <h3>{title}</h3>
      <ul>
        {names.slice(0, namesShown).map((name, index) => (
          <li key={`${index} ${name}`}>
            <span className="ellipsis">{name}</span>
            {notes === undefined ? null : <span className="dim">{notes[index]}</span>}
          </li>
        ))}
        {names.length > namesShown ? (
          <li className="dim">{t('confirm.more', { more: names.length - namesShown })}</li>
        ) : null}
      </ul>
    </section>
  );
}
