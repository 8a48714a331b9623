import { isHard } from '../../../shared/model/action.ts';
import { verbOf, vmActions, type ActionRequest, type VmAction } from '../../../shared/model/verbs/index.ts';
import { verbCategories, type Verb, type VerbCategory } from '../../../shared/model/verbs/verb.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { commonReason, type ActionIntent, type ConnectionIndex } from '../../ui/actions.ts';
import type { ToolbarReason } from './toolbar-state.ts';

/** What has a place of its own: a button, or beside the snapshot, device or clone that it is about. */
const elsewhere: ReadonlySet<VmAction> = new Set([
  ...(['start', 'shutdown', 'restart', 'power-off', 'snapshot-create', 'delete'] as const),
  ...(['snapshot-revert', 'snapshot-delete', 'usb-attach', 'usb-detach', 'clone-cancel', 'clone-forget'] as const),
]);

export interface MenuGroup {
  readonly category: VerbCategory;
  readonly actions: readonly VmAction[];
}

/** Whether the cloud of at least one of the VMs can do it at all. */
export const isOffered = (action: VmAction, vms: readonly VmRow[], connections: ConnectionIndex): boolean =>
  vms.some((vm) => connections.get(vm.connectionId)?.capabilities.includes(action) === true);

/** What a menu of several VMs offers beyond the buttons, by category; what none of their clouds can do is left out. */
export function menuGroups(vms: readonly VmRow[], connections: ConnectionIndex): readonly MenuGroup[] {
  const offered = vmActions.filter((action) => !elsewhere.has(action) && isOffered(action, vms, connections));
  return verbCategories
    .map((category) => ({ category, actions: offered.filter((action) => verbOf(action).category === category) }))
    .filter(({ actions }) => actions.length > 0);
}

/** Why an entry is disabled; `null` when it is not. Values that make sense for one VM are asked for one only. */
export const menuReason = (
  action: VmAction,
  vms: readonly VmRow[],
  connections: ConnectionIndex,
): ToolbarReason | null => {
  if (vms.length > 1 && verbOf(action).single === true) return 'one-vm';
  const reason = commonReason(action, vms, connections);
  if (reason !== null || action !== 'snapshot-clear') return reason;
  return vms.some(({ snapshotCount }) => snapshotCount > 0) ? null : 'no-snapshots';
};

/** Flags that have to be said, all of them as no. */
const refusedFlags = ({ fields }: Verb): Readonly<Record<string, false>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (field.required === true ? [[name, false] as const] : [])),
  );

/** Whether an action needs more than a yes: hard ones are asked about anyway, and their flags with that question. */
export function asksForValues(action: VmAction): boolean {
  const { fields, secrets = {} } = verbOf(action);
  const all = Object.values(fields);
  if (Object.keys(secrets).length > 0) return true;
  return isHard(action) ? all.some((field) => field.type !== 'flag') : all.length > 0;
}

/** What choosing an action begins. */
export function intentOf(action: VmAction): ActionIntent {
  if (action === 'snapshot-create') return { kind: 'new-snapshot' };
  if (asksForValues(action)) return { kind: 'ask', action };
  return { kind: 'run', request: { action, ...refusedFlags(verbOf(action)) } as ActionRequest };
}
