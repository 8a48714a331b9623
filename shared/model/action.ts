import { z } from 'zod';
import type { Capability } from './capability.ts';
import { isTransitional, powerActions, powerTransitions, type PowerState } from './power.ts';
import { usbAttachModeSchema } from './usb.ts';

export const vmActions = [
  ...powerActions,
  'snapshot-create',
  'snapshot-revert',
  'snapshot-delete',
  'usb-attach',
  'usb-detach',
] as const;
export const vmActionSchema = z.enum(vmActions);
export type VmAction = z.infer<typeof vmActionSchema>;

export const consoleActions = ['console-vnc', 'console-spice'] as const;
export type ConsoleAction = (typeof consoleActions)[number];
export type AnyAction = VmAction | ConsoleAction;

const id = z.string().min(1).max(300);
/** Shown only, as the cloud gave it. */
const name = z.string().max(1000);

/** What one action needs besides the VM. Names and remarks of snapshots follow document 000, lines 716–730. */
export const actionRequestSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('start') }),
  z.strictObject({ action: z.literal('shutdown') }),
  z.strictObject({ action: z.literal('power-off') }),
  z.strictObject({ action: z.literal('restart') }),
  z.strictObject({
    action: z.literal('snapshot-create'),
    name: z.string().regex(/^[\p{Script=Han}A-Za-z0-9._-]{1,50}$/u),
    remark: z.string().max(100),
    memory: z.boolean(),
  }),
  z.strictObject({ action: z.literal('snapshot-revert'), snapshotId: id, snapshotName: name }),
  z.strictObject({ action: z.literal('snapshot-delete'), snapshotId: id, snapshotName: name }),
  z.strictObject({
    action: z.literal('usb-attach'),
    usbId: id,
    usbName: name,
    mode: usbAttachModeSchema,
  }),
  z.strictObject({ action: z.literal('usb-detach'), usbId: id, usbName: name }),
]);
export type ActionRequest = z.infer<typeof actionRequestSchema>;

/** Why an action is not available; the words are `reason.<code>` in shared/i18n. */
export type ActionReason =
  | 'unsupported'
  | 'offline'
  | 'busy'
  | 'in-transition'
  | 'needs-running'
  | 'needs-stopped'
  | 'needs-running-or-stopped'
  | 'no-console';

export interface ActionAvailability {
  readonly action: AnyAction;
  readonly enabled: boolean;
  readonly reason: ActionReason | null;
}

/** Actions that stop work or lose data: shown apart, in red, and confirmed with names and count. */
export const isHard = (action: AnyAction): boolean =>
  action === 'power-off' || action === 'snapshot-revert' || action === 'snapshot-delete';

interface Rule {
  readonly needs: Capability;
  readonly from: readonly PowerState[];
  readonly reason: ActionReason;
}

const rules: Readonly<Record<AnyAction, Rule>> = {
  start: { needs: 'power.start', from: powerTransitions.start.from, reason: 'needs-stopped' },
  shutdown: { needs: 'power.shutdown', from: powerTransitions.shutdown.from, reason: 'needs-running' },
  'power-off': { needs: 'power.off', from: powerTransitions['power-off'].from, reason: 'needs-running' },
  restart: { needs: 'power.restart', from: powerTransitions.restart.from, reason: 'needs-running' },
  'snapshot-create': { needs: 'snapshot.create', from: ['running', 'stopped'], reason: 'needs-running-or-stopped' },
  'snapshot-revert': { needs: 'snapshot.revert', from: ['running', 'stopped'], reason: 'needs-running-or-stopped' },
  'snapshot-delete': { needs: 'snapshot.delete', from: ['running', 'stopped'], reason: 'needs-running-or-stopped' },
  'usb-attach': { needs: 'usb.attach', from: ['running', 'stopped'], reason: 'needs-running-or-stopped' },
  'usb-detach': { needs: 'usb.detach', from: ['running', 'stopped'], reason: 'needs-running-or-stopped' },
  'console-vnc': { needs: 'console.vnc', from: ['running'], reason: 'needs-running' },
  'console-spice': { needs: 'console.spice', from: ['running'], reason: 'needs-running' },
};

/** The part of a VM that decides what can be done with it. */
export interface ActionSubject {
  readonly power: { readonly state: PowerState };
  readonly consoles: readonly string[];
  readonly busy: boolean;
}

function reasonAgainst(
  action: AnyAction,
  vm: ActionSubject,
  capabilities: ReadonlySet<Capability>,
  online: boolean,
): ActionReason | null {
  const rule = rules[action];
  if (!capabilities.has(rule.needs)) return 'unsupported';
  if (!online) return 'offline';
  const isConsole = action === 'console-vnc' || action === 'console-spice';
  if (vm.busy && !isConsole) return 'busy';
  if (!rule.from.includes(vm.power.state)) return isTransitional(vm.power.state) ? 'in-transition' : rule.reason;
  if (isConsole && !vm.consoles.includes(action.slice('console-'.length))) return 'no-console';
  return null;
}

/** Whether one action can be done with one VM now. The interface shows the reason; the service refuses with it. */
export function availability(
  action: AnyAction,
  vm: ActionSubject,
  capabilities: ReadonlySet<Capability>,
  online: boolean,
): ActionAvailability {
  const reason = reasonAgainst(action, vm, capabilities, online);
  return { action, enabled: reason === null, reason };
}
