import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { isHard } from '../../../shared/model/action.ts';
import type { ActionRequest } from '../../../shared/model/verbs/index.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { isMessageKey, type Translate } from '../../../shared/i18n/translate.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { Refused } from '../../ui/actions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { dateTime } from '../../ui/format.ts';
import { useNow } from '../../ui/now.tsx';
import { suggestSnapshotName } from './snapshot-name.ts';

export interface Confirmation {
  readonly request: ActionRequest;
  readonly allowed: readonly VmRow[];
  readonly refused: readonly Refused[];
  /** How many of the VMs are not in sight in the list. */
  readonly hidden: number;
  /** When the snapshot of the request was taken; milliseconds since the epoch. */
  readonly snapshotTime: number | null;
}

interface ConfirmActionProps {
  readonly confirmation: Confirmation;
  readonly onClose: () => void;
  /** With the snapshot to take before, if one is wanted. */
  readonly onConfirm: (first: ActionRequest | null) => void;
}

/** What the words about an action can name. */
const named = (request: ActionRequest): Readonly<Record<string, string>> => ({
  ...('snapshotName' in request && { snapshot: request.snapshotName }),
  ...('jobId' in request && { job: request.jobId }),
  ...('imageId' in request && request.imageId !== undefined && { image: request.imageId }),
});

function explain(t: Translate, request: ActionRequest, time: number | null): string | null {
  if (request.action === 'snapshot-revert' && time === null)
    return t('confirm.snapshot-revert.undated', { snapshot: request.snapshotName });
  if (request.action === 'delete' && request.withResources) return t('confirm.delete.with-resources');
  const key = `confirm.${request.action}`;
  if (!isMessageKey(key)) return null;
  return t.loose(key, { ...named(request), ...(time !== null && { time: dateTime(time, t.locale) }) });
}

/** What cannot be had back by any other action asks for the name of what will be gone. */
const nameToType = (request: ActionRequest): string | null =>
  request.action === 'snapshot-delete' ? request.snapshotName : null;

/** Says what will happen to which VMs, what is left out and why, before anything is sent. */
export function ConfirmAction({ confirmation, onClose, onConfirm }: ConfirmActionProps): ReactNode {
  const { request, allowed, refused, hidden, snapshotTime } = confirmation;
  const t = useT();
  const now = useNow();
  const [snapshotFirst, setSnapshotFirst] = useState(false);
  const [typed, setTyped] = useState('');
  const wanted = nameToType(request);
  const reason = wanted === null || typed.trim() === wanted ? null : t('confirm.type-name.first');
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
          if (reason === null) onConfirm(first);
        }}
      >
        <p className="selectable">{explain(t, request, snapshotTime)}</p>
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
        {wanted === null ? null : (
          <TextInput
            label={t('confirm.type-name', { name: wanted })}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            name="typed"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <div className="form-buttons">
          <Button variant="subtle" onClick={onClose} {...(hard && wanted === null ? { 'data-autofocus': true } : {})}>
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
