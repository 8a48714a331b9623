import type { Translate } from '../../../shared/i18n/translate.ts';
import { isMessageKey } from '../../../shared/i18n/translate.ts';
import { isHard } from '../../../shared/model/action.ts';
import type { ActionRequest, VmAction } from '../../../shared/model/verbs/index.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { dateTime } from '../../ui/format.ts';

/** What is known about what a request is about, beyond its ids. */
export interface About {
  readonly allowed: readonly VmRow[];
  /** When the snapshot of the request was taken; milliseconds since the epoch. */
  readonly snapshotTime: number | null;
  /** What the request's object is called, where its id says nothing to a person. */
  readonly objectName: string | null;
}

/** What will happen, in the action's own words where it has any. */
export function explain(t: Translate, request: ActionRequest, { allowed, snapshotTime, objectName }: About) {
  const count = allowed.length;
  if (request.action === 'snapshot-revert')
    return snapshotTime === null
      ? t('confirm.snapshot-revert.undated', { snapshot: request.snapshotName })
      : t('confirm.snapshot-revert', { snapshot: request.snapshotName, time: dateTime(snapshotTime, t.locale) });
  if (request.action === 'delete')
    return t(request.withResources ? 'confirm.delete.with-resources' : 'confirm.delete', { count });
  const key = `confirm.${request.action}`;
  if (!isMessageKey(key)) return isHard(request.action) ? t('confirm.plain') : null;
  return t.loose(key, {
    count,
    snapshot: 'snapshotName' in request ? request.snapshotName : '',
    job: objectName ?? ('jobId' in request ? request.jobId : ''),
    image: objectName ?? ('imageId' in request ? (request.imageId ?? '') : ''),
  });
}

/** What an action loses, said before its values are asked for; `null` where it loses nothing. */
export function warningOf(t: Translate, action: VmAction, count: number): string | null {
  if (!isHard(action)) return null;
  const own = `warning.${action}`;
  const key = isMessageKey(own) ? own : `confirm.${action}`;
  return isMessageKey(key) ? t.loose(key, { count }) : t('confirm.plain');
}

/** What loses data that no other action brings back. */
const irreversible: ReadonlySet<VmAction> = new Set([
  ...(['delete', 'recycle-purge', 'reinstall', 'snapshot-clear', 'disk-import', 'disk-import-iscsi'] as const),
]);

export interface Typing {
  readonly wanted: string;
  readonly label: string;
  /** Why it cannot be confirmed before. */
  readonly first: string;
}

/** What cannot be had back asks for the name of what will be gone, or for how many when it is many. */
export function typingFor(
  t: Translate,
  request: ActionRequest,
  allowed: readonly VmRow[],
  production: boolean,
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
