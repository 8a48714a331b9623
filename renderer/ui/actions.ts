import { isHard, availability, type ActionReason, type AnyAction } from '../../shared/model/action.ts';
import { verbOf, type Action, type ActionRequest, type VmAction } from '../../shared/model/verbs/index.ts';
import { verbTaken } from '../../shared/model/verbs/taken.ts';
import type { Verb } from '../../shared/model/verbs/verb.ts';
import type { Capability } from '../../shared/model/capability.ts';
import type { ConnectionView } from '../../shared/model/connection.ts';
import { isAvailable } from './connection-health.ts';
import type { ConsoleKind, VmRow } from '../../shared/model/vm.ts';

/** What a person asked for; whoever carries it out asks for confirmation or for what is still missing. */
export type ActionIntent =
  | {
      readonly kind: 'run';
      readonly request: ActionRequest;
      readonly snapshotTime?: number | null;
      /** What the request's object is called, where its id says nothing to a person. */
      readonly objectName?: string;
    }
  /** Asks for the values of an action first; those that are known already are given. */
  | { readonly kind: 'ask'; readonly action: VmAction; readonly known?: Readonly<Record<string, string>> }
  | { readonly kind: 'new-snapshot' }
  | { readonly kind: 'console'; readonly console: ConsoleKind }
  /** Shows what another viewer needs to open the console. */
  | { readonly kind: 'viewer' };

/** Carries out an intent for some VMs. */
export type Act = (intent: ActionIntent, vms: readonly VmRow[]) => void;

const noCapabilities: ReadonlySet<Capability> = new Set();

/** Connections by id, as the rules for actions need them. */
export type ConnectionIndex = ReadonlyMap<string, ConnectionView>;

export const indexConnections = (connections: readonly ConnectionView[]): ConnectionIndex =>
  new Map(connections.map((connection) => [connection.id, connection]));

/** Why an action cannot be done with one VM now; `null` when it can. */
export function reasonAgainst(action: AnyAction, vm: VmRow, connections: ConnectionIndex): ActionReason | null {
  const connection = connections.get(vm.connectionId);
  const capabilities = connection === undefined ? noCapabilities : new Set(connection.capabilities);
  return availability(action, vm, capabilities, connection !== undefined && isAvailable(connection)).reason;
}

/** Why a button for several VMs is disabled: never while one of them allows the action. */
export function commonReason(
  action: AnyAction,
  vms: readonly VmRow[],
  connections: ConnectionIndex,
): ActionReason | 'no-selection' | null {
  const [first, ...rest] = vms.map((vm) => reasonAgainst(action, vm, connections));
  if (first === undefined) return 'no-selection';
  return first === null || rest.includes(null) ? null : first;
}

/** What an action asks for where several clouds are asked at once: only what all of them take. */
export const verbFor = (action: Action, clouds: Iterable<ConnectionView | undefined>): Verb =>
  [...new Set(clouds)].reduce<Verb>((verb, cloud) => verbTaken(verb, cloud?.fields[action]), verbOf(action));

export const cloudsOf = (
  vms: readonly VmRow[],
  connections: ConnectionIndex,
): readonly (ConnectionView | undefined)[] => vms.map(({ connectionId }) => connections.get(connectionId));

export interface Refused {
  readonly vm: VmRow;
  readonly reason: ActionReason;
}

/** Which VMs an action will be done with, and which it will leave out and why. */
export function divide(
  action: AnyAction,
  vms: readonly VmRow[],
  connections: ConnectionIndex,
): { readonly allowed: readonly VmRow[]; readonly refused: readonly Refused[] } {
  const allowed: VmRow[] = [];
  const refused: Refused[] = [];
  for (const vm of vms) {
    const reason = reasonAgainst(action, vm, connections);
    if (reason === null) allowed.push(vm);
    else refused.push({ vm, reason });
  }
  return { allowed, refused };
}

const endsWork: ReadonlySet<AnyAction> = new Set(['shutdown', 'restart', 'pause', 'hibernate']);

/** Hard actions always ask; those that end the guest's work ask for several VMs; any asks when it leaves some out. */
export const needsConfirmation = (action: AnyAction, allowed: number, refused: number): boolean =>
  isHard(action) || refused > 0 || (allowed > 1 && endsWork.has(action));
