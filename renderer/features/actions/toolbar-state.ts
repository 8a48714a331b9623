import type { ActionReason, AnyAction } from '../../../shared/model/action.ts';
import type { ConsoleAction } from '../../../shared/model/console-action.ts';
import type { VmAction } from '../../../shared/model/verbs/index.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { commonReason, type ConnectionIndex } from '../../ui/actions.ts';

export type ToolbarAction =
  Extract<VmAction, 'start' | 'shutdown' | 'power-off' | 'restart' | 'snapshot-create'> | ConsoleAction;
export type ToolbarReason = ActionReason | 'no-selection' | 'one-vm' | 'no-snapshots';

const isConsole = (action: AnyAction): action is ConsoleAction =>
  action === 'console-vnc' || action === 'console-spice';

/**
 * Why a button of the toolbar is disabled; `null` when it is not. With several VMs it is enabled while one of them
 * allows the action; a console shows one VM.
 */
export function toolbarReason(
  action: ToolbarAction,
  vms: readonly VmRow[],
  connections: ConnectionIndex,
): ToolbarReason | null {
  if (isConsole(action) && vms.length > 1) return 'one-vm';
  return commonReason(action, vms, connections);
}

/** The console that Ctrl+Enter opens: the first that the VM allows. */
export const preferredConsole = (vms: readonly VmRow[], connections: ConnectionIndex): 'vnc' | 'spice' | null =>
  (['vnc', 'spice'] as const).find((kind) => toolbarReason(`console-${kind}`, vms, connections) === null) ?? null;
