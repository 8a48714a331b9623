import { z } from 'zod';
import type { Capability } from './capability.ts';
import { consoleActions, type ConsoleAction } from './console-action.ts';
import { isTransitional, type PowerState } from './power.ts';
import { shapeOf } from './verbs/field.ts';
import {
  regionActions,
  regionVerbs,
  verbOf,
  vmActions,
  vmVerbs,
  type Action,
  type ActionRequest,
  type RegionRequest,
} from './verbs/index.ts';
import type { StateReason, Verb } from './verbs/verb.ts';

const requestOf = (action: string, verb: Verb) =>
  z.strictObject({ action: z.literal(action), ...shapeOf(verb.fields) });

/** What one action needs besides the VM. Its shape is that of the table of verbs, which its type derives from too. */
export const actionRequestSchema = z.discriminatedUnion('action', [
  requestOf('start', vmVerbs.start),
  ...vmActions.filter((action) => action !== 'start').map((action) => requestOf(action, vmVerbs[action])),
]) as unknown as z.ZodType<ActionRequest>;

export const regionRequestSchema = z.discriminatedUnion('action', [
  requestOf('create', regionVerbs.create),
  ...regionActions.filter((action) => action !== 'create').map((action) => requestOf(action, regionVerbs[action])),
]) as unknown as z.ZodType<RegionRequest>;

export type AnyAction = Action | ConsoleAction;

/** Why an action is not available; the words are `reason.<code>` in shared/i18n. */
export type ActionReason = StateReason | 'unsupported' | 'offline' | 'busy' | 'in-transition' | 'no-console';

export interface ActionAvailability {
  readonly action: AnyAction;
  readonly enabled: boolean;
  readonly reason: ActionReason | null;
}

const isConsoleAction = (action: AnyAction): action is ConsoleAction =>
  (consoleActions as readonly string[]).includes(action);

/** Actions that stop work or lose data: shown apart, in red, and confirmed with names and count. */
export const isHard = (action: AnyAction): boolean => !isConsoleAction(action) && verbOf(action).hard === true;

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
  if (!capabilities.has(action)) return 'unsupported';
  if (!online) return 'offline';
  const isConsole = isConsoleAction(action);
  const { from, reason, whileBusy }: Pick<Verb, 'from' | 'reason' | 'whileBusy'> = isConsole
    ? { from: ['running'], reason: 'needs-running', whileBusy: true }
    : verbOf(action);
  if (vm.busy && whileBusy !== true) return 'busy';
  if (!from.includes(vm.power.state)) return isTransitional(vm.power.state) ? 'in-transition' : reason;
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
